/** Days counted from 1970-01-01, in the calendar of a wall: no zone, no clock. */
export type DayNumber = number

const MS = 86_400_000

export interface YearMonthDay {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
}

export const dayNumber = (year: number, month: number, day: number): DayNumber => Date.UTC(year, month - 1, day) / MS

/** The number of a day written `YYYY-MM-DD`. */
export const dayNamed = (text: string): DayNumber => Date.parse(`${text}T00:00:00Z`) / MS

export function dateOf(day: DayNumber): YearMonthDay {
  const date = new Date(day * MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** `YYYY-MM-DD`. */
export const dayName = (day: DayNumber): string => new Date(day * MS).toISOString().slice(0, 10)

export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7

/** The number of the week, as ISO 8601 counts: that of its Thursday in its year. */
export function weekOf(day: DayNumber): number {
  const thursday = day - weekdayOf(day) + 3
  return Math.floor((thursday - dayNumber(dateOf(thursday).year, 1, 1)) / 7) + 1
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterOf(year: number): DayNumber {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return dayNumber(year, Math.floor(sum / 31), (sum % 31) + 1)
}

/** The nth such weekday of a month, counted from its end where `nth` is negative; null where there is none. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): DayNumber | null {
  const [first, last] = [dayNumber(year, month, 1), dayNumber(year, month, daysInMonth(year, month))]
  const day =
    nth > 0
      ? first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7
      : last - ((weekdayOf(last) - weekday + 7) % 7) + (nth + 1) * 7
  return day >= first && day <= last ? day : null
}
