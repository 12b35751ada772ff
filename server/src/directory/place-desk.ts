import { sql, type SqlBool } from 'kysely'
import { PLACE_FIELDS, saidHours, type Facts } from '@terreau/shared/answers/facts.ts'
import type { HoursAnswer, Way, WaysAnswer } from '@terreau/shared/api/directory.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { clockText } from '@terreau/shared/hours/clock-text.ts'
import { dayName, dayNamed, type DayNumber } from '@terreau/shared/hours/days.ts'
import { hintsOn } from '@terreau/shared/hours/hints.ts'
import { hoursIn } from '@terreau/shared/hours/read-hours.ts'
import { openState, stretchesOn, type SaidHours } from '@terreau/shared/hours/state-at.ts'
import type { Setting } from '@terreau/shared/hours/setting.ts'
import { dayOfWall, wallAt } from '@terreau/shared/hours/zone.ts'
import type { PageId, PageRef } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { metresBetween, type Position } from '@terreau/shared/travel/distance.ts'
import { DETOUR, FACTORS, gramsFor } from '@terreau/shared/travel/factors.ts'
import { byCarLast, isCarFree } from '@terreau/shared/travel/ways.ts'
import { listed } from '../members/readable.ts'
import { nameOf, type PageRow, type PageStore } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'
import { hoursOf, openAnswer } from './page-answers.ts'
import { NOWHERE, settingAt, siteOf, sitesOf, type Site } from './sites.ts'
import type { Asker } from './directory.ts'

/** When one page is open, and how to get there. */
export class PlaceDesk {
  readonly #db: Db
  readonly #pages: PageStore

  constructor(db: Db, pages: PageStore) {
    this.#db = db
    this.#pages = pages
  }

  /** Seven days from `from`, or from today on the page's own wall. */
  async hours(ref: PageRef, asker: Asker, from?: string): Promise<HoursAnswer> {
    const row = await this.#pages.known(ref, asker.person)
    const { facts, site } = await this.#asked(row, asker.person)
    const setting = settingAt(site)
    const said = hoursOf(row.type, facts, site) ?? {}
    const first = from === undefined ? dayOfWall(wallAt(asker.now, setting.zone)) : dayNamed(from)
    if (Number.isNaN(first)) throw new Refusal('request.malformed', { where: 'from' })
    const read = said.hours ? hoursIn(said.hours.trim()) : null
    return {
      zone: setting.zone,
      open: openAnswer(openState(said, asker.now, setting)),
      days: Array.from({ length: 7 }, (_, index) => dayAnswer(said, first + index, setting)),
      hints: read ? hintsOn(read) : [],
    }
  }

  /** Ways to the place, or to that at which a page is; of pages that the person may see listed. */
  async ways(
    ref: PageRef,
    asker: Asker,
    { people, from }: { people: number; from: Position | null },
  ): Promise<WaysAnswer> {
    const row = await this.#pages.known(ref, asker.person)
    const place = await this.#placeOf(row, asker.person)
    if (!place) return { place: null, people, trip: null, ways: [], carFree: false }
    const { site } = await this.#asked(place, asker.person)
    const straight = from && site.position && metresBetween(from, site.position)
    const kilometres = straight === null ? null : (straight * DETOUR) / 1000
    const trip =
      straight === null
        ? null
        : { straightMetres: Math.round(straight), metres: Math.round(straight * DETOUR), detour: DETOUR }
    const options = await this.#options(place.id, asker.person)
    const ways = options
      .map(({ name, fields }) => wayOf(name, fields, { site, people, kilometres, now: asker.now }))
      .toSorted(byCarLast)
    return { place: nameOf(place), people, trip, ways, carFree: ways.some(({ carFree }) => carFree) }
  }

