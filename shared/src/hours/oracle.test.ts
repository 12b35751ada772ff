import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { publicHoliday } from './public-holidays.ts'
import type { Setting } from './setting.ts'
import { stateAt } from './state-at.ts'

/**
 * What opening_hours.js 3.15.0, which the map of the world uses, said of random hours of `hoursArbitrary` (seed 2026) on the
 * wall of Paris: one letter, `o`, `c` or `u`, for each instant of `instantsFor`. Recorded, since its licence, and that of what it
 * needs, are not among ours.
 */
const RECORDED = JSON.parse(readFileSync(new URL('oracle.json', import.meta.url), 'utf8')) as [
  hours: string,
  said: string,
][]

const HALF_HOURS = 48 * 365 * 2

/** A minute past some half hours of 2026 and 2027, other ones for each row. */
const instantsFor = (row: number): number[] =>
  Array.from({ length: 24 }, (_, at) => {
    const half = (row * 7919 + at * 1466 + at * at * 13) % HALF_HOURS
    return Date.UTC(2026, 0, 1) + half * 1_800_000 + 60_000
  })

const wall: Setting = {
  zone: 'UTC',
  publicHoliday: (day) => publicHoliday(day, 'metropole'),
  schoolHoliday: () => false,
  position: null,
}

test('[T5] opening_hours.js says the same of the same wall', () => {
  const ours = RECORDED.map(([hours], row) => [
    hours,
    instantsFor(row)
      .map((at) => stateAt({ hours }, at, wall)[0])
      .join(''),
  ])
  expect(RECORDED.length).toBeGreaterThan(500)
  expect(ours).toEqual(RECORDED)
})
