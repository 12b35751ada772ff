import { Type, type Static } from 'typebox'
import { HINTS, type Hint } from '../hours/hints.ts'
import { HOLIDAYS, type Holiday } from '../hours/public-holidays.ts'
import { RELATIONS, type Relation } from '../page-types/relations.ts'
import { Commune } from './communes.ts'
import { Commune as CommuneCode } from '../page-types/values.ts'
import { OpenAnswer, PageListQuery, PageName, PositionText, SlotAnswer } from './pages.ts'

const oneOf = <Value extends string>(values: readonly Value[]) => Type.Unsafe<Value>(Type.String({ enum: [...values] }))
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Metres = Type.Integer()
const Position = Type.Object({ lat: Type.Number(), lon: Type.Number() })
const orNull = <Kept extends Parameters<typeof Type.Union>[0][number]>(of: Kept) => Type.Union([of, Type.Null()])

export const HoursQuery = Type.Object({ from: Type.Optional(Day) })

/** When a page is open: now, and day by day. */
export const HoursAnswer = Type.Object({
  /** IANA zone of the wall that the times stand on. */
  zone: Type.String(),
  open: OpenAnswer,
  /** Seven days, from today unless asked otherwise. */
  days: Type.Array(
    Type.Object({
      day: Day,
      holiday: orNull(oneOf<Holiday>(HOLIDAYS)),
      /** What is open or unknown, in order; `24:00` ends a day. */
      stretches: Type.Array(
        Type.Object({ from: Type.String(), until: Type.String(), state: oneOf(['open', 'unknown']) }),
      ),
    }),
  ),
  /** What these hours say that is often not what was meant. */
  hints: Type.Array(oneOf<Hint>(HINTS)),
})
export type HoursAnswer = Static<typeof HoursAnswer>

export const WaysQuery = Type.Object({
  /** How many come together. */
  people: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** Where from. */
  from: Type.Optional(PositionText),
})

/** Gases of a way, as an order of magnitude. */
export const Gases = Type.Object({
  /** gCO2e of all who come, for one kilometre; two digits. */
  gramsPerKm: Type.Number(),
  /** The same for the whole way, where it is known where from. */
  grams: orNull(Type.Number()),
  /** What one kilometre counts for. */
  unit: oneOf(['vehicle-km', 'passenger-km']),
  /** gCO2e for one of `unit`. */
  factor: Type.Number(),
  validFrom: Day,
  source: Type.String(),
})

/** One way to come, as people wrote it. */
export const Way = Type.Object({
  page: PageName,
  mode: Type.String(),
  carFree: Type.Boolean(),
  operator: Type.Optional(Type.String()),
  line: Type.Optional(Type.String()),
  stop: Type.Optional(Type.String()),
  position: Type.Optional(Position),
  /** On foot from the stop; null where nobody said. */
  walkMetres: orNull(Metres),
  stepFree: oneOf(['yes', 'limited', 'no', 'unknown']),
  bikes: oneOf(['yes', 'no', 'unknown']),
  everyMinutes: orNull(Type.Integer()),
  /** Whether it runs now. */
  open: OpenAnswer,
  fare: orNull(
    Type.Object({
      min: Type.Number(),
      max: Type.Optional(Type.Number()),
      currency: Type.String(),
      basis: Type.Optional(Type.String()),
      /** When the page was last checked; null where nobody says. */
      on: orNull(Day),
    }),
  ),
  directions: Type.Optional(Type.String()),
  /** Null for a mode without a factor. */
  gases: orNull(Gases),
})
export type Way = Static<typeof Way>

/** How to get there: without a car first, the car alone last. */
export const WaysAnswer = Type.Object({
  /** Where to. */
  place: orNull(PageName),
  people: Type.Integer(),
  /** From where was asked: as the crow flies, and that times the stated detour. */
  trip: orNull(Type.Object({ straightMetres: Metres, metres: Metres, detour: Type.Number() })),
  ways: Type.Array(Way),
  /** False where nobody described a way that asks for no car: a gap to fill. */
  carFree: Type.Boolean(),
})
export type WaysAnswer = Static<typeof WaysAnswer>

