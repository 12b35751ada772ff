import { readDates, readDayParts, readWeeks, readYears } from './read-days.ts'
import { readTimes } from './read-times.ts'
import { namesDays, type Hours, type Joint, type Rule, type State } from './rules.ts'
import { Cursor, Misread } from './tokens.ts'

/** Reads opening hours; throws `Misread` with the place at which they stop being such. */
export function readHours(text: string): Hours {
  const cursor = new Cursor(text)
  const rules: Rule[] = []
  let joint: Joint = 'replaces'
  while (!cursor.ended) {
    rules.push(readRule(cursor, joint))
    if (cursor.ended) break
    joint = readJoint(cursor)
  }
  if (rules.length === 0) cursor.fail()
  return rules
}

/** The same, or where and at what the text was misread. */
export function tryHours(text: string): Hours | Misread {
  try {
    return readHours(text)
  } catch (cause) {
    if (cause instanceof Misread) return cause
    throw cause
  }
}

const MOST_KEPT = 20_000
const kept = new Map<string, Hours | null>()

/** Hours that many pages share are read once; null for a text that is none. */
export function hoursIn(text: string): Hours | null {
  let hours = kept.get(text)
  if (hours === undefined) {
    const read = tryHours(text)
    hours = read instanceof Misread ? null : read
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(text, hours)
  }
  return hours
}

/** A `;` at the end joins nothing. */
function readJoint(cursor: Cursor): Joint {
  if (cursor.pass(';')) return 'replaces'
  if (cursor.pass('||')) return 'falls-back'
  cursor.expect(',')
  return 'adds'
}

const STATES: ReadonlyMap<string, State> = new Map([
  ['open', 'open'],
  ['off', 'closed'],
  ['closed', 'closed'],
  ['unknown', 'unknown'],
])

function readRule(cursor: Cursor, joint: Joint): Rule {
  const before = cursor.peek()
  const always = cursor.peek()?.kind === 'always' && Boolean(cursor.take())
  const [years, dates, weeks] = [readYears(cursor), readDates(cursor), readWeeks(cursor)]
  cursor.pass(':')
  const days = readDayParts(cursor)
  if (days.length > 0) cursor.pass(':')
  const times = readTimes(cursor)
  const written = cursor.peek()?.kind === 'word' ? STATES.get(cursor.peek()?.text ?? '') : undefined
  if (written) cursor.take()
  const comment = cursor.peek()?.kind === 'comment' ? cursor.take().text.slice(1, -1).trim() : null
  if (cursor.peek() === before) cursor.fail()
  const stated = written !== undefined
  const state = written ?? (comment === null ? 'open' : 'unknown')
  const rule = { joint, years, dates, weeks, days, times, state, stated, comment }
  return always && !namesDays(rule) ? { ...rule, times: [] } : rule
}
