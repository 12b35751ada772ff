import { dayNamed, type DayNumber } from './days.ts'
import { dayPlan, type Stretch } from './day-plan.ts'
import type { Holiday } from './public-holidays.ts'
import { hoursIn } from './read-hours.ts'
import type { DayPart, Hours, Rule, State } from './rules.ts'
import type { Setting } from './setting.ts'
import { dayOfWall, instantOf, MINUTES_A_DAY, wallAt, type WallMinute } from './zone.ts'

/** What a place says of when it is open; absent where it says nothing. */
export interface SaidHours {
  readonly hours?: string | undefined
  /** Whole days, both ends included. */
  readonly closures?: readonly { readonly from: string; readonly until: string; readonly reason?: string }[] | undefined
  /** A place that is an idea, or closed for good, is open never. */
  readonly stage?: string | undefined
  readonly validFrom?: string | undefined
  readonly validUntil?: string | undefined
}

/** Why a place is in the state it is in; a key for a sentence. */
export type Why =
  | 'hours'
  | 'outside-hours'
  | 'public-holiday'
  | 'school-holiday'
  | 'schools-unknown'
  | 'open-end'
  | 'sun-unknown'
  | 'closure'
  | 'stage'
  | 'not-valid'
  | 'not-said'
  | 'unreadable'

export interface Reason {
  readonly why: Why
  /** What the place itself says of it. */
  readonly comment?: string
  readonly holiday?: Holiday
}

export interface OpenState extends Reason {
  readonly state: State
  /** When this changes, and to what; null where it does not within a year. */
  readonly next: { readonly at: number; readonly state: State } | null
}

/** How many days ahead a change is looked for. */
const FAR = 400

/** Whether a place is open at an instant (milliseconds since 1970, UTC), why, and when that changes. Never throws. */
export function openState(said: SaidHours, at: number, setting: Setting): OpenState {
  const wall = wallAt(at, setting.zone)
  const days = new Days(said, setting)
  const { state, from: _from, until: _until, ...reason } = days.at(wall)
  const next = days.nextOther(wall, state)
  return { state, ...reason, next: next && { at: instantOf(next.wall, setting.zone), state: next.state } }
}

/** The state alone, where many are asked. */
export function stateAt(said: SaidHours, at: number, setting: Setting): State {
  return new Days(said, setting).at(wallAt(at, setting.zone)).state
}

/** The stretches of one day that are open or unknown, in order. */
export function stretchesOn(
  said: SaidHours,
  day: DayNumber,
  setting: Setting,
): { from: number; until: number; state: State }[] {
  return new Days(said, setting)
    .on(day)
    .filter(({ state }) => state !== 'closed')
    .map(({ from, until, state }) => ({ from, until, state }))
}

interface Part extends Reason {
  readonly from: number
  readonly until: number
  readonly state: State
}

const isShut = (stage: string | undefined): boolean => stage === 'closed' || stage === 'idea'

const whole = (state: State, reason: Reason): Part[] => [{ from: 0, until: MINUTES_A_DAY, state, ...reason }]

/** A place day by day, each worked out once. */
class Days {
  readonly #said: SaidHours
  readonly #setting: Setting
  readonly #hours: Hours | null
  readonly #days = new Map<DayNumber, readonly Part[]>()

  constructor(said: SaidHours, setting: Setting) {
    this.#said = said
    this.#setting = setting
    this.#hours = said.hours?.trim() ? hoursIn(said.hours.trim()) : null
  }

  at(wall: WallMinute): Part {
    const day = dayOfWall(wall)
    const minute = wall - day * MINUTES_A_DAY
    const part = this.on(day).find(({ from, until }) => minute >= from && minute < until)
    return part ?? { from: minute, until: minute + 1, state: 'closed', why: 'outside-hours' }
  }

