import type { ExpressionBuilder } from 'kysely'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { PageCard, PageList, PageListQuery, Standing } from '@terreau/shared/api/pages.ts'
import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { listed } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'
import { shownVersion, standing } from '../versions/page-standing.ts'
import type { PageRow } from './page-store.ts'

type Filters = Readonly<Record<string, string>>
type Sort = 'title' | 'updated'

/** What a list is narrowed by beside its query: facet values of the type, and what the person may see. */
interface Narrowed {
  readonly filters: Filters
  readonly person: Roles | null
  readonly now: Instant
}

/** Pages as cards, filtered, sorted and cut in the query. */
export async function listPages(db: Db, query: PageListQuery, narrowed: Narrowed): Promise<PageList> {
  const sort: Sort = query.sort ?? 'title'
  const limit = query.limit ?? 24
  const all = matching(db, query, narrowed)
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await page(all, sort, query.cursor)
    .leftJoin('page_content', 'page_content.page_id', 'page.id')
    .leftJoin('version', (on) =>
      on.onRef('version.page_id', '=', 'page.id').on('version.number', '=', shownVersion() as never),
    )
    .selectAll('page')
    .select((eb) => [
      eb.fn.coalesce('version.fields', 'page_content.fields').as('fields'),
      standing(narrowed.now).as('standing'),
      'version.number as version',
    ])
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    total,
    pages: rows.slice(0, limit).map((row) => cardOf(row, row)),
    facets: query.type ? await facetsOf(db, query.type, narrowed.person) : {},
    next: last ? cursorOf(last, sort) : null,
  }
}

function matching(
  db: Db,
  { type, principle, lead, lang, territory, standing: wantedStanding }: PageListQuery,
  { filters, person, now }: Narrowed,
) {
  let rows = db.selectFrom('page').where('archived_at', 'is', null).where(listed(person))
  if (territory) rows = rows.where('page.territory_id', '=', territory)
  if (wantedStanding) rows = rows.where(standing(now), '=', wantedStanding)
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

async function facetsOf(db: Db, type: PageTypeKey, person: Roles | null): Promise<PageList['facets']> {
  const { facets } = PAGE_TYPES[type]
  if (facets.length === 0) return {}
  const rows = await db
    .selectFrom('page_field')
    .innerJoin('page', 'page.id', 'page_field.page_id')
    .select(['key', 'value', (eb) => eb.fn.countAll<number>().as('n')])
    .where('page.type', '=', type)
    .where('page.archived_at', 'is', null)
    .where(listed(person))
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

interface Shown {
  readonly fields: string | null
  readonly standing: Standing
  readonly version: number | null
}

/** What a list shows of a page. */
function cardOf(row: PageRow, { fields, standing: stands, version }: Shown): PageCard {
  const all = (fields ? JSON.parse(fields) : {}) as Fields
  const shown = ['summary', 'principles', ...PAGE_TYPES[row.type].card].filter((key) => key in all)
  const { id, type, slug, title, lang } = row
  return {
    id,
    type,
    slug,
    title,
    lang,
    standing: stands,
    shows: version === null ? 'live' : 'validated',
    fields: Object.fromEntries(shown.map((key) => [key, all[key]])),
    updatedAt: new Date(row.updated_at).toISOString(),
  }
}
