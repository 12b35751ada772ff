import type { ExpressionBuilder } from 'kysely'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { PageCard, PageList, PageListQuery } from '@terreau/shared/api/pages.ts'
import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Db } from '../storage/store.ts'
import type { Tables } from '../storage/tables.ts'
import type { PageRow } from './page-store.ts'

type Filters = Readonly<Record<string, string>>
type Sort = 'title' | 'updated'

/** Pages as cards, filtered, sorted and cut in the query; `filters` are facet values of the type. */
export async function listPages(db: Db, query: PageListQuery, filters: Filters): Promise<PageList> {
  const sort: Sort = query.sort ?? 'title'
  const limit = query.limit ?? 24
  const all = matching(db, query, filters)
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await page(all, sort, query.cursor)
    .leftJoin('page_content', 'page_content.page_id', 'page.id')
    .selectAll('page')
    .select('page_content.fields')
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    total,
    pages: rows.slice(0, limit).map((row) => cardOf(row, row.fields)),
    facets: query.type ? await facetsOf(db, query.type) : {},
    next: last ? cursorOf(last, sort) : null,
  }
}

function matching(db: Db, { type, principle, lead, lang }: PageListQuery, filters: Filters) {
  let rows = db.selectFrom('page').where('archived_at', 'is', null)
  if (type) rows = rows.where('page.type', '=', type)
  if (lang) rows = rows.where('page.lang', '=', lang)
  const wanted = { ...filters, ...(principle && { principles: principle }), ...(lead && { leads: lead }) }
  for (const [key, value] of Object.entries(wanted)) rows = rows.where((eb) => holds(eb, key, value))
  return rows
}

function holds(eb: ExpressionBuilder<Tables, 'page'>, key: string, value: string) {
  return eb(
    'page.id',
    'in',
    eb.selectFrom('page_field').select('page_id').where('key', '=', key).where('value', '=', value),
  )
}

/** Goes on after the cursor, by the same order; ids settle ties. */
function page(rows: ReturnType<typeof matching>, sort: Sort, cursor: string | undefined) {
  const column = sort === 'title' ? 'page.title_key' : 'page.updated_at'
  const order = sort === 'title' ? 'asc' : 'desc'
  const sorted = rows.orderBy(column, order).orderBy('page.id', order)
  if (!cursor) return sorted
  const [value, id] = readCursor(cursor)
  const beyond = sort === 'title' ? '>' : '<'
  return sorted.where((eb) =>
    eb.or([eb(column, beyond, value as never), eb.and([eb(column, '=', value as never), eb('page.id', beyond, id)])]),
  )
}

function cursorOf(row: PageRow, sort: Sort): string {
  return Buffer.from(JSON.stringify([sort === 'title' ? row.title_key : row.updated_at, row.id])).toString('base64url')
}

function readCursor(cursor: string): [string | number, PageRow['id']] {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof id === 'string' && (typeof value === 'string' || typeof value === 'number'))
      return [value, id as PageRow['id']]
  } catch {
    // Not a cursor of ours.
  }
  throw new Refusal('request.malformed', { where: 'cursor' })
}

async function facetsOf(db: Db, type: PageTypeKey): Promise<PageList['facets']> {
  const { facets } = PAGE_TYPES[type]
  if (facets.length === 0) return {}
  const rows = await db
    .selectFrom('page_field')
    .innerJoin('page', 'page.id', 'page_field.page_id')
    .select(['key', 'value', (eb) => eb.fn.countAll<number>().as('n')])
    .where('page.type', '=', type)
    .where('page.archived_at', 'is', null)
    .where('key', 'in', [...facets])
    .groupBy(['key', 'value'])
    .execute()
  return Object.fromEntries(
    facets.map((key) => [
      key,
      Object.fromEntries(rows.filter((row) => row.key === key).map((row) => [row.value, row.n])),
    ]),
  )
}

/** What a list shows of a page. */
export function cardOf(row: PageRow, fields: string | null): PageCard {
  const all = (fields ? JSON.parse(fields) : {}) as Fields
  const shown = ['summary', 'principles', ...PAGE_TYPES[row.type].card].filter((key) => key in all)
  const { id, type, slug, title, lang } = row
  return {
    id,
    type,
    slug,
    title,
    lang,
    standing: 'to-review',
    fields: Object.fromEntries(shown.map((key) => [key, all[key]])),
    updatedAt: new Date(row.updated_at).toISOString(),
  }
}
