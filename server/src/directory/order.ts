import type { PageListQuery } from '@terreau/shared/api/pages.ts'
import { cursorOf, readCursor } from '../pages/page-list.ts'
import type { Candidate } from './directory.ts'
import { lacksNothing, nextSlotOf, type Question } from './page-answers.ts'

/** A page with its place in an order. */
export interface Sorted {
  readonly of: Candidate
  readonly value: string | number
}

type Sort = NonNullable<PageListQuery['sort']>

/** In the order asked for, ids settling ties: the nearest first where a point was named, else by title. */
export function sortedBy(
  { sort, near }: PageListQuery,
  question: Question,
  candidates: readonly Candidate[],
): Sorted[] {
  const value = valueFor(sort ?? (near ? 'distance' : 'title'), question)
  const all = candidates.map((of) => ({ of, value: value(of) }))
  return all.toSorted((a, b) => compare(a.value, b.value) || compare(a.of.id, b.of.id))
}

/** Of spaces, one that lacks nothing comes before the others; nothing else is weighed. */
function valueFor(sort: Sort, question: Question): (candidate: Candidate) => string | number {
  const last = Number.MAX_SAFE_INTEGER
  if (sort === 'distance') return ({ metres }) => metres ?? last
  if (sort === 'updated') return ({ updated_at }) => -updated_at
  if (sort === 'next') return (candidate) => Date.parse(nextSlotOf(candidate, question.now)?.from ?? '') || last
  return (candidate) =>
    `${candidate.type === 'space' && !lacksNothing(candidate, question) ? 1 : 0} ${candidate.title_key}`
}

const compare = (a: string | number, b: string | number): number => (a === b ? 0 : a < b ? -1 : 1)

/** Where a list goes on after a cursor; its end where nothing is beyond. */
export function startsAt(sorted: readonly Sorted[], cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const [last, id] = readCursor(cursor)
  const at = sorted.findIndex(
    ({ of, value }) => typeof value === typeof last && (compare(value, last) || compare(of.id, id)) > 0,
  )
  return at < 0 ? sorted.length : at
}

/** The cursor after so many pages of a list; null at its end. */
export function goesOn(sorted: readonly Sorted[], shown: number): string | null {
  const last = sorted[shown - 1]
  return last && shown < sorted.length ? cursorOf([last.value, last.of.id]) : null
}
