import fc from 'fast-check'
import OpeningHours from 'opening_hours'
import { expect, test } from 'vitest'
import { hoursArbitrary } from './hours-arbitrary.ts'
import { publicHoliday } from './public-holidays.ts'
import type { Setting } from './setting.ts'
import { stateAt } from './state-at.ts'

/** The library reads the clock of its process; ours is asked on the same wall. */
const PARIS = { lat: 48.86, lon: 2.35, address: { country_code: 'fr', state: 'Île-de-France' } }
const wall: Setting = {
  zone: 'UTC',
  publicHoliday: (day) => publicHoliday(day, 'metropole'),
  schoolHoliday: () => false,
  position: null,
}

test('[T5] opening_hours.js, which the map of the world uses, says the same of the same wall', () => {
  const halfHours = fc.integer({ min: 0, max: 48 * 365 * 2 - 1 })
  fc.assert(
    fc.property(hoursArbitrary, fc.array(halfHours, { minLength: 8, maxLength: 8 }), (hours, ats) => {
      const theirs = new OpeningHours(hours, PARIS)
      for (const at of ats) {
        const instant = Date.UTC(2026, 0, 1) + at * 1_800_000 + 60_000
        const [date, shifted] = [new Date(instant), new Date(0)]
        shifted.setFullYear(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
        shifted.setHours(date.getUTCHours(), date.getUTCMinutes(), 0, 0)
        const said = theirs.getState(shifted) ? 'open' : theirs.getUnknown(shifted) ? 'unknown' : 'closed'
        expect([hours, date.toISOString(), stateAt({ hours }, instant, wall)]).toEqual([
          hours,
          date.toISOString(),
          said,
        ])
      }
    }),
    { numRuns: 250 },
  )
})
