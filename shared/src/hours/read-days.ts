import type { DatePoint, DateSpan, DayPart, NumberSpan } from './rules.ts'
import type { Cursor } from './tokens.ts'

export const WEEKDAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const weekdayIn = (text: string | undefined): number => (WEEKDAYS as readonly string[]).indexOf(text ?? '')
/** 1 to 12; 0 for no month. */
const monthIn = (text: string | undefined): number => (MONTHS as readonly string[]).indexOf(text ?? '') + 1

const isYear = (text: string | undefined): boolean => /^(?:19|20|21)\d\d$/.test(text ?? '')
const isDate = (cursor: Cursor, ahead = 0): boolean =>
  monthIn(cursor.peek(ahead)?.text) > 0 || cursor.at('easter', ahead)

/** `week 1-53/2,10`. */
export function readWeeks(cursor: Cursor): NumberSpan[] {
  const weeks: NumberSpan[] = []
  while (cursor.pass('week') || (weeks.length > 0 && cursor.peek(1)?.kind === 'number' && cursor.pass(','))) {
    const from = cursor.number(1, 53)
    const to = cursor.pass('-') ? cursor.number(1, 53) : from
    weeks.push({ from, to, every: everyIn(cursor) })
  }
  return weeks
}

/** Years that stand alone, `2026-2030/2` or `2026+`, not those of a date. */
export function readYears(cursor: Cursor): NumberSpan[] {
  const years: NumberSpan[] = []
  while (isYear(cursor.peek()?.text) && !isDate(cursor, 1)) {
    const from = cursor.number(1900, 2199)
    const to = cursor.pass('+') ? Infinity : cursor.pass('-') ? cursor.number(from, 2199) : from
    years.push({ from, to, every: everyIn(cursor) })
    if (!(isYear(cursor.peek(1)?.text) && !isDate(cursor, 2) && cursor.pass(','))) break
  }
  return years
}

function everyIn(cursor: Cursor): number {
  return cursor.pass('/') ? cursor.number(1, 366) : 1
}

/** `Apr-Oct`, `Dec 24-Jan 2`, `2026 Dec 21-2027 Jan 3`, `easter -2 days`, `Mar Su[-1]-Oct Su[-1]`, between commas. */
export function readDates(cursor: Cursor): DateSpan[] {
  const dates: DateSpan[] = []
  while (isDate(cursor) || (isYear(cursor.peek()?.text) && isDate(cursor, 1))) {
    const from = readDate(cursor, null)
    dates.push(readDateSpan(cursor, from))
    while (from.kind === 'date' && cursor.at(',') && isDayNumber(cursor, 1)) dates.push(anotherDay(cursor, from))
    if (!startsDate(cursor, 1) || !cursor.pass(',')) break
  }
  return dates
}

const startsDate = (cursor: Cursor, ahead: number): boolean =>
  cursor.at(',') && (isDate(cursor, ahead) || (isYear(cursor.peek(ahead)?.text) && isDate(cursor, ahead + 1)))

const isDayNumber = (cursor: Cursor, ahead: number): boolean =>
  cursor.peek(ahead)?.kind === 'number' && Number(cursor.peek(ahead)?.text) <= 31

function readDateSpan(cursor: Cursor, from: DatePoint): DateSpan {
  if (cursor.pass('+')) return { from, to: null, every: 1 }
  if (!cursor.pass('-')) return { from, to: from, every: 1 }
  return { from, to: readDate(cursor, from), every: everyIn(cursor) }
}

/** `25` in `Dec 24,25`. */
function anotherDay(cursor: Cursor, like: DatePoint & { kind: 'date' }): DateSpan {
  cursor.expect(',')
  const from = { ...like, day: cursor.number(1, LONGEST[like.month - 1] ?? 31) }
  return readDateSpan(cursor, from)
}

