import { PLACE_FIELDS, type Facts } from '@terreau/shared/answers/facts.ts'
import { settingOf, timeAndHolidaysOf, type Setting } from '@terreau/shared/hours/setting.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import type { Position } from '@terreau/shared/travel/distance.ts'
import { listed } from '../members/readable.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'

/** Where a page is: at a place, or the place itself. */
export interface Site {
  readonly position: Position | null
  /** INSEE. */
  readonly commune: string | null
  readonly facts: Facts
}

/** Of a page that is at no place, or at one that is not told. */
export const NOWHERE: Site = { position: null, commune: null, facts: {} }

export interface SiteRow {
  readonly lat: number | null
  readonly lon: number | null
  readonly commune: string | null
  readonly facts: string
}

export function siteOf({ lat, lon, commune, facts }: SiteRow): Site {
  const position = lat === null || lon === null ? null : { lat, lon }
  return { position, commune, facts: JSON.parse(facts) as Facts }
}

/** The first place of each page that is at one, as far as the person may see it listed. */
export async function sitesOf(db: Db, person: Roles | null, ids?: readonly PageId[]): Promise<Map<PageId, Site>> {
  let rows = db
    .selectFrom('page_field')
    .innerJoin('page', 'page.id', 'page_field.value')
    .innerJoin('page_facts', 'page_facts.page_id', 'page.id')
    .select(['page_field.page_id as of', 'lat', 'lon', 'commune', 'facts'])
    .where('page_field.key', 'in', [...PLACE_FIELDS])
    .where('page.type', '=', 'place')
    .where('page.archived_at', 'is', null)
    .where(listed(person))
  if (ids) rows = rows.where('page_field.page_id', 'in', among(ids))
  const sites = new Map<PageId, Site>()
  for (const row of await rows.orderBy('page_field.value').execute())
    if (!sites.has(row.of)) sites.set(row.of, siteOf(row))
  return sites
}

/** The clock and the days off by which a page's hours are read. */
export const settingAt = ({ commune, position }: Site): Setting => settingOf(timeAndHolidaysOf(commune), position)
