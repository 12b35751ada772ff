import type { PageListQuery } from '@terreau/shared/api/pages.ts'
import { cursorOf, isSortable, readCursor } from '../pages/cursor.ts'
import type { Candidate } from './directory.ts'
import { lacksNothing, nextSlotOf, type Question } from './page-answers.ts'

/** A page with its place in an order. */
export interface Sorted {
  readonly of: Candidate
  readonly value: Value
}

type Value = string | number

/** In the order asked for, ids settling ties: the nearest first where a point was named, else by title. */
export function sortedBy(query: PageListQuery, question: Question, candidates: readonly Candidate[]): Sorted[] {
  const { name, compare } = orderIn(query)
  const all = candidates.map((of) => ({ of, value: valueOf(of, name, question) }))
  return all.toSorted((a, b) => compare(a.value, b.value) || ascending(a.of.id, b.of.id))
}

/** Where a list goes on after a cursor; its end where nothing is beyond. */
export function startsAt(sorted: readonly Sorted[], query: PageListQuery): number {
  if (query.cursor === undefined) return 0
  const [last, id] = readCursor(query.cursor, isSortable)
  const { compare } = orderIn(query)
  const at = sorted.findIndex(
    ({ of, value }) => typeof value === typeof last && (compare(value, last) || ascending(of.id, id)) > 0,
  )
  return at < 0 ? sorted.length : at
}

/** The cursor after so many pages of a list; null at its end. */
export function goesOn(sorted: readonly Sorted[], shown: number): string | null {
  const last = sorted[shown - 1]
  return last && shown < sorted.length ? cursorOf([last.value, last.of.id]) : null
}

/** The name of an order, and how its values follow one another: a minus turns it round. */
function orderIn({ sort, near }: PageListQuery) {
  const [, minus, name = ''] = /^(-?)(.+)$/.exec(sort ?? (near ? 'distance' : 'title')) ?? []
  return { name, compare: minus ? descending : ascending }
}

/** After whatever is known, in either direction. */
const LAST = Number.MAX_SAFE_INTEGER
const UNSAID = '\uffff'

/** Where a page stands in an order: a field is one by what it says, numbers by their size, a range or an amount by its lower end. */
function valueOf(page: Candidate, name: string, question: Question): Value {
  switch (name) {
    case 'distance':
      return page.metres ?? LAST
    case 'updated':
      return -page.updated_at
    case 'next':
      return Date.parse(nextSlotOf(page, question.now)?.from ?? '') || LAST
    case 'title':
      // Of spaces, one that lacks nothing comes before the others; nothing else is weighed.
      return `${page.type === 'space' && !lacksNothing(page, question) ? 1 : 0} ${page.title_key}`
    default:
      return keyOf(page.facts[name])
  }
}

function keyOf(value: unknown): string {
  if (typeof value === 'number') return value.toFixed(6).padStart(24, '0')
  if (typeof value === 'string') return value === '' || value === 'unknown' ? UNSAID : value.toLowerCase()
  if (Array.isArray(value)) return value.length > 0 ? keyOf(value[0]) : UNSAID
  const { min } = (value ?? {}) as { min?: number }
  return min === undefined ? UNSAID : keyOf(min)
}

const ascending = (a: Value, b: Value): number => (a === b ? 0 : a < b ? -1 : 1)

const isUnsaid = (one: Value): boolean => one === UNSAID || one === LAST

function descending(a: Value, b: Value): number {
  return isUnsaid(a) || isUnsaid(b) ? ascending(a, b) : ascending(b, a)
}
