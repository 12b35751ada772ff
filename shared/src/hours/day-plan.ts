import type { DayNumber } from './days.ts'
import { speaksOf, type DaysOff } from './days-matched.ts'
import { namesDays, type Hours, type Rule, type State, type TimePoint, type TimeSpan } from './rules.ts'
import type { Setting } from './setting.ts'
import { sunAt } from './sun.ts'
import { MINUTES_A_DAY } from './zone.ts'

/** Why a stretch of a day is what it is. */
export interface Stretch {
  /** Minutes after midnight; `until` is not part of it. */
  readonly from: number
  readonly until: number
  readonly state: State
  readonly rule: Rule
  /** True after the stated end of an open-ended span, and where the sun is needed and the place unknown. */
  readonly guessed: boolean
}

/**
 * A day by the rules, in order; minutes that no rule speaks of are closed. `school` says what is supposed of days of which
 * nothing is known. As in the specification, a rule that replaces takes the whole day, what is left of the night before included.
 */
export function dayPlan(hours: Hours, day: DayNumber, setting: Setting, school: boolean): Stretch[] {
  const off: DaysOff = {
    isPublic: (one) => setting.publicHoliday(one) !== null,
    isSchool: (one) => setting.schoolHoliday(one) ?? school,
  }
  let plan: Stretch[] = []
  for (const [index, rule] of hours.entries()) {
    if (speaksOf(rule, day, off)) {
      if (replaces(rule, hours[index - 1])) plan = []
      for (const stretch of stretchesOf(rule, day, setting)) plan = laid(plan, stretch, 0)
    }
    if (goesPastMidnight(rule) && speaksOf(rule, day - 1, off))
      for (const stretch of stretchesOf(rule, day - 1, setting)) plan = laid(plan, stretch, MINUTES_A_DAY)
  }
  return plan
}

/** Rules that close take away only what they name; a rule of hours alone adds to one that named days. */
function replaces(rule: Rule, before: Rule | undefined): boolean {
  if (rule.joint !== 'replaces' || rule.state === 'closed') return false
  return namesDays(rule) || (before !== undefined && !namesDays(before))
}

const goesPastMidnight = ({ times }: Rule): boolean =>
  times.some(({ until, openEnd }) => openEnd || typeof until !== 'number' || until > MINUTES_A_DAY)

/** Lays what a rule says over the plan, or under what is open in it where the rule only falls back. */
function laid(plan: readonly Stretch[], stretch: Stretch, shift: number): Stretch[] {
  const from = Math.max(0, stretch.from - shift)
  const until = Math.min(MINUTES_A_DAY, stretch.until - shift)
  if (until <= from) return [...plan]
  const over = { ...stretch, from, until }
  if (stretch.rule.joint !== 'falls-back') return [...without(plan, over), over].sort(byStart)
  const said = plan.filter(({ state }) => state !== 'closed')
  const left = said.reduce<Stretch[]>((pieces, one) => without(pieces, one), [over])
  return [...left.reduce<Stretch[]>((kept, piece) => without(kept, piece), [...plan]), ...left].sort(byStart)
}

const byStart = (a: Stretch, b: Stretch): number => a.from - b.from

function without(plan: readonly Stretch[], { from, until }: { from: number; until: number }): Stretch[] {
  return plan.flatMap((one) => {
    if (one.until <= from || one.from >= until) return [one]
    const [head, tail] = [
      { ...one, until: from },
      { ...one, from: until },
    ]
    return [head, tail].filter((piece) => piece.until > piece.from)
  })
}

function stretchesOf(rule: Rule, day: DayNumber, setting: Setting): Stretch[] {
  const { state, times } = rule
  if (times.length === 0) return [{ from: 0, until: MINUTES_A_DAY, state, rule, guessed: false }]
  return times.flatMap((span) => stretchesIn(span, rule, day, setting))
}

/** Until when something that began at `from` may go on, where nobody says. */
const guessedEnd = (from: number): number =>
  from >= 22 * 60 ? from + 8 * 60 : from >= 17 * 60 ? from + 10 * 60 : MINUTES_A_DAY

function stretchesIn(span: TimeSpan, rule: Rule, day: DayNumber, setting: Setting): Stretch[] {
  const [from, end] = [
    minuteOf(span.from, day, setting),
    span.until === null ? null : minuteOf(span.until, day, setting),
  ]
  if (from === null || (span.until !== null && end === null))
    return [{ from: 0, until: MINUTES_A_DAY, state: 'unknown', rule, guessed: true }]
  const until = end !== null && end < from ? end + MINUTES_A_DAY : end
  const stated = until === null ? [] : [{ from, until, state: rule.state, rule, guessed: false }]
  if (!span.openEnd) return stated
  const opens = until ?? from
  return [
    ...stated,
    { from: opens, until: Math.max(guessedEnd(from), opens), state: 'unknown' as const, rule, guessed: true },
  ]
}

/** Null where the sun is needed, and nobody knows where the place is, or the sun does not do that. */
function minuteOf(point: TimePoint, day: DayNumber, { position, zone }: Setting): number | null {
  if (typeof point === 'number') return point
  const at = position && sunAt(point.event, day, position, zone)
  return at === null ? null : at + point.offset
}
