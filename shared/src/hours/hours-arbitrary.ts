import fc from 'fast-check'
import { twoDigits } from './clock-text.ts'
import { MONTHS, WEEKDAYS } from './read-days.ts'

const weekday = fc.constantFrom(...WEEKDAYS)
const month = fc.constantFrom(...MONTHS)

const weekdays = fc.oneof(
  weekday,
  fc.tuple(weekday, weekday).map(([from, to]) => (from === to ? from : `${from}-${to}`)),
  fc.uniqueArray(weekday, { minLength: 2, maxLength: 3 }).map((days) => days.join(',')),
  fc.tuple(weekday, fc.constantFrom(1, 2, 3, 4, -1)).map(([day, nth]) => `${day}[${nth}]`),
)

const days = fc.oneof(
  { weight: 4, arbitrary: weekdays },
  weekdays.map((some) => `PH,${some}`),
  weekdays.map((some) => `PH ${some}`),
  fc.constant('PH'),
)

const dates = fc.oneof(
  month,
  fc.tuple(month, month).map(([from, to]) => (from === to ? from : `${from}-${to}`)),
  fc.tuple(month, fc.integer({ min: 1, max: 28 })).map(([of, day]) => `${of} ${twoDigits(day)}`),
  fc
    .tuple(month, fc.integer({ min: 1, max: 14 }), fc.integer({ min: 15, max: 27 }))
    .map(([of, from, to]) => `${of} ${twoDigits(from)}-${twoDigits(to)}`),
  fc
    .tuple(month, month, fc.integer({ min: 1, max: 28 }))
    .map(([from, to, day]) => `2026 ${from} ${day}-2027 ${to} ${day}`),
  fc.constantFrom('easter', 'easter +1 day', 'easter -2 days', 'week 10-20', 'week 1-53/2', '2026', '2026-2027'),
)

const halfHour = fc.integer({ min: 0, max: 47 })
const time = (half: number) => `${twoDigits(Math.floor(half / 2))}:${half % 2 === 0 ? '00' : '30'}`
const span = fc
  .tuple(halfHour, fc.integer({ min: 1, max: 20 }))
  .map(([from, length]) => `${time(from)}-${time(from + length <= 48 ? from + length : (from + length) % 48)}`)
const times = fc.array(span, { minLength: 1, maxLength: 2 }).map((spans) => spans.join(','))

const rule = fc
  .tuple(fc.option(dates), fc.option(days), fc.option(times), fc.constantFrom('', '', '', 'off', 'unknown', 'open'))
  .filter(([date, day, hours]) => date !== null || day !== null || hours !== null)
  .map((parts) => parts.filter(Boolean).join(' '))

/** A fallback that closes, or lasts into the night, means little. */
const fallback = days.map((some) => `${some} unknown`)

/** Opening hours over most of the grammar. */
export const hoursArbitrary: fc.Arbitrary<string> = fc
  .tuple(rule, fc.array(rule, { maxLength: 2 }), fc.option(fallback, { freq: 4 }))
  .map(([first, more, last]) => [[first, ...more].join('; '), ...(last === null ? [] : [last])].join(' || '))
