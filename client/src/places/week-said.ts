import { dayName, weekdayOf } from '@terreau/shared/hours/days.ts'
import { settingOf, timeAndHolidaysOf } from '@terreau/shared/hours/setting.ts'
import { stretchesOn } from '@terreau/shared/hours/state-at.ts'
import type { DaySaid } from '../reading/hours-week.tsx'

const DAY_MS = 86_400_000

/** The week that hours come to, from the next Monday on; the commune tells the days off. */
export function weekSaid(hours: string, commune: unknown, now = Date.now()): DaySaid[] {
  const setting = settingOf(timeAndHolidaysOf(typeof commune === 'string' ? commune : null))
  const today = Math.floor(now / DAY_MS)
  const monday = today + ((7 - weekdayOf(today)) % 7)
  return Array.from({ length: 7 }, (_, index) => ({
    day: dayName(monday + index),
    stretches: stretchesOn({ hours }, monday + index, setting),
  }))
}
