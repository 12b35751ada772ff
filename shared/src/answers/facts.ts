import type { PageTypeKey } from '../page-types/define.ts'
import { PAGE_TYPES } from '../page-types/registry.ts'
import type { SaidHours } from '../hours/state-at.ts'
import type { Position } from '../travel/distance.ts'

/** Fields of a page as they are stored: parsed when they were written, by the rules of that day. */
export type Facts = Readonly<Record<string, unknown>>

/** Fields that are asked about by every list, beside those that a type's filters name. */
const ASKED: Partial<Record<PageTypeKey, readonly string[]>> = {
  place: ['opening_hours', 'closures', 'stage', 'geo', 'commune', 'wheelchair', 'entrance_level', 'door_width_cm'],
  space: ['seats', 'noise', 'light', 'adjustable', 'equipment'],
  practice: ['participants', 'duration', 'cost'],
  service: ['slots', 'order_before', 'products', 'waiting'],
  event: ['start', 'end', 'tz', 'rrule', 'status'],
  actor: ['needs', 'offers'],
  experiment: ['existing'],
  'transport-option': ['mode', 'hours', 'step_free', 'bike_carriage'],
}

const OF_ALL = ['valid_from', 'valid_until', 'verified_on', 'territories']

/** Fields that say at which place a page is, by type. */
export const PLACE_FIELDS = ['place', 'serves', 'places', 'at'] as const

const keysOf = new Map(
  (Object.keys(PAGE_TYPES) as PageTypeKey[]).map((type) => [
    type,
    [...new Set([...OF_ALL, ...PAGE_TYPES[type].card, ...PAGE_TYPES[type].facets, ...(ASKED[type] ?? [])])],
  ]),
)

/** Those fields of a page that lists ask about. */
export function factsOf(type: PageTypeKey, fields: Facts): Facts {
  const keys = keysOf.get(type) ?? []
  return Object.fromEntries(keys.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])))
}

/** Where a place is; null where nobody said. */
export function positionIn({ geo }: Facts): Position | null {
  if (typeof geo !== 'object' || geo === null) return null
  const { lat, lon } = geo as Partial<Position>
  return typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : null
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** When a page says that it is open, by the field of its type that holds hours. */
export function saidHours(type: PageTypeKey, facts: Facts): SaidHours {
  const hours = type === 'place' ? facts.opening_hours : type === 'service' ? facts.slots : facts.hours
  return {
    hours: text(hours),
    closures: Array.isArray(facts.closures) ? (facts.closures as NonNullable<SaidHours['closures']>) : undefined,
    stage: type === 'place' ? text(facts.stage) : undefined,
    validFrom: text(facts.valid_from),
    validUntil: text(facts.valid_until),
  }
}
