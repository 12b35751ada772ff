import type { DayNumber } from './days.ts'

/** Minutes since 1970-01-01 00:00 on the wall clock of some place. */
export type WallMinute = number

export const MINUTES_A_DAY = 1440
const QUARTER = 900_000

export const dayOfWall = (wall: WallMinute): DayNumber => Math.floor(wall / MINUTES_A_DAY)

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone)
  if (!clock) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts })
    clocks.set(zone, clock)
  }
  return clock
}

/** Offsets asked for lately: many places are asked at one instant, and open at the same hours. */
const offsets = new Map<string, number>()
const MOST_OFFSETS = 5000

/** Milliseconds by which the wall clock of a zone is ahead of UTC; offsets change on quarters of an hour alone. */
function offsetAt(instant: number, zone: string): number {
  const quarter = Math.floor(instant / QUARTER)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const at = quarter * QUARTER
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  const offset = Date.UTC(year, month - 1, day, hour, minute) - at
  if (offsets.size >= MOST_OFFSETS) offsets.clear()
  offsets.set(key, offset)
  return offset
}

/** What the clock on a wall of this IANA zone shows at an instant (milliseconds since 1970, UTC). */
export function wallAt(instant: number, zone: string): WallMinute {
  return Math.floor((instant + offsetAt(instant, zone)) / 60_000)
}

/** The instant at which a wall clock shows this: the later of the two in autumn, an hour on for what spring leaves out. */
export function instantOf(wall: WallMinute, zone: string): number {
  const naive = wall * 60_000
  return naive - offsetAt(naive - offsetAt(naive, zone), zone)
}
