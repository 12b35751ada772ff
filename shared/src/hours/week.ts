import type { DayNumber } from './days.ts'
import type { State } from './rules.ts'
import type { Setting } from './setting.ts'
import { stretchesOn, type SaidHours } from './state-at.ts'

export const CELLS = 7 * 24

/** One letter for each hour of a week: `o` open, `c` closed, `u` unknown. */
export type WeekOfCells = string

const LETTERS: Readonly<Record<State, string>> = { open: 'o', closed: 'c', unknown: 'u' }

/** The 168 hours of the week that begins on `monday`, each as it is at half past. */
export function weekOfCells(said: SaidHours, monday: DayNumber, setting: Setting): WeekOfCells {
  const days = Array.from({ length: 7 }, (_, index) => {
    const stretches = stretchesOn(said, monday + index, setting)
    return Array.from({ length: 24 }, (_hour, hour) => {
      const half = hour * 60 + 30
      return LETTERS[stretches.find(({ from, until }) => from <= half && until > half)?.state ?? 'closed']
    })
  })
  return days.flat().join('')
}