  /** When the state is another one for the first time after `wall`. */
  nextOther(wall: WallMinute, state: State): { wall: WallMinute; state: State } | null {
    if (this.#neverChanges()) return null
    const today = dayOfWall(wall)
    for (let day = today; day <= today + FAR; day += 1)
      for (const part of filled(this.on(day))) {
        const from = day * MINUTES_A_DAY + part.from
        if (from > wall && part.state !== state) return { wall: from, state: part.state }
      }
    return null
  }

  /** Whether every day is as every other, as of most places of which nobody wrote hours yet. */
  #neverChanges(): boolean {
    const { stage, closures = [], validFrom, validUntil } = this.#said
    return isShut(stage) || (!this.#hours && closures.length === 0 && !validFrom && !validUntil)
  }

  on(day: DayNumber): readonly Part[] {
    let parts = this.#days.get(day)
    if (!parts) this.#days.set(day, (parts = this.#work(day)))
    return parts
  }

  #work(day: DayNumber): readonly Part[] {
    const { stage, closures, validFrom, validUntil, hours: written } = this.#said
    if (isShut(stage)) return whole('closed', { why: 'stage' })
    if ((validFrom && day < dayNamed(validFrom)) || (validUntil && day > dayNamed(validUntil)))
      return whole('closed', { why: 'not-valid' })
    const closure = closures?.find(({ from, until }) => day >= dayNamed(from) && day <= dayNamed(until))
    if (closure) return whole('closed', { why: 'closure', ...(closure.reason && { comment: closure.reason }) })
    if (!written?.trim()) return whole('unknown', { why: 'not-said' })
    if (!this.#hours) return whole('unknown', { why: 'unreadable' })
    return this.#planned(this.#hours, day)
  }

  /** Where nothing is known of schools, what holds with and without their holidays is known all the same. */
  #planned(hours: Hours, day: DayNumber): readonly Part[] {
    const plan = dayPlan(hours, day, this.#setting, false)
    const with_ = asksSchools(hours) ? dayPlan(hours, day, this.#setting, true) : null
    const parts = plan.map((stretch) => partOf(stretch, day, this.#setting))
    return with_
      ? agreed(
          parts,
          with_.map((stretch) => partOf(stretch, day, this.#setting)),
        )
      : parts
  }
}

const asksSchools = (hours: Hours): boolean => hours.some((rule) => rule.days.some((parts) => parts.some(isSchool)))
const isSchool = ({ kind }: DayPart): boolean => kind === 'school-holiday'

/** Two views of one day: what they do not agree on is unknown. */
function agreed(one: readonly Part[], other: readonly Part[]): Part[] {
  const bounds = [...new Set([0, MINUTES_A_DAY, ...[...one, ...other].flatMap(({ from, until }) => [from, until])])]
  bounds.sort((a, b) => a - b)
  return bounds.slice(0, -1).flatMap((from, index) => {
    const until = bounds[index + 1] ?? MINUTES_A_DAY
    const [first, second] = [one, other].map((parts) => parts.find((part) => part.from <= from && part.until > from))
    if ((first?.state ?? 'closed') === (second?.state ?? 'closed'))
      return first ? [{ ...first, from, until }] : second ? [{ ...second, from, until }] : []
    return [{ from, until, state: 'unknown' as const, why: 'schools-unknown' as const }]
  })
}

/** All of a day, with the closed stretches that no rule names; neighbours in one state are one. */
function filled(parts: readonly Part[]): { from: number; state: State }[] {
  const all: { from: number; state: State }[] = []
  const add = (from: number, state: State) => void (all.at(-1)?.state === state || all.push({ from, state }))
  let upTo = 0
  for (const { from, until, state } of parts) {
    if (from > upTo) add(upTo, 'closed')
    add(from, state)
    upTo = until
  }
  if (upTo < MINUTES_A_DAY) add(upTo, 'closed')
  return all
}

function partOf({ from, until, state, rule, guessed }: Stretch, day: DayNumber, setting: Setting): Part {
  return { from, until, state, ...reasonOf(rule, day, setting, guessed) }
}

function reasonOf(rule: Rule, day: DayNumber, setting: Setting, guessed: boolean): Reason {
  const comment = rule.comment ? { comment: rule.comment } : {}
  if (guessed) return { why: rule.times.some(({ openEnd }) => openEnd) ? 'open-end' : 'sun-unknown', ...comment }
  const parts = rule.days.flat()
  const holiday = setting.publicHoliday(day)
  if (holiday && parts.some((part) => part.kind === 'public-holiday' && part.offset === 0))
    return { why: 'public-holiday', holiday, ...comment }
  const school = parts.some(isSchool) && setting.schoolHoliday(day)
  return { why: school ? 'school-holiday' : 'hours', ...comment }
}
