import { dateOf, dayNumber, daysInMonth, easterOf, nthWeekday, weekOf, weekdayOf, type DayNumber } from './days.ts'
import type { DatePoint, DateSpan, DayPart, NumberSpan, Rule } from './rules.ts'

/** What days off a day may be; where nothing is known of schools, what is supposed of them. */
export interface DaysOff {
  readonly isPublic: (day: DayNumber) => boolean
  readonly isSchool: (day: DayNumber) => boolean
}

/** Whether a rule speaks of this day. */
export function speaksOf({ years, dates, weeks, days }: Rule, day: DayNumber, off: DaysOff): boolean {
  if (years.length > 0 && !inSpans(years, dateOf(day).year)) return false
  if (dates.length > 0 && !dates.some((span) => inDates(span, day))) return false
  if (weeks.length > 0 && !inSpans(weeks, weekOf(day))) return false
  return days.every((parts) => parts.some((part) => fits(part, day, off)))
}

/** Spans of weeks may go past the end of a year. */
function inSpans(spans: readonly NumberSpan[], value: number): boolean {
  return spans.some(({ from, to, every }) =>
    from <= to
      ? value >= from && value <= to && (value - from) % every === 0
      : (value >= from || value <= to) && every === 1,
  )
}

function fits(part: DayPart, day: DayNumber, off: DaysOff): boolean {
  if (part.kind === 'public-holiday') return off.isPublic(day - part.offset)
  if (part.kind === 'school-holiday') return off.isSchool(day - part.offset)
  const { from, to, nth, offset } = part
  const weekday = weekdayOf(day - offset)
  const within = from <= to ? weekday >= from && weekday <= to : weekday >= from || weekday <= to
  return within && (nth.length === 0 || nth.some((one) => isNth(day - offset, weekday, one)))
}

function isNth(day: DayNumber, weekday: number, nth: number): boolean {
  const { year, month } = dateOf(day)
  return nthWeekday(year, month, weekday, nth) === day
}

function inDates({ from, to, every }: DateSpan, day: DayNumber): boolean {
  const { year } = dateOf(day)
  if (from.year === null) return within(from, to ?? from, year, day, every)
  const first = dayOf(from, from.year, 'first')
  if (first === null || day < first) return false
  if (to === null) return true
  const last = dayOf(to, to.year ?? from.year, 'last')
  const ends = last !== null && last < first && to.year === null ? dayOf(to, from.year + 1, 'last') : last
  return ends !== null && day <= ends && (day - first) % every === 0
}

/** A span of every year; one that ends before it begins goes past the end of the year. */
function within(from: DatePoint, to: DatePoint, year: number, day: DayNumber, every: number): boolean {
  const [first, last] = [dayOf(from, year, 'first'), dayOf(to, year, 'last')]
  if (first === null || last === null) return false
  if (first <= last) return day >= first && day <= last && (day - first) % every === 0
  return day >= first || day <= last
}

/** The first or the last day of what a point names in a year; null where that year has none, as 29 February. */
function dayOf(point: DatePoint, year: number, which: 'first' | 'last'): DayNumber | null {
  if (point.kind === 'easter') return easterOf(year) + point.offset
  const { month } = point
  if (point.kind === 'month') return dayNumber(year, month, which === 'first' ? 1 : daysInMonth(year, month))
  const day =
    point.kind === 'nth'
      ? nthWeekday(year, month, point.weekday, point.nth)
      : point.day <= daysInMonth(year, month)
        ? dayNumber(year, month, point.day)
        : null
  return day === null ? null : day + point.offset
}
