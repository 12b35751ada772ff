/**
 * The shapes that values of fields take, as TypeBox schemas. JSON only. A rule between two parts of one value
 * (`min` ≤ `max`) is part of its schema.
 */
import { Type, type TSchema, type TString } from 'typebox'
import { hoursIn } from '../hours/read-hours.ts'
import { FileHash } from '../ids.ts'

const closed = { additionalProperties: false } as const

/** One line that is not blank. The two classes exclude each other, so that matching stays linear. */
const ONE_LINE = '^[^\\S\\n\\r]*\\S[^\\n\\r]*$'

export const line = (min: number, max: number): TString =>
  Type.String({ minLength: min, maxLength: max, pattern: ONE_LINE })

export const lines = (max: number): TString => Type.String({ minLength: 1, maxLength: max, pattern: '\\S' })

export const count = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })

/** Nothing is said by leaving the field out, never by an empty list. */
export const list = (of: TSchema, maxItems: number, minItems = 1) =>
  Type.Array(of, { minItems, maxItems, uniqueItems: true })

/** True for a day that exists: `2026-02-30` does not. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** A day, `YYYY-MM-DD`. */
export const Day = Type.Refine(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), isDay)

/** A day, a month or a year, as a source states it. */
export const RoughDay = Type.Refine(Type.String({ pattern: '^\\d{4}(?:-\\d{2}(?:-\\d{2})?)?$' }), (text) =>
  isDay(`${text}-01-01`.slice(0, 10)),
)

/** An instant with its offset, `2026-12-03T18:30:00+01:00`. */
export const Instant = Type.Refine(
  Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})$' }),
  (text) => isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
)

/** An ISO 8601 duration in weeks, or in days, hours and minutes. */
export const Duration = Type.String({
  pattern: '^P(?:\\d{1,3}W|(?!$)(?:\\d{1,4}D)?(?:T(?=\\d)(?:\\d{1,4}H)?(?:\\d{1,4}M)?)?)$',
})

/** An IANA time zone that this machine knows. */
export const TimeZone = Type.Refine(
  Type.String({ minLength: 3, maxLength: 60, pattern: '^[A-Za-z][\\w+/-]*$' }),
  (zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
    } catch {
      return false
    }
  },
)

const PARTS_OF_RRULE = [
  'INTERVAL=[1-9]\\d{0,2}',
  'COUNT=[1-9]\\d{0,3}',
  'UNTIL=\\d{8}(?:T\\d{6}Z)?',
  'BYDAY=[+-]?\\d?(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?\\d?(?:MO|TU|WE|TH|FR|SA|SU)){0,6}',
  'BYMONTHDAY=-?\\d{1,2}(?:,-?\\d{1,2}){0,30}',
  'BYMONTH=\\d{1,2}(?:,\\d{1,2}){0,11}',
  'WKST=(?:MO|SU)',
].join('|')

/** The part of RFC 5545's RRULE that meetings need. */
export const Recurrence = Type.String({
  maxLength: 200,
  pattern: `^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:${PARTS_OF_RRULE}))*$`,
})

/**
 * OSM `opening_hours`, read by its grammar. What was stored before the grammar was asked for stays readable: it is unknown
 * whether such a place is open, and whoever touches the field is asked to write it anew.
 */
export const Hours = Type.Refine(Type.String({ minLength: 2, maxLength: 500 }), (text) => hoursIn(text.trim()) !== null)

export const WeekdayTime = Type.String({ pattern: '^(?:Mo|Tu|We|Th|Fr|Sa|Su) (?:[01]\\d|2[0-3]):[0-5]\\d$' })

export const Url = Type.String({ maxLength: 2000, pattern: '^https?://[^\\s/]\\S*$' })
export const Email = Type.String({ maxLength: 254, pattern: '^[^\\s@<>]+@[^\\s@<>.]+(?:\\.[^\\s@<>.]+)+$' })

/** E.164: a plus, the country, the number. */
export const Phone = Type.String({ pattern: '^\\+[1-9]\\d{6,14}$' })

/** INSEE code of a commune, delegated communes and arrondissements included. */
export const Commune = Type.String({ pattern: '^(?:[013-9]\\d|2[AB1-9])\\d{3}$' })

