import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import type { GapAnswer, GapKind, GapQuery } from '@terreau/shared/api/directory.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { listed } from '../members/readable.ts'
import { gazetteer, type CodeFound, type Gazetteer } from '../communes/gazetteer.ts'
import { matching, type Narrowed } from '../pages/page-list.ts'
import type { Db } from '../storage/store.ts'
import type { Tables } from '../storage/tables.ts'
import { standing } from '../versions/page-standing.ts'
import { OddPositions } from './odd-positions.ts'

/** So many pages, or communes, are named. */
const MOST = 200

type Pages = SelectQueryBuilder<Tables, 'page', object>

/** What pages lack, as far as the person may see them listed. */
export async function gapsOf(db: Db, kind: GapKind, query: GapQuery, narrowed: Narrowed): Promise<GapAnswer> {
  if (kind === 'no-page') return communesWithout(db, query, narrowed)
  if (kind === 'wanted') return wanted(db, query, narrowed)
  if (kind === 'odd-position') return oddlyPlaced(db, query, narrowed)
  const concerned: Pages = concernedBy(kind, matching(db, query, narrowed))
  const lacking = LACKING[kind](concerned, narrowed)
  const pages = await named(lacking).limit(MOST).execute()
  return { kind, total: await count(lacking), of: await count(concerned), pages: pages.map((page) => ({ page })) }
}

type Plain = Exclude<GapKind, 'no-page' | 'wanted' | 'odd-position'>

/** Sources, leads and principles are named from elsewhere than pages; an idea has no hours yet. */
function concernedBy(kind: Plain, pages: Pages): Pages {
  if (kind === 'no-way' || kind === 'no-hours') return pages.where('page.type', '=', 'place')
  return kind === 'orphans' ? pages.where('page.type', 'not in', ['source', 'lead', 'principle']) : pages
}

const LACKING: Readonly<Record<Plain, (pages: Pages, narrowed: Narrowed) => Pages>> = {
  orphans: (pages, { person }) =>
    pages.where(
      sql<boolean>`page.id NOT IN (SELECT to_page FROM page_link JOIN page ON page.id = from_page WHERE archived_at IS NULL AND ${listed(person)})`,
    ),
  recheck: (pages, { now }) => pages.where(sql<boolean>`(${standing(now)} = 'to-recheck' OR ${longUnverified(now)})`),
  // A place that serves itself from its own walk is reached too: any way that asks for no car.
  'no-way': (pages, { person }) =>
    pages.where(
      sql<boolean>`page.id NOT IN (SELECT to_page FROM page_link JOIN page ON page.id = from_page
        JOIN page_field AS mode ON mode.page_id = page.id AND mode.key = 'mode' AND mode.value NOT IN ('carpool', 'car-share', 'car-alone')
        WHERE kind = 'serves' AND page.type = 'transport-option' AND archived_at IS NULL AND ${listed(person)})`,
    ),
  'no-hours': (pages) =>
    pages.where(
      sql<boolean>`page.id IN (SELECT page_id FROM page_facts WHERE json_extract(facts, '$.opening_hours') IS NULL
        AND coalesce(json_extract(facts, '$.stage'), '') NOT IN ('closed', 'idea'))`,
    ),
}

const DAY = 86_400_000

/** Whether a page says when it was last checked, and that is longer ago than its type allows. */
function longUnverified(now: number): RawBuilder<boolean> {
  const due = Object.values(PAGE_TYPES).flatMap(({ key, reviewEvery }) =>
    reviewEvery === null ? [] : [sql`(page.type = ${key} AND value < ${dayBefore(now, reviewEvery)})`],
  )
  return sql`EXISTS (SELECT 1 FROM page_field WHERE page_id = page.id AND key = 'verified_on' AND (${sql.join(due, sql` OR `)}))`
}

const dayBefore = (now: number, months: number): string =>
  new Date(now - months * 30.44 * DAY).toISOString().slice(0, 10)

/** Pages that name one that is not here, or not any more. */
async function wanted(db: Db, query: GapQuery, narrowed: Narrowed): Promise<GapAnswer> {
  const rows = await matching(db, query, narrowed)
    .innerJoin('page_link', 'page_link.from_page', 'page.id')
    .leftJoin('page as target', 'target.id', 'page_link.to_page')
    .select(['page.id', 'page.type', 'page.slug', 'page.title', 'page.lang'])
    .select([
      'target.id as wantedId',
      'target.type as wantedType',
      'target.slug as wantedSlug',
      'target.title as wantedTitle',
      'target.lang as wantedLang',
    ])
    .where((eb) =>
      eb.or([
        eb('target.id', 'is', null),
        eb.and([eb('target.archived_at', 'is not', null), eb('target.reach', '=', 'public')]),
      ]),
    )
    .orderBy('page.title_key')
    .execute()
  const pages = new Map<string, { page: PageName; wants: PageName[] }>()
  for (const { wantedId, wantedType, wantedSlug, wantedTitle, wantedLang, ...page } of rows) {
    const entry = pages.get(page.id) ?? { page, wants: new Array<PageName>() }
    if (wantedId && wantedType && wantedSlug && wantedTitle && wantedLang)
      entry.wants.push({ id: wantedId, type: wantedType, slug: wantedSlug, title: wantedTitle, lang: wantedLang })
    pages.set(page.id, entry)
  }
  return {
    kind: 'wanted',
    total: pages.size,
    of: await count(matching(db, query, narrowed)),
    pages: [...pages.values()].slice(0, MOST),
  }
}

/** Pages that say where they are, and hardly can be there. */
async function oddlyPlaced(db: Db, query: GapQuery, narrowed: Narrowed): Promise<GapAnswer> {
  const { odd, of } = await new OddPositions(db, await gazetteer()).among(
    matching(db, query, narrowed),
    narrowed.person,
  )
  return { kind: 'odd-position', total: odd.length, of, pages: odd.slice(0, MOST) }
}

/** Communes of a territory of the official code, or of the groupings in which pages lie, where no page is. */
async function communesWithout(db: Db, query: GapQuery, narrowed: Narrowed): Promise<GapAnswer> {
  const rows = await matching(db, {}, { ...narrowed, areas: undefined })
    .innerJoin('page_facts', 'page_facts.page_id', 'page.id')
    .select('commune')
    .where('commune', 'is not', null)
    .groupBy('commune')
    .execute()
  const communes = await gazetteer()
  const described = new Set(rows.flatMap(({ commune }) => wholeOf(communes.find(commune ?? ''))))
  const areas = narrowed.areas && query.territory ? [query.territory] : groupingsOf(described, communes)
  const all = areas.flatMap((area) => communes.communesIn(area))
  const without = all.filter(({ code }) => !described.has(code))
  return { kind: 'no-page', total: without.length, of: all.length, pages: [], communes: without.slice(0, MOST) }
}

/** A part of a commune stands for the whole. */
const wholeOf = (found: CodeFound): string[] =>
  found.is === 'unknown' ? [] : [found.commune.partOf?.code ?? found.commune.code]

function groupingsOf(codes: ReadonlySet<string>, communes: Pick<Gazetteer, 'find'>): string[] {
  const found = [...codes].map((code) => communes.find(code))
  return [...new Set(found.flatMap((one) => (one.is === 'unknown' ? [] : (one.commune.grouping?.code ?? []))))]
}

const named = (pages: Pages) =>
  pages
    .select(['page.id', 'page.type', 'page.slug', 'page.title', 'page.lang'])
    .orderBy('page.title_key')
    .orderBy('page.id')

async function count(pages: Pages): Promise<number> {
  const { n } = await pages.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return n
}
