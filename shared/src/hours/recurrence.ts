import { dateOf, dayNumber, daysInMonth, nthWeekday, weekdayOf, type DayNumber } from './days.ts'
import { dayOfWall, instantOf, MINUTES_A_DAY, wallAt } from './zone.ts'

/** A time to meet, as an event page says it. */
export interface Meeting {
  /** With its offset, ISO 8601. */
  readonly start: string
  readonly end?: string | undefined
  /** IANA: the next ones are at the same time on its wall. */
  readonly zone: string
  /** RFC 5545, the part that `Recurrence` of the page types lets in. */
  readonly rrule?: string | undefined
}

export interface Occurrence {
  readonly from: number
  readonly until: number | null
}

/** How many periods and occurrences are looked at before there is no next one. */
const FAR = 4000

/** The occurrence that is on at an instant, else the next one; null where none is left. */
export function nextOccurrence(meeting: Meeting, at: number): Occurrence | null {
  for (const one of occurrences(meeting)) if ((one.until ?? one.from) >= at) return one
  return null
}

/** Those that touch a span of time, in order. */
export function occurrencesWithin(meeting: Meeting, from: number, until: number): Occurrence[] {
  const found: Occurrence[] = []
  for (const one of occurrences(meeting)) {
    if (one.from >= until) break
    if ((one.until ?? one.from) >= from) found.push(one)
  }
  return found
}

function* occurrences({ start, end, zone, rrule }: Meeting): Generator<Occurrence> {
  const first = Date.parse(start)
  const length = end === undefined ? null : Math.max(0, Date.parse(end) - first)
  const one = (from: number): Occurrence => ({ from, until: length === null ? null : from + length })
  if (!rrule) return yield one(first)
  const rule = readRule(rrule)
  const wall = wallAt(first, zone)
  const minute = wall - dayOfWall(wall) * MINUTES_A_DAY
  let count = 0
  for (const day of daysOf(rule, dayOfWall(wall))) {
    const from = instantOf(day * MINUTES_A_DAY + minute, zone)
    if (from < first) continue
    if (from > rule.until || (count += 1) > Math.min(rule.count, FAR)) return
    yield one(from)
  }
}

interface RecurrenceRule {
  readonly every: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval: number
  readonly count: number
  readonly until: number
  readonly days: readonly { readonly weekday: number; readonly nth: number | null }[]
  readonly monthDays: readonly number[]
  readonly months: readonly number[]
  /** 0 for Monday. */
  readonly weekStart: number
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

function readRule(rrule: string): RecurrenceRule {
  const parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]))
  const list = (key: string) => parts.get(key)?.split(',') ?? []
  const until = parts.get('UNTIL')
  return {
    every: (parts.get('FREQ') ?? 'WEEKLY') as RecurrenceRule['every'],
    interval: Number(parts.get('INTERVAL') ?? 1),
    count: Number(parts.get('COUNT') ?? Infinity),
    until: until ? untilIn(until) : Infinity,
    days: list('BYDAY').map((day) => ({
      weekday: WEEKDAYS.indexOf(day.slice(-2)),
      nth: Number(day.slice(0, -2)) || null,
    })),
    monthDays: list('BYMONTHDAY').map(Number),
    months: list('BYMONTH').map(Number),
    weekStart: Math.max(0, WEEKDAYS.indexOf(parts.get('WKST') ?? 'MO')),
  }
}

/** `20261231` holds that whole day, wherever it ends last; `20261231T180000Z` is an instant. */
function untilIn(text: string): number {
  const [year, month, day, hour = 23, minute = 59] = [0, 4, 6, 9, 11].map((at, index) =>
    at < text.length ? Number(text.slice(at, at + (index === 0 ? 4 : 2))) : undefined,
  )
  const late = text.length > 8 ? 0 : 12 * 3_600_000
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour, minute) + late
}

/** Every day that the rule names from the period of `start` on, in order. */
function* daysOf(rule: RecurrenceRule, start: DayNumber): Generator<DayNumber> {
  for (let period = 0; period < FAR; period += 1) yield* daysInPeriod(rule, start, period * rule.interval)
}

function daysInPeriod(rule: RecurrenceRule, start: DayNumber, ahead: number): DayNumber[] {
  const { year, month } = dateOf(start)
  switch (rule.every) {
    case 'DAILY':
      return [start + ahead].filter((day) => fits(rule, day))
    case 'WEEKLY':
      return daysOfWeek(rule, start, ahead).filter((day) => inMonths(rule, day))
    case 'MONTHLY': {
      const at = year * 12 + month - 1 + ahead
      return daysOfMonth(rule, Math.floor(at / 12), (at % 12) + 1, start).filter((day) => inMonths(rule, day))
    }
    case 'YEARLY':
      return monthsOf(rule, month).flatMap((one) => daysOfMonth(rule, year + ahead, one, start))
  }
}

/** Without months, a yearly rule keeps that of its start, or goes through all where it names days of the month or the week. */
function monthsOf({ months, days, monthDays }: RecurrenceRule, own: number): readonly number[] {
  if (months.length > 0) return [...months].sort((a, b) => a - b)
  return days.length + monthDays.length > 0 ? Array.from({ length: 12 }, (_, index) => index + 1) : [own]
}

function daysOfWeek({ days, weekStart }: RecurrenceRule, start: DayNumber, ahead: number): DayNumber[] {
  const first = start - ((weekdayOf(start) - weekStart + 7) % 7) + ahead * 7
  const weekdays = days.length > 0 ? days.map(({ weekday }) => weekday) : [weekdayOf(start)]
  return weekdays.map((weekday) => first + ((weekday - weekStart + 7) % 7)).sort((a, b) => a - b)
}

/** Weekdays are counted within the month, `2TU` or `-1FR`. */
function daysOfMonth({ days, monthDays }: RecurrenceRule, year: number, month: number, start: DayNumber): DayNumber[] {
  const [first, length] = [dayNumber(year, month, 1), daysInMonth(year, month)]
  const own = days.length + monthDays.length > 0 ? monthDays : [dateOf(start).day]
  const wanted = own.map((day) => (day < 0 ? length + day + 1 : day))
  return Array.from({ length }, (_, index) => first + index).filter(
    (day) =>
      (wanted.length === 0 || wanted.includes(day - first + 1)) &&
      (days.length === 0 ||
        days.some(({ weekday, nth }) =>
          nth === null ? weekdayOf(day) === weekday : nthWeekday(year, month, weekday, nth) === day,
        )),
  )
}

const inMonths = ({ months }: RecurrenceRule, day: DayNumber): boolean =>
  months.length === 0 || months.includes(dateOf(day).month)

function fits(rule: RecurrenceRule, day: DayNumber): boolean {
  const { year, month, day: date } = dateOf(day)
  const wanted = rule.monthDays.map((one) => (one < 0 ? daysInMonth(year, month) + one + 1 : one))
  const weekdays = rule.days.map(({ weekday }) => weekday)
  return (
    inMonths(rule, day) &&
    (wanted.length === 0 || wanted.includes(date)) &&
    (weekdays.length === 0 || weekdays.includes(weekdayOf(day)))
  )
}
