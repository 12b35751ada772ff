import type { SunEvent, TimePoint, TimeSpan } from './rules.ts'
import type { Cursor } from './tokens.ts'

const SUN = ['dawn', 'sunrise', 'sunset', 'dusk'] as const

const isSun = (text: string | undefined): text is SunEvent => (SUN as readonly string[]).includes(text ?? '')

/** Whether a time begins so many tokens ahead. */
const isTime = (cursor: Cursor, ahead = 0): boolean =>
  cursor.peek(ahead)?.kind === 'time' || isSun(cursor.peek(ahead)?.text) || cursor.at('(', ahead)

/** `09:00-12:00,14:00-18:00`, `18:00+`, `10:00-16:00/90`, `(sunrise+01:00)-sunset`. */
export function readTimes(cursor: Cursor): TimeSpan[] {
  const times: TimeSpan[] = []
  if (!isTime(cursor)) return times
  do times.push(readSpan(cursor))
  while (cursor.at(',') && isTime(cursor, 1) && cursor.pass(','))
  return times
}

function readSpan(cursor: Cursor): TimeSpan {
  const from = readPoint(cursor, 24 * 60)
  if (cursor.pass('+')) return { from, until: null, openEnd: true, every: null }
  if (!cursor.pass('-')) return { from, until: from, openEnd: false, every: null }
  const until = readPoint(cursor, 48 * 60)
  const openEnd = cursor.pass('+')
  return { from, until: later(from, until), openEnd, every: cursor.pass('/') ? readEvery(cursor) : null }
}

/** A span that ends where it began, or before, ends on the day after. */
function later(from: TimePoint, until: TimePoint): TimePoint {
  return typeof from === 'number' && typeof until === 'number' && until <= from ? until + 24 * 60 : until
}

function readPoint(cursor: Cursor, most: number): TimePoint {
  if (isSun(cursor.peek()?.text)) return { event: cursor.take().text as SunEvent, offset: 0 }
  if (!cursor.pass('(')) return readTime(cursor, most)
  const event = cursor.take().text
  if (!isSun(event)) return cursor.fail()
  const back = cursor.pass('-')
  if (!back) cursor.expect('+')
  const offset = readTime(cursor, 24 * 60)
  cursor.expect(')')
  return { event, offset: back ? -offset : offset }
}

function readTime(cursor: Cursor, most: number): number {
  const token = cursor.peek()
  const [hours = 0, minutes = 0] = token?.kind === 'time' ? token.text.split(':').map(Number) : [Infinity]
  const at = hours * 60 + minutes
  if (minutes > 59 || at > most) cursor.fail()
  cursor.take()
  return at
}

function readEvery(cursor: Cursor): number {
  return cursor.peek()?.kind === 'time' ? readTime(cursor, 24 * 60) : cursor.number(1, 24 * 60)
}
