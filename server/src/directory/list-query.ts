import { isThreefold } from '@terreau/shared/answers/answer.ts'
import { QUESTIONS, WISHES, type Question as Key, type Wish } from '@terreau/shared/answers/asked.ts'
import type { PageListQuery } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Position } from '@terreau/shared/travel/distance.ts'
import type { Instant } from '../storage/tables.ts'
import type { Question, When } from './page-answers.ts'

/** The orders in which pages are stored. */
const KEPT_SORTS: ReadonlySet<string> = new Set(['title', 'updated'])

/** Whether a query asks something that only a look at each page can tell. */
export function asks(query: PageListQuery): boolean {
  const { openAt, near, stepFree, people, within, free, seats, wish, equipment, product, existing, sort } = query
  const asked = [openAt, near, stepFree, people, within, free, seats, wish, equipment, product, existing]
  return (
    asked.some((one) => one !== undefined && one !== false) ||
    (sort !== undefined && !KEPT_SORTS.has(sort)) ||
    facetsIn(query).some(([key, value]) => isMust(query.type, key, value))
  )
}

/** The filters of the asked type among the query's parameters; others are ignored. */
export function facetsIn(query: PageListQuery): [key: string, value: string][] {
  const facets = query.type ? PAGE_TYPES[query.type].facets : []
  return Object.entries(query).flatMap(([key, value]) =>
    facets.includes(key) && typeof value === 'string' ? [[key, value] as [string, string]] : [],
  )
}

/** A filter for what must be there, of a field that may not say: nothing said is listed apart. */
export const isMust = (type: PageTypeKey | undefined, key: string, value: string): boolean =>
  type !== undefined && value === 'yes' && isThreefold(type, key) && (QUESTIONS as readonly string[]).includes(key)

/** What a query asks of each page. */
export function questionIn(query: PageListQuery, now: Instant): Question {
  const { stepFree, people, within, free, seats, product, existing } = query
  const must = facetsIn(query).flatMap(([key, value]) => (isMust(query.type, key, value) ? [key as Key] : []))
  return {
    when: whenIn(query.openAt, now),
    open: query.openAt !== undefined,
    near: positionAsked(query.near),
    radius: query.radius ?? null,
    fields: { stepFree, people, within, free, seats, product, existing, must },
    wishes: listIn(query.wish).filter((one): one is Wish => (WISHES as readonly string[]).includes(one)),
    equipment: listIn(query.equipment),
    now,
  }
}

const listIn = (text: string | undefined): string[] =>
  text
    ?.split(',')
    .map((one) => one.trim())
    .filter(Boolean) ?? []

/** A wall time or an instant; a day or an hour that there is not is malformed. */
function whenIn(text: string | undefined, now: Instant): When {
  if (text === undefined || text === 'now') return { instant: now }
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new Refusal('request.malformed', { where: 'openAt' })
  return /(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? { instant: at } : { wall: text }
}

/** A point as an address holds it, `44.84,-0.58`; null where none was asked about. */
export function positionAsked(text: string | undefined): Position | null {
  return text === undefined ? null : positionNamed(text)
}

export function positionNamed(text: string): Position {
  const [lat = 0, lon = 0] = text.split(',').map(Number)
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) throw new Refusal('request.malformed', { where: 'near' })
  return { lat, lon }
}