/** The neighbours of a page, by what they are to it; `out` is what it says, `in` what others say of it. */
export const Neighbours = Type.Object({
  relations: Type.Array(
    Type.Object({ relation: oneOf<Relation>(RELATIONS), direction: oneOf(['out', 'in']), pages: Type.Array(PageName) }),
  ),
})
export type Neighbours = Static<typeof Neighbours>

export const PositionQuery = Type.Object({
  at: PositionText,
  /** The commune that it is said to be in, by its INSEE code. */
  commune: Type.Optional(CommuneCode),
  /** Ids of the places that a stop there is said to serve, between commas; twenty at most. */
  serves: Type.Optional(Type.String({ maxLength: 760 })),
})
export type PositionQuery = Static<typeof PositionQuery>

/** What is odd about a position; nothing is where `outside` is null and `far` is empty. */
export const OddPosition = Type.Object({
  /** The commune that is stated, where the position is outside its outline, and that which it is in as far as outlines say. */
  outside: orNull(Type.Object({ commune: Type.String(), within: orNull(Type.String()) })),
  /** Places that a stop is said to serve from more than five kilometres away, as the crow flies. */
  far: Type.Array(Type.Object({ place: PageName, metres: Metres })),
})
export type OddPosition = Static<typeof OddPosition>

/**
 * What pages lack: named by none, naming what is not here, to be checked again, without a way, hours or a page at all,
 * or saying that they are where they hardly can be.
 */
export const GAPS = ['orphans', 'wanted', 'recheck', 'no-way', 'no-hours', 'odd-position', 'no-page'] as const
export type GapKind = (typeof GAPS)[number]
export const GapKind = oneOf<GapKind>(GAPS)

export const GapQuery = Type.Object({
  territory: PageListQuery.properties.territory,
  lang: PageListQuery.properties.lang,
})
export type GapQuery = Static<typeof GapQuery>

export const GapAnswer = Type.Object({
  kind: GapKind,
  /** How many there are; at most two hundred are named. */
  total: Type.Integer(),
  /** Out of how many: pages of the types concerned, or communes. */
  of: Type.Integer(),
  pages: Type.Array(
    Type.Object({
      page: PageName,
      wants: Type.Optional(Type.Array(PageName)),
      odd: Type.Optional(OddPosition),
    }),
  ),
  /** Of `no-page`: communes of the territory, or of the groupings in which pages lie. */
  communes: Type.Optional(Type.Array(Commune)),
})
export type GapAnswer = Static<typeof GapAnswer>

export const WeekQuery = Type.Object({ ...PageListQuery.properties, monday: Type.Optional(Day) })
export type WeekQuery = Static<typeof WeekQuery>

/** Who is open when: the 168 hours of a week, from Monday at midnight, on each place's own wall. */
export const WeekAnswer = Type.Object({
  monday: Day,
  cells: Type.Array(Type.Object({ open: Type.Integer(), unknown: Type.Integer() })),
  /** `o` open, `c` closed, `u` unknown, one letter an hour. */
  places: Type.Array(Type.Object({ page: PageName, week: Type.String() })),
  total: Type.Integer(),
})
export type WeekAnswer = Static<typeof WeekAnswer>

export const NeedsQuery = Type.Object({
  territory: PageListQuery.properties.territory,
  q: Type.Optional(Type.String({ maxLength: 80 })),
})
export type NeedsQuery = Static<typeof NeedsQuery>

/** What is looked for beside what is offered. A need fades ninety days after it was last confirmed. */
export const NeedsAnswer = Type.Object({
  needs: Type.Array(Type.Object({ label: Type.String(), until: Day, actor: PageName })),
  offers: Type.Array(Type.Object({ service: PageName, by: Type.Array(PageName), next: orNull(SlotAnswer) })),
})
export type NeedsAnswer = Static<typeof NeedsAnswer>
