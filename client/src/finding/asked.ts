import { found } from '../asking/queries.ts'
import { SHOWN_TYPES } from '../page-types.ts'
import { PRINCIPLES } from '../ui/hues.ts'

const TYPES: readonly string[] = SHOWN_TYPES.map(({ key }) => key)

/** What may stand in the address of a search beside its words, and which values mean something there. */
const FILTERS: Readonly<Record<string, (value: string) => boolean>> = {
  type: (value) => TYPES.includes(value),
  principle: (value) => (PRINCIPLES as readonly string[]).includes(value),
  territory: (value) => value.length <= 40,
  standing: (value) => value === 'validated',
  stepFree: (value) => value === 'true',
  openAt: (value) => value === 'now',
}

export interface Asked {
  readonly q: string
  /** What of the address is a filter. */
  readonly filters: URLSearchParams
  /** Words were corrected, and whoever wrote them wants them as they are. */
  readonly typed: boolean
  /** These words were just asked as a question, by a form without scripts. */
  readonly taken: boolean
  readonly query: ReturnType<typeof found>
}

/** What the address of a search asks; null where it asks nothing yet. Anything else in it is ignored. */
export function asksFor(search: string): Asked | null {
  const given = new URLSearchParams(search)
  const q = given.get('q')?.trim()
  if (!q) return null
  const filters = new URLSearchParams()
  for (const [key, means] of Object.entries(FILTERS))
    for (const value of given.getAll(key)) if (value && means(value)) filters.append(key, value)
  const [typed, cursor] = [given.get('as') === 'typed', given.get('cursor')]
  const query = new URLSearchParams([['q', q], ...filters])
  if (typed) query.set('as', 'typed')
  if (cursor) query.set('cursor', cursor)
  return { q, filters, typed, taken: given.has('posee'), query: found(query) }
}

/** The address that asks for these words. */
export function searchPath(q: string, filters?: URLSearchParams, more: Readonly<Record<string, string>> = {}): string {
  return `/chercher?${new URLSearchParams([['q', q], ...(filters ?? []), ...Object.entries(more)])}`
}
