import { clockText } from './clock-text.ts'
import type { State } from './rules.ts'
import type { Setting } from './setting.ts'
import { hoursIn } from './read-hours.ts'
import { openState, type SaidHours } from './state-at.ts'
import type { TimeSpan } from './rules.ts'

/** A time at which something is handed over, or goes on. */
export interface Slot {
  readonly from: number
  /** Null where nobody says until when. */
  readonly until: number | null
  readonly state: Exclude<State, 'closed'>
}

/**
 * The slot that is on at an instant, else the next one within a year; null where there is none, or nothing can be told.
 * A moment without a length (`Th 18:30`) counts as an hour.
 */
export function nextSlot(said: SaidHours, at: number, setting: Setting): Slot | null {
  const lasting = { ...said, hours: said.hours && withLength(said.hours) }
  const now = openState(lasting, at, setting)
  if (now.state !== 'closed') return now.why === 'not-said' || now.why === 'unreadable' ? null : slot(at, now)
  if (!now.next || now.next.state === 'closed') return null
  return slot(now.next.at, openState(lasting, now.next.at, setting))
}

function slot(from: number, { state, next }: ReturnType<typeof openState>): Slot | null {
  return state === 'closed' ? null : { from, until: next?.at ?? null, state }
}

const isMoment = ({ from, until, openEnd }: TimeSpan): boolean => !openEnd && from === until

/** Writes moments as the hour that begins there. */
function withLength(hours: string): string {
  const rules = hoursIn(hours.trim())
  if (!rules?.some(({ times }) => times.some(isMoment))) return hours
  return hours.replaceAll(
    /(?<![-\d:])(\d{1,2}:\d{2})(?![-+\d:]|\s*-)/g,
    (_all, time: string) => `${time}-${hourOn(time)}`,
  )
}

function hourOn(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return clockText((hours + 1) * 60 + minutes)
}
