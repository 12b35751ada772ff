import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { readGuides } from '../../server/src/transfer/read-guides.ts'
import { readSeed } from '../../server/src/transfer/seed.ts'

const GUIDES = join(import.meta.dirname, '../../../shared/data/practices')

export interface CorpusPage {
  /** Its file, without ending; for a guide with its folder. */
  readonly key: string
  readonly type: PageTypeKey
  readonly lang: Lang
  readonly title: string
  readonly fields: Fields
  readonly body: BodyNode
  /** What it is called in links. */
  readonly addresses: readonly string[]
}

/** The pages that a new wiki starts with. */
export async function seedPages(): Promise<CorpusPage[]> {
  const pages = await readSeed()
  return pages.map(({ importKey, ...page }) => ({
    ...page,
    key: importKey.replace('seed:', ''),
    addresses: [page.slug ?? ''],
  }))
}

/** The real guides, where they lie beside the project; else none. */
export async function guidePages(): Promise<CorpusPage[]> {
  if (!existsSync(GUIDES)) return []
  const pages: CorpusPage[] = []
  for await (const guide of readGuides(GUIDES)) {
    if (!('body' in guide)) continue
    const { path, type, lang, title, body } = guide
    const fields = { ...guide.fields, title, ...(guide.summary && { summary: guide.summary }) } as Fields
    pages.push({ key: path.replace(/\.md$/, ''), type, lang, title, fields, body, addresses: [] })
  }
  return pages
}

const KINDS = {
  title: 'title',
  unaccented: 'unaccented',
  k: 'keywords',
  q: 'question',
  i: 'inflected',
  t: 'as typed',
  c: 'compound',
  e: 'elided',
  1: 'one typo',
  2: 'two typos',
  p: 'unfinished',
} as const
export type Kind = (typeof KINDS)[keyof typeof KINDS]

export interface SetQuery {
  readonly kind: Kind
  readonly text: string
  /** Keys of the pages that answer. */
  readonly answers: ReadonlySet<string>
  /** Weights are tuned on one half of the pages, and reported on the other. */
  readonly half: 'tuning' | 'reporting'
}

/** The quality set, as far as these pages answer it. */
export function qualitySet(pages: readonly CorpusPage[]): SetQuery[] {
  const titles = new Map(pages.map(({ key, title }) => [key, title]))
  const written = readFileSync(join(import.meta.dirname, 'search-queries.txt'), 'utf8').normalize('NFC')
  const parts = written.split(/^= /m).slice(1)
  return parts.flatMap((part, at) => {
    const [key = '', ...lines] = part.trim().split('\n')
    const title = titles.get(key)
    if (title === undefined) return []
    const half = at % 2 === 0 ? ('tuning' as const) : ('reporting' as const)
    const own = { answers: new Set([key]), half }
    const bare = fold(title)
    return [
      { kind: KINDS.title, text: title, ...own },
      ...(bare === title.toLowerCase() ? [] : [{ kind: KINDS.unaccented, text: bare, ...own }]),
      ...lines.map((line) => read(line, key, half)),
    ]
  })
}

function read(line: string, key: string, half: SetQuery['half']): SetQuery {
  const [, letter = 'k', text = '', others = ''] = /^(\S) (.+?)(?: > (.+))?$/.exec(line) ?? []
  // The name of one file holds a space.
  const also = others.split(/ (?=\S)/).filter(Boolean)
  return { kind: KINDS[letter as keyof typeof KINDS], text, answers: new Set([key, ...also]), half }
}

/** Keys of the pages that an engine finds, best first. */
export type Finder = (text: string) => string[] | Promise<string[]>

export interface Quality {
  readonly queries: number
  /** Mean reciprocal rank of the first right page among the first ten. */
  readonly mrr: number
  /** Share of queries with a right page among the first ten. */
  readonly inTen: number
}

/** How well an engine answers, by kind; under `all`, every query counts once. */
export async function qualityOf(find: Finder, queries: readonly SetQuery[]): Promise<Map<Kind | 'all', Quality>> {
  const ranks = new Map<Kind | 'all', number[]>()
  for (const { kind, text, answers } of queries) {
    const rank = (await find(text)).slice(0, 10).findIndex((key) => answers.has(key)) + 1
    for (const name of [kind, 'all'] as const) ranks.set(name, [...(ranks.get(name) ?? []), rank])
  }
  return new Map(
    [...ranks].map(([kind, all]) => {
      const found = all.filter((rank) => rank > 0)
      const sum = found.reduce((total, rank) => total + 1 / rank, 0)
      return [kind, { queries: all.length, mrr: sum / all.length, inTen: found.length / all.length }]
    }),
  )
}
