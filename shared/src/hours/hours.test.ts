import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CASES, type HoursCase } from './cases.ts'
import { hintsOn } from './hints.ts'
import { hoursArbitrary } from './hours-arbitrary.ts'
import { readHours, tryHours } from './read-hours.ts'
import { settingOf, timeAndHolidaysOf } from './setting.ts'
import { openState, stateAt } from './state-at.ts'
import { sunAt } from './sun.ts'
import { dayNamed } from './days.ts'
import { Misread } from './tokens.ts'
import { weekOfCells } from './week.ts'

const HANDED = new URL('../../../../shared/data/calendar/opening-hours-cases.json', import.meta.url)
interface Handed {
  readonly cases: readonly (Omit<HoursCase, 'insee'> & {
    readonly id: string
    readonly place: { readonly insee: string }
  })[]
}
const handed: HoursCase[] = existsSync(HANDED)
  ? (JSON.parse(readFileSync(HANDED, 'utf8')) as Handed).cases.map(({ place, ...one }) => ({
      ...one,
      insee: place.insee,
    }))
  : []

const settingIn = (insee: string) => settingOf(timeAndHolidaysOf(insee))
const bordeaux = settingIn('33063')
const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 31) })

test.each([...CASES, ...handed])(
  '[T5] $expr · $at in $insee: $expect, $why',
  ({ expr, at, insee, expect: expected }) => {
    const { state } = openState({ hours: expr }, Date.parse(at), settingIn(insee))
    const read = expr.trim() === '' || !(tryHours(expr) instanceof Misread)
    expect(read ? state : 'invalid').toBe(expected)
    expect(read || state === 'unknown').toBe(true)
  },
)

test('[T5] the next change is the first instant at which the state is another', () => {
  fc.assert(
    fc.property(hoursArbitrary, instant, (hours, at) => {
      const { state, next } = openState({ hours }, at, bordeaux)
      if (!next) return
      expect(next.at).toBeGreaterThan(at)
      expect([stateAt({ hours }, next.at, bordeaux), stateAt({ hours }, next.at - 60_000, bordeaux)]).toEqual([
        next.state,
        state,
      ])
    }),
    { numRuns: 150 },
  )
})

test('[T5] whatever is written, the answer is one of three states', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[MoSuPH0-9:,;+\-/ "|[\]]*$/)), instant, (hours, at) => {
      expect(['open', 'closed', 'unknown']).toContain(openState({ hours }, at, bordeaux).state)
    }),
  )
})

test('[T5] closures, a stage and days of validity come before hours, and say so', () => {
  const at = Date.parse('2026-11-24T10:00:00+01:00')
  const said = { hours: '24/7' }
  const closure = { from: '2026-11-20', until: '2026-11-24', reason: 'Travaux' }
  expect(openState({ ...said, closures: [closure] }, at, bordeaux)).toEqual({
    state: 'closed',
    why: 'closure',
    comment: 'Travaux',
    next: { at: Date.parse('2026-11-25T00:00:00+01:00'), state: 'open' },
  })
  expect(openState({ ...said, stage: 'closed' }, at, bordeaux)).toEqual({ state: 'closed', why: 'stage', next: null })
  expect(openState({ ...said, validUntil: '2026-11-23' }, at, bordeaux)).toMatchObject({ why: 'not-valid', next: null })
})

test('[T5] a night on which clocks change is as long as it is', () => {
  const autumn = openState({ hours: 'Mo-Su 22:00-06:00' }, Date.parse('2026-10-24T22:00:00+02:00'), bordeaux)
  expect(autumn.next?.at).toBe(Date.parse('2026-10-25T06:00:00+01:00'))
  const spring = openState({ hours: 'Mo-Su 22:00-06:00' }, Date.parse('2026-03-28T22:00:00+01:00'), bordeaux)
  expect(spring.next?.at).toBe(Date.parse('2026-03-29T06:00:00+02:00'))
})

test('[T5] where a place is known, so is its sun', () => {
  const position = { lat: 44.84, lon: -0.58 }
  // Bordeaux, 24 November 2026, as suncalc 2.0 has it: 8:11 and 17:26.
  const minutes = (['sunrise', 'sunset'] as const).map((event) =>
    sunAt(event, dayNamed('2026-11-24'), position, 'Europe/Paris'),
  )
  expect(minutes[0]).toSatisfy((at: number) => Math.abs(at - (8 * 60 + 11)) <= 2)
  expect(minutes[1]).toSatisfy((at: number) => Math.abs(at - (17 * 60 + 26)) <= 2)
  const setting = settingOf(timeAndHolidaysOf('33063'), position)
  expect(stateAt({ hours: '(sunrise+01:00)-sunset' }, Date.parse('2026-11-24T12:00:00+01:00'), setting)).toBe('open')
})

test('[T9] each of the 168 cells is what the place is at half past', () => {
  const monday = dayNamed('2026-11-23')
  fc.assert(
    fc.property(hoursArbitrary, fc.integer({ min: 0, max: 167 }), (hours, hour) => {
      const cells = weekOfCells({ hours }, monday, settingIn('97411'))
      const at = Date.parse('2026-11-23T00:30:00+04:00') + hour * 3_600_000
      expect([cells.length, cells[hour]]).toEqual([168, stateAt({ hours }, at, settingIn('97411'))[0]])
    }),
    { numRuns: 60 },
  )
})

const hints = (text: string) => hintsOn(readHours(text))

test('[T7] what is often meant otherwise is asked about', () => {
  expect(hints('Mo-Fr 09:00-18:00; PH off')).toEqual([])
  expect(hints('Mo-Fr 09:00-18:00')).toEqual(['holidays-unsaid'])
  expect(hints('2026 Dec 21-2027 Jan 3 off; Mo-Fr 09:00-18:00; PH off')).toEqual(['overridden'])
  expect(hints('Mo-Fr 18:00-09:00; PH off')).toEqual(['night'])
  expect(hints('Fr 20:00-02:00; Sa 10:00-12:00; PH off')).toEqual(['night', 'night-cut'])
  expect(hints('Mo-Fr,PH')).toEqual(['whole-days'])
  expect(hints('24/7')).toEqual([])
})

test('[T7] a word that every object of the language knows is no state', () => {
  for (const word of ['toString', 'constructor', '__proto__'])
    expect(tryHours(word)).toMatchObject({ at: 0, found: word })
})

test('[T7] a text that is no hours is told from the place at which it stops being such', () => {
  expect(tryHours('Mo-Fr 9h-18h')).toMatchObject({ at: 6, found: '9h-18h' })
  expect(tryHours('Mo-Fr 09:00-')).toMatchObject({ at: 12, found: '' })
})