  async #asked({ id, type }: PageRow, person: Roles | null): Promise<{ facts: Facts; site: Site }> {
    const row = await this.#db.selectFrom('page_facts').selectAll().where('page_id', '=', id).executeTakeFirst()
    const own = row ? siteOf(row) : NOWHERE
    const site = type === 'place' ? own : ((await sitesOf(this.#db, person, [id])).get(id) ?? NOWHERE)
    return { facts: own.facts, site }
  }

  async #placeOf(row: PageRow, person: Roles | null): Promise<PageRow | null> {
    if (row.type === 'place') return row
    const place = await this.#db
      .selectFrom('page')
      .selectAll('page')
      .where(
        sql<SqlBool>`page.id IN (SELECT value FROM page_field WHERE page_id = ${row.id} AND key IN (${sql.join(PLACE_FIELDS)}))`,
      )
      .where('page.type', '=', 'place')
      .where('archived_at', 'is', null)
      .where(listed(person))
      .orderBy('page.id')
      .executeTakeFirst()
    return place ?? null
  }

  async #options(place: PageId, person: Roles | null): Promise<{ name: PageName; fields: Facts }[]> {
    const rows = await this.#db
      .selectFrom('page')
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .innerJoin('page_link', 'page_link.from_page', 'page.id')
      .select(['page.id', 'type', 'slug', 'title', 'lang', 'page_content.fields'])
      .where('page_link.to_page', '=', place)
      .where('page_link.kind', '=', 'serves')
      .where('page.type', '=', 'transport-option')
      .where('archived_at', 'is', null)
      .where(listed(person))
      .orderBy('title_key')
      .execute()
    return rows.map(({ fields, ...name }) => ({ name, fields: JSON.parse(fields) as Facts }))
  }
}

function dayAnswer(said: SaidHours, day: DayNumber, setting: Setting): HoursAnswer['days'][number] {
  const stretches = stretchesOn(said, day, setting).map(({ from, until, state }) => ({
    from: clockText(from),
    until: clockText(until),
    state,
  }))
  return {
    day: dayName(day),
    holiday: setting.publicHoliday(day),
    stretches: stretches as HoursAnswer['days'][number]['stretches'],
  }
}

interface Coming {
  readonly site: Site
  readonly people: number
  readonly kilometres: number | null
  readonly now: number
}

/** Fields as they are stored were parsed when they were written. */
interface OptionFields {
  readonly mode?: string
  readonly operator?: string
  readonly line?: string
  readonly stop?: string
  readonly stop_geo?: Position
  readonly walk_m?: number
  readonly step_free?: Way['stepFree']
  readonly bike_carriage?: Way['bikes']
  readonly frequency_min?: number
  readonly price?: { min: number; max?: number; currency: string; basis?: string }
  readonly directions?: string
  readonly verified_on?: string
}

function wayOf(page: PageName, fields: Facts, { site, people, kilometres, now }: Coming): Way {
  const { mode = '', operator, line, stop, stop_geo: position, directions, ...said } = fields as OptionFields
  const named = Object.fromEntries(
    Object.entries({ operator, line, stop, position, directions }).filter(([, one]) => one !== undefined),
  )
  return {
    page,
    mode,
    carFree: isCarFree(mode),
    ...named,
    walkMetres: said.walk_m ?? null,
    stepFree: said.step_free ?? 'unknown',
    bikes: said.bike_carriage ?? 'unknown',
    everyMinutes: said.frequency_min ?? null,
    open: openAnswer(openState(saidHours('transport-option', fields), now, settingAt(site))),
    fare: said.price ? { ...said.price, on: said.verified_on ?? null } : null,
    gases: gasesOf(mode, people, kilometres),
  }
}

function gasesOf(mode: string, people: number, kilometres: number | null): Way['gases'] {
  const factor = FACTORS[mode]
  if (!factor) return null
  const { grams, unit, validFrom, source } = factor
  const trip = kilometres === null ? null : gramsFor(mode, kilometres, people)
  return { gramsPerKm: gramsFor(mode, 1, people) ?? 0, grams: trip, unit, factor: grams, validFrom, source }
}