/** After a dash, a day alone is one of the month before: `Dec 24-26`. */
function readDate(cursor: Cursor, after: DatePoint | null): DatePoint {
  if (after?.kind === 'date' && isDayNumber(cursor, 0))
    return { ...after, day: cursor.number(1, LONGEST[after.month - 1] ?? 31), offset: offsetIn(cursor) }
  const year = isYear(cursor.peek()?.text) ? cursor.number(1900, 2199) : null
  if (cursor.pass('easter')) return { kind: 'easter', year, offset: offsetIn(cursor) }
  const month = monthIn(cursor.peek()?.text)
  if (month === 0) cursor.fail()
  cursor.take()
  if (isDayNumber(cursor, 0)) {
    const day = cursor.number(1, LONGEST[month - 1] ?? 31)
    return { kind: 'date', year, month, day, offset: offsetIn(cursor) }
  }
  const weekday = weekdayIn(cursor.peek()?.text)
  if (weekday < 0 || after?.kind === 'month' || !isNthDate(cursor, after !== null))
    return { kind: 'month', year, month }
  cursor.take()
  const [nth = 1] = readNth(cursor)
  return { kind: 'nth', year, month, weekday, nth, offset: offsetIn(cursor) }
}

/** `Su[-1]` after a month is a date where a span begins or ends with it; else it is a weekday of that month. */
function isNthDate(cursor: Cursor, ends: boolean): boolean {
  const closes = cursor.at('-', 2) ? 4 : 3
  return (
    cursor.at('[', 1) && cursor.at(']', closes) && (ends || (cursor.at('-', closes + 1) && isDate(cursor, closes + 2)))
  )
}

/** `-2 days`, `+1 day`; 0 where nothing of the kind is said. */
function offsetIn(cursor: Cursor): number {
  if (cursor.peek(1)?.kind !== 'number' || !(cursor.at('day', 2) || cursor.at('days', 2))) return 0
  const sign = cursor.pass('-') ? -1 : cursor.pass('+') ? 1 : 0
  if (sign === 0) return 0
  const days = cursor.number(1, 366)
  cursor.take()
  return sign * days
}

/** `[1,3]`, `[-1]`, `[1-2]`. */
function readNth(cursor: Cursor): number[] {
  cursor.expect('[')
  const all: number[] = []
  do {
    const back = cursor.pass('-')
    const from = cursor.number(1, 5)
    const to = !back && cursor.pass('-') ? cursor.number(from, 5) : from
    for (let nth = from; nth <= to; nth += 1) all.push(back ? -nth : nth)
  } while (cursor.pass(','))
  cursor.expect(']')
  return all
}

const isDayPart = (cursor: Cursor, ahead = 0): boolean =>
  weekdayIn(cursor.peek(ahead)?.text) >= 0 || cursor.at('PH', ahead) || cursor.at('SH', ahead)

/** `Mo-Fr,PH`: one list; `SH Mo-Fr`: two, and both must fit. */
export function readDayParts(cursor: Cursor): DayPart[][] {
  const lists: DayPart[][] = []
  while (isDayPart(cursor)) {
    const list: DayPart[] = []
    do list.push(readDayPart(cursor))
    while (cursor.at(',') && isDayPart(cursor, 1) && cursor.pass(','))
    lists.push(list)
  }
  return lists
}

function readDayPart(cursor: Cursor): DayPart {
  if (cursor.pass('PH')) return { kind: 'public-holiday', offset: offsetIn(cursor) }
  if (cursor.pass('SH')) return { kind: 'school-holiday', offset: offsetIn(cursor) }
  const from = weekdayIn(cursor.take().text)
  if (cursor.at('[')) return { kind: 'weekdays', from, to: from, nth: readNth(cursor), offset: offsetIn(cursor) }
  if (!(weekdayIn(cursor.peek(1)?.text) >= 0 && cursor.pass('-')))
    return { kind: 'weekdays', from, to: from, nth: [], offset: 0 }
  return { kind: 'weekdays', from, to: weekdayIn(cursor.take().text), nth: [], offset: 0 }
}
