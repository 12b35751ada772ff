import { sql, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { PLACE_FIELDS } from '@terreau/shared/answers/facts.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import type { PageCard, PageList, PageListQuery, Standing } from '@terreau/shared/api/pages.ts'
import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { PageId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { listed } from '../members/readable.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'
import { shownPart, shownVersion, standing } from '../versions/page-standing.ts'
import { cursorOf, isSortable, readCursor } from './cursor.ts'
import type { PageRow } from './page-store.ts'

type Filters = Readonly<Record<string, string>>
type Sort = 'title' | 'updated'

/** What a list is narrowed by beside its query: facet values of the type, and what the person may see. */
export interface Narrowed {
  readonly filters: Filters
  readonly person: Roles | null
  readonly now: Instant
  /** Codes of all that lies in the territory asked for, where it is one of the official code. */
  readonly areas?: readonly string[] | undefined
}

/** Pages as cards, filtered, sorted and cut in the query. */
export async function listPages(db: Db, query: PageListQuery, narrowed: Narrowed): Promise<PageList> {
  const sort = query.sort === 'updated' ? 'updated' : 'title'
  const limit = query.limit ?? 24
  const all = matching(db, query, narrowed)
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await withCards(page(all, sort, query.cursor), narrowed.now)
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    total,
    pages: rows.slice(0, limit).map((row) => shownAs(query, wholeCardOf(row))),
    facets: query.type ? await facetsOf(db, query.type, narrowed.person) : {},
    next: last ? cursorOf([sort === 'title' ? last.title_key : last.updated_at, last.id]) : null,
  }
}

/** A page as a list shows it, and all of its fields that readers see. */
export interface WholeCard {
  readonly card: PageCard
  readonly fields: Fields
}

/** A page as a query shows it: as a card, or with all of its fields. */
export function shownAs(query: PageListQuery, { card, fields }: WholeCard): PageCard {
  return query.fields === 'all' ? { ...card, fields } : card
}

/** These pages as cards, in the order of their ids here. */
export async function cardsOf(db: Db, ids: readonly PageId[], now: Instant): Promise<WholeCard[]> {
  if (ids.length === 0) return []
  const rows = await withCards(db.selectFrom('page').where('page.id', 'in', among(ids)), now).execute()
  const cards = new Map(rows.map((row) => [row.id, wholeCardOf(row)]))
  return ids.flatMap((id) => cards.get(id) ?? [])
}

function withCards(pages: ReturnType<typeof matching>, now: Instant) {
  return pages
    .leftJoin('page_content', 'page_content.page_id', 'page.id')
    .leftJoin('version', (on) =>
      on.onRef('version.page_id', '=', 'page.id').on('version.number', '=', shownVersion() as never),
    )
    .selectAll('page')
    .select((eb) => [
      eb.fn.coalesce(shownPart('fields'), 'version.fields', 'page_content.fields').as('fields'),
      standing(now).as('standing'),
      'version.number as version',
    ])
}

/** Rows of `page` that fit a query and may be listed to the person. */
export function matching(
  db: Db,
  { type, principle, lead, lang, territory, standing: wantedStanding }: PageListQuery,
  { filters, person, now, areas }: Narrowed,
) {
  let rows = db.selectFrom('page').where('page.archived_at', 'is', null).where(listed(person))
  if (areas) rows = rows.where(liesIn(areas, person))
  else if (territory) rows = rows.where('page.territory_id', '=', territory as TerritoryId)
  if (wantedStanding) rows = rows.where(standing(now), '=', wantedStanding)
  if (type) rows = rows.where('page.type', '=', type)
  if (lang) rows = rows.where('page.lang', '=', lang)
  const wanted = { ...filters, ...(principle && { principles: principle }), ...(lead && { leads: lead }) }
  for (const [key, value] of Object.entries(wanted)) rows = rows.where((eb) => holds(eb, key, value))
  return rows
}

/** Pages that say so themselves, and pages at a place there that the person may see listed (T11). */
function liesIn(areas: readonly string[], person: Roles | null): RawBuilder<SqlBool> {
  const codes = among(areas)
  return sql<SqlBool>`(page.id IN (SELECT page_id FROM page_field WHERE key IN ('commune', 'territories') AND value IN ${codes})
    OR page.id IN (SELECT at.page_id FROM page_field AS at
      JOIN page_field AS own ON own.page_id = at.value AND own.key = 'commune' AND own.value IN ${codes}
      JOIN page ON page.id = own.page_id
      WHERE at.key IN (${sql.join(PLACE_FIELDS)}) AND page.archived_at IS NULL AND ${listed(person)}))`
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
  const [value, id] = readCursor(cursor, isSortable)
  const beyond = sort === 'title' ? '>' : '<'
  return sorted.where((eb) =>
    eb.or([eb(column, beyond, value as never), eb.and([eb(column, '=', value as never), eb('page.id', beyond, id)])]),
  )
}

export async function facetsOf(db: Db, type: PageTypeKey, person: Roles | null): Promise<PageList['facets']> {
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

/** A page with its fields, and what a list shows of it. */
function wholeCardOf({ fields: json, standing: stands, version, ...row }: PageRow & Shown): WholeCard {
  const fields = json ? (JSON.parse(json) as Fields) : {}
  const shown = ['summary', 'principles', ...PAGE_TYPES[row.type].card].filter((key) => key in fields)
  const { id, type, slug, title, lang } = row
  const card: PageCard = {
    id,
    type,
    slug,
    title,
    lang,
    standing: stands,
    shows: version === null ? 'live' : 'validated',
    fields: Object.fromEntries(shown.map((key) => [key, fields[key]])),
    updatedAt: new Date(row.updated_at).toISOString(),
  }
  return { card, fields }
}