/** A commune by its INSEE code, or a grouping of communes by its SIREN. */
export const Territory = Type.String({ pattern: '^(?:(?:[013-9]\\d|2[AB1-9])\\d{3}|\\d{9})$' })

/** La Poste numbers its branches without Luhn: their digits sum to a multiple of 5. */
function isSiret(text: string): boolean {
  const digits = Array.from(text, Number)
  if (text.startsWith('356000000')) return digits.reduce((sum, digit) => sum + digit, 0) % 5 === 0
  const doubled = digits.map((digit, at) => (at % 2 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2))
  return doubled.reduce((sum, digit) => sum + digit, 0) % 10 === 0
}

export const Siret = Type.Refine(Type.String({ pattern: '^\\d{14}$' }), isSiret)

/** An SPDX id, or `unknown`. */
export const LicenceId = Type.String({ pattern: '^(?:unknown|[A-Za-z0-9][A-Za-z0-9.+-]{1,39})$' })

const inOrder = ({ min, max }: { min: number; max?: number }) => max === undefined || min <= max

export const Range = Type.Refine(
  Type.Object({ min: count(1, 100_000), max: Type.Optional(count(1, 100_000)) }, closed),
  inOrder,
)

const Amount = Type.Number({ minimum: 0, maximum: 1_000_000_000 })
const Currency = Type.String({ pattern: '^[A-Z]{3}$' })

/** An amount or a range, in one currency, with what it is for: `par atelier`. */
export const Money = Type.Refine(
  Type.Object(
    { min: Amount, max: Type.Optional(Amount), currency: Currency, basis: Type.Optional(line(1, 80)) },
    closed,
  ),
  inOrder,
)

/** WGS 84, in degrees. */
export const Position = Type.Object(
  { lat: Type.Number({ minimum: -90, maximum: 90 }), lon: Type.Number({ minimum: -180, maximum: 180 }) },
  closed,
)

export const Closure = Type.Refine(
  Type.Object({ from: Day, until: Day, reason: Type.Optional(line(1, 200)) }, closed),
  ({ from, until }) => from <= until,
)

export const Material = Type.Object(
  {
    label: line(1, 120),
    quantity: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
    lendable: Type.Optional(Type.Boolean()),
  },
  closed,
)

/** Something looked for. It fades 90 days after it was last confirmed, or after `until`. */
export const Need = Type.Object({ label: line(1, 160), until: Type.Optional(Day) }, closed)

export const FUNDING_STATES = ['asked', 'granted', 'received', 'refused'] as const

export const Funding = Type.Object(
  {
    source: line(2, 160),
    amount: Amount,
    currency: Currency,
    year: count(1990, 2200),
    state: Type.Enum([...FUNDING_STATES]),
  },
  closed,
)

/** Who agreed that a person be named here, when, and to what. */
export const Consent = Type.Object({ by: line(2, 120), on: Day, scope: line(2, 200) }, closed)

/** A stored picture. It is described in words, or declared decorative. */
export const Picture = Type.Refine(
  Type.Object(
    {
      file: FileHash,
      alt: Type.String({ maxLength: 500 }),
      decorative: Type.Optional(Type.Boolean()),
      licence: Type.Optional(LicenceId),
      author: Type.Optional(line(1, 120)),
      width: Type.Optional(count(1, 100_000)),
      height: Type.Optional(count(1, 100_000)),
    },
    closed,
  ),
  ({ alt, decorative }) => decorative === true || alt.trim() !== '',
)

const PAPER = [0xff, 0xfc, 0xf5]

/** Relative luminance of sRGB, WCAG 2.2. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** A colour that can carry text on the page's paper: 4.5:1 at least. */
export const Colour = Type.Refine(Type.String({ pattern: '^#[0-9a-f]{6}$' }), (text) => {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16))
  return (luminance(PAPER) + 0.05) / (luminance(rgb) + 0.05) >= 4.5
})

/** Every part that a value made of several can have; their labels live in `i18n`. */
export const PARTS = [
  'min',
  'max',
  'currency',
  'basis',
  'lat',
  'lon',
  'from',
  'until',
  'reason',
  'label',
  'quantity',
  'lendable',
  'source',
  'amount',
  'year',
  'state',
  'by',
  'on',
  'scope',
  'alt',
  'decorative',
  'licence',
  'author',
] as const
export type Part = (typeof PARTS)[number]
