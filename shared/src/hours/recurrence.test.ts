import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextOccurrence, occurrencesWithin, type Meeting } from './recurrence.ts'
import { settingOf, timeAndHolidaysOf } from './setting.ts'
import { nextSlot } from './slots.ts'

const iso = (at: number | undefined | null) => (at === undefined || at === null ? null : new Date(at).toISOString())
const meeting = (start: string, rrule?: string, end?: string): Meeting => ({ start, end, zone: 'Europe/Paris', rrule })
const few = (one: Meeting, count = 4) =>
  occurrencesWithin(one, 0, Infinity)
    .slice(0, count)
    .map(({ from }) => iso(from)?.slice(0, 16))

test.each([
  [
    'FREQ=WEEKLY',
    ['2026-10-20T16:00', '2026-10-27T17:00', '2026-11-03T17:00', '2026-11-10T17:00'],
    'the wall keeps its time when clocks change',
  ],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
    ['2026-10-20T16:00', '2026-10-22T16:00', '2026-11-03T17:00', '2026-11-05T17:00'],
    'every other week',
  ],
  [
    'FREQ=MONTHLY;BYDAY=3TU',
    ['2026-10-20T16:00', '2026-11-17T17:00', '2026-12-15T17:00', '2027-01-19T17:00'],
    'third Tuesday',
  ],
  [
    'FREQ=MONTHLY;BYDAY=-1FR',
    ['2026-10-30T17:00', '2026-11-27T17:00', '2026-12-25T17:00', '2027-01-29T17:00'],
    'last Friday',
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    ['2026-10-31T17:00', '2026-11-30T17:00', '2026-12-31T17:00', '2027-01-31T17:00'],
    'last day',
  ],
  ['FREQ=DAILY;INTERVAL=10;COUNT=3', ['2026-10-20T16:00', '2026-10-30T17:00', '2026-11-09T17:00'], 'three times'],
  ['FREQ=WEEKLY;UNTIL=20261103', ['2026-10-20T16:00', '2026-10-27T17:00', '2026-11-03T17:00'], 'that day included'],
  ['FREQ=YEARLY', ['2026-10-20T16:00', '2027-10-20T16:00', '2028-10-20T16:00', '2029-10-20T16:00'], 'each year'],
  [
    'FREQ=YEARLY;BYMONTH=3,10;BYDAY=1SU',
    ['2027-03-07T17:00', '2027-10-03T16:00', '2028-03-05T17:00', '2028-10-01T16:00'],
    'twice a year',
  ],
])('[T8] %s gives %j: %s', (rrule, expected) => {
  expect(few(meeting('2026-10-20T18:00:00+02:00', rrule))).toEqual(expected)
})

test('[T8] a meeting that is on is the next one; one that is over is not', () => {
  const weekly = meeting('2026-11-24T18:00:00+01:00', 'FREQ=WEEKLY', '2026-11-24T20:00:00+01:00')
  expect(iso(nextOccurrence(weekly, Date.parse('2026-12-01T19:00:00+01:00'))?.from)).toBe('2026-12-01T17:00:00.000Z')
  expect(iso(nextOccurrence(weekly, Date.parse('2026-12-01T20:30:00+01:00'))?.from)).toBe('2026-12-08T17:00:00.000Z')
  expect(nextOccurrence(meeting('2026-11-24T18:00:00+01:00'), Date.parse('2026-12-01T00:00:00Z'))).toBeNull()
})

test('[T8] occurrences come in order, from the first on, and as many as are counted', () => {
  const rule = fc.record({
    every: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    interval: fc.integer({ min: 1, max: 4 }),
    count: fc.integer({ min: 1, max: 12 }),
    day: fc.constantFrom('', ';BYDAY=MO', ';BYDAY=WE,FR', ';BYDAY=SA,SU'),
  })
  fc.assert(
    fc.property(rule, fc.integer({ min: 0, max: 800 }), ({ every, interval, count, day }, days) => {
      const start = new Date(Date.UTC(2026, 0, 1, 17) + days * 86_400_000).toISOString()
      const all = occurrencesWithin(
        meeting(start, `FREQ=${every};INTERVAL=${interval};COUNT=${count}${day}`),
        0,
        Infinity,
      )
      const times = all.map(({ from }) => from)
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      expect([times.length, times.every((at) => at >= Date.parse(start))]).toEqual([count, true])
    }),
    { numRuns: 60 },
  )
})

const bordeaux = settingOf(timeAndHolidaysOf('33063'))
const slot = (hours: string, at: string, more = {}) => {
  const found = nextSlot({ hours, ...more }, Date.parse(at), bordeaux)
  return found && [iso(found.from), iso(found.until), found.state]
}

test('[T8] the next hand-over follows slots, days off and closures', () => {
  const thursdays = 'Th 18:30-19:30; PH off'
  expect(slot(thursdays, '2026-11-24T12:00:00+01:00')).toEqual([
    '2026-11-26T17:30:00.000Z',
    '2026-11-26T18:30:00.000Z',
    'open',
  ])
  expect(slot(thursdays, '2026-11-26T19:00:00+01:00')).toEqual([
    '2026-11-26T18:00:00.000Z',
    '2026-11-26T18:30:00.000Z',
    'open',
  ])
  expect(slot(thursdays, '2026-05-13T12:00:00+02:00')?.[0]).toBe('2026-05-21T16:30:00.000Z')
  const closures = [{ from: '2026-11-20', until: '2026-11-30' }]
  expect(slot(thursdays, '2026-11-24T12:00:00+01:00', { closures })?.[0]).toBe('2026-12-03T17:30:00.000Z')
  expect([slot('', '2026-11-24T12:00:00+01:00'), slot('jeudi soir', '2026-11-24T12:00:00+01:00')]).toEqual([null, null])
})

test('[T8] a moment without a length is an hour long', () => {
  expect(slot('Th 18:30', '2026-11-24T12:00:00+01:00')).toEqual([
    '2026-11-26T17:30:00.000Z',
    '2026-11-26T18:30:00.000Z',
    'open',
  ])
  expect(slot('Mo 09:00-10:00; Th 18:30', '2026-11-24T12:00:00+01:00')?.[1]).toBe('2026-11-26T18:30:00.000Z')
})
