import type { PageListQuery } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Candidate } from './directory.ts'

/** By what pages are put one after the other; `compare` is of values, ids settle ties. */
export interface Order {
  readonly value: (candidate: Candidate) => string | number
  readonly compare: (a: string | number, b: string | number) => number
}

export interface Sorted {
  readonly of: Candidate
  readonly value: string | number
}

/** The order that a query asks for: from the nearest on where it says from where, else by title. */
export function orderOf({ sort, near }: PageListQuery): Order {
  const [, minus = '', name = ''] = /^(-?)(.+)$/.exec(sort ?? (near ? 'distance' : 'title')) ?? []
  const value = KNOWN[name] ?? byField(name)
  return { value, compare: minus ? turned : ascending }
}

export function sortedBy({ value, compare }: Order, candidates: readonly Candidate[]): Sorted[] {
  const all = candidates.map((of) => ({ of, value: value(of) }))
  return all.toSorted((a, b) => compare(a.value, b.value) || ascending(a.of.id, b.of.id))
}

/** Whether a page stands after the one that a cursor names. */
export function isBeyond({ compare }: Order, { of, value }: Sorted, [last, id]: [string | number, PageId]): boolean {
  return typeof value === typeof last && (compare(value, last) || ascending(of.id, id)) > 0
}

/** After whatever is known, in either direction. */
const LAST = Number.MAX_SAFE_INTEGER
const UNSAID = '\uffff'

const KNOWN: Readonly<Record<string, Order['value']>> = {
  distance: ({ shown }) => shown.metres ?? LAST,
  updated: ({ updated_at }) => -updated_at,
  next: ({ shown }) => (shown.next ? Date.parse(shown.next.from) : LAST),
  // A space that lacks nothing comes before the others, and nothing else is weighed.
  title: ({ shown, title_key }) => `${shown.lacks && shown.lacks.length > 0 ? 1 : 0} ${title_key}`,
}

/** By what a field says, numbers by their size; of a range or an amount its lower end counts. */
function byField(name: string): Order['value'] {
  return ({ facts }) => keyOf(facts[name])
}

function keyOf(value: unknown): string {
  if (typeof value === 'number') return value.toFixed(6).padStart(24, '0')
  if (typeof value === 'string') return value === '' || value === 'unknown' ? UNSAID : value.toLowerCase()
  if (Array.isArray(value)) return value.length > 0 ? keyOf(value[0]) : UNSAID
  const { min } = (value ?? {}) as { min?: number }
  return min === undefined ? UNSAID : keyOf(min)
}

const ascending = (a: string | number, b: string | number): number => (a === b ? 0 : a < b ? -1 : 1)

const isUnsaid = (one: string | number): boolean => one === UNSAID || one === LAST

function turned(a: string | number, b: string | number): number {
  return isUnsaid(a) || isUnsaid(b) ? ascending(a, b) : ascending(b, a)
}
