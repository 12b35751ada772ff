import type { PageAnswer, PageCard, PageList } from '@terreau/shared/api/pages.ts'
import type { PackedPage } from '@terreau/shared/api/search.ts'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { readCarried } from './carried.ts'
import { nameOf } from './kept-search.ts'
import { searchPack } from './pack-search.ts'
import { PackStore } from './pack-store.ts'

const PAGES_A_LIST = 24

/** What the wiki would answer, from what this device keeps: pages, lists, searches. Throws for anything else. */
export async function answerFromPack(path: string): Promise<unknown> {
  const { pathname, searchParams } = new URL(path, location.origin)
  const [, ref] = /^\/api\/pages\/([^/]+)$/.exec(pathname) ?? []
  if (ref && !searchParams.has('version')) return keptPage(decodeURIComponent(ref))
  if (pathname === '/api/pages') return keptList(searchParams)
  if (pathname === '/api/search' || pathname === '/api/suggest') return searchPack(path, readCarried()?.at ?? '')
  throw new Error(`${pathname} is not kept on this device`)
}

async function keptPage(ref: string): Promise<PageAnswer & { readonly kept: true }> {
  return PackStore.with(async (store) => {
    const page = await store.page(ref)
    if (!page) throw new Error(`${ref} is not kept on this device`)
    const ids = new Set(pagesNamedIn(page.fields, page.body).map((named) => named.page))
    const named = await Promise.all([...ids].map((id) => store.page(id)))
    return answerOf(
      page,
      named.filter((one) => one !== undefined),
    )
  })
}

/** Who wrote it and what else is said of it stays with the wiki. */
function answerOf(page: PackedPage, named: readonly PackedPage[]): PageAnswer & { readonly kept: true } {
  const { territory, standing, shows, fields, body, updatedAt } = page
  return {
    kept: true,
    page: {
      ...nameOf(page),
      territory,
      standing,
      shows,
      fields,
      body,
      updatedAt,
      passages: [],
      authors: [],
      createdAt: updatedAt,
      archivedAt: null,
      visibility: 'public',
      seq: 0,
      validated: null,
      newer: 0,
    },
    named: named.map(namedOf),
    talks: 0,
    may: { write: false, archive: false, place: false, review: false },
  }
}

/** A source goes with what notes say of it. */
function namedOf(page: PackedPage): PageAnswer['named'][number] {
  if (page.type !== 'source') return nameOf(page)
  const { source_licence: licence, authors, publisher, date, url, retrieved } = page.fields
  return {
    ...nameOf(page),
    ...(typeof licence === 'string' && { licence }),
    source: JSON.parse(JSON.stringify({ authors, publisher, date, url, retrieved })) as object,
  }
}

/** A list by the filters of its type, as the wiki's own. */
async function keptList(asked: URLSearchParams): Promise<PageList> {
  const { type, lang, sort, cursor, limit, ...facets } = Object.fromEntries(asked)
  const all = (await PackStore.with((store) => store.all())).filter(
    (page) => (!type || page.type === type) && (!lang || page.lang === lang),
  )
  const wanted = all.filter((page) =>
    Object.entries(facets).every(([key, value]) => valuesIn(page, key).includes(value)),
  )
  wanted.sort((a, b) =>
    sort === 'updated' ? b.updatedAt.localeCompare(a.updatedAt) : a.title.localeCompare(b.title, 'fr'),
  )
  const from = Number(cursor ?? 0)
  const until = from + Number(limit ?? PAGES_A_LIST)
  return {
    pages: wanted.slice(from, until).map(cardOf),
    total: wanted.length,
    facets: type ? countsOf(all) : {},
    next: until < wanted.length ? String(until) : null,
  }
}

function countsOf(pages: readonly PackedPage[]): PageList['facets'] {
  const counts: Record<string, Record<string, number>> = {}
  for (const page of pages)
    for (const facet of SHOWN_TYPE[page.type].facets)
      for (const value of valuesIn(page, facet)) {
        const known = (counts[facet] ??= {})
        known[value] = (known[value] ?? 0) + 1
      }
  return counts
}

function valuesIn({ fields }: PackedPage, key: string): string[] {
  return [fields[key] ?? []].flat().map(String)
}

function cardOf({ standing, shows, fields, updatedAt, ...page }: PackedPage): PageCard {
  return { ...nameOf(page), standing, shows, fields, updatedAt }
}
