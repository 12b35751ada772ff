import type { SearchFacets } from '@terreau/shared/api/search.ts'
import type { Standing } from '@terreau/shared/api/pages.ts'
import type { PageFacts } from './search-memory.ts'

/** What answers are narrowed to; what is left out narrows nothing. */
export interface Filters {
  readonly type: readonly string[]
  readonly principle: readonly string[]
  /** Territories by id and communes by code, any of them. */
  readonly territory: ReadonlySet<string> | null
  readonly standing: Standing | undefined
  readonly stepFree: boolean
  /** Open now. */
  readonly open: boolean
}

interface Faceted {
  readonly facts: PageFacts
  readonly standing: Standing
  /** Whether it is open now; absent where that is not known yet. */
  readonly isOpen?: boolean
}

type Filter = keyof Filters

const FILTERS: Readonly<Record<Filter, (asked: Filters, one: Faceted) => boolean>> = {
  type: ({ type }, { facts }) => type.length === 0 || type.includes(facts.type),
  principle: ({ principle }, { facts }) =>
    principle.length === 0 || facts.principles.some((one) => principle.includes(one)),
  territory: ({ territory }, { facts }) => !territory || placesIn(facts).some((place) => territory.has(place)),
  standing: ({ standing: wanted }, { standing }) => wanted === undefined || wanted === standing,
  stepFree: ({ stepFree }, { facts }) => !stepFree || facts.stepFree,
  open: ({ open: wanted }, { isOpen }) => !wanted || isOpen === true,
}

/** What the index does not know: it is looked at once the best are found. */
const LATER: readonly Filter[] = ['standing', 'open']

const ALL = Object.keys(FILTERS) as Filter[]

/** Whether one passes every filter, but for one of them. */
export function passes(asked: Filters, one: Faceted, butFor?: Filter): boolean {
  return ALL.every((filter) => filter === butFor || FILTERS[filter](asked, one))
}

/** Whether a page may pass, before it is known where it stands and whether it is open. */
export function mayPass(asked: Filters, facts: PageFacts): boolean {
  return ALL.every((filter) => LATER.includes(filter) || FILTERS[filter](asked, { facts, standing: 'to-review' }))
}

export function narrows(asked: Filters): boolean {
  return (
    asked.type.length + asked.principle.length > 0 ||
    asked.territory !== null ||
    asked.standing !== undefined ||
    asked.stepFree ||
    asked.open
  )
}

/** How many answers each value has, before its own filter and after the others. */
export function countFacets(
  asked: Filters,
  found: readonly Faceted[],
  nameOf: (place: string) => string,
): SearchFacets {
  const count = (filter: Filter, valuesOf: (one: Faceted) => readonly string[]) => {
    const counts: Record<string, number> = {}
    for (const one of found)
      if (passes(asked, one, filter)) for (const value of valuesOf(one)) counts[value] = (counts[value] ?? 0) + 1
    return counts
  }
  const territories = Object.entries(count('territory', ({ facts }) => placesIn(facts)))
  return {
    type: count('type', ({ facts }) => [facts.type]),
    principle: count('principle', ({ facts }) => facts.principles),
    standing: count('standing', ({ standing }) => [standing]),
    territory: territories
      .map(([id, n]) => ({ id, name: nameOf(id), count: n }))
      .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    stepFree: count('stepFree', ({ facts }) => (facts.stepFree ? ['yes'] : []))['yes'] ?? 0,
    open: count('open', ({ isOpen }) => (isOpen ? ['yes'] : []))['yes'] ?? 0,
  }
}

const placesIn = ({ territory, commune }: PageFacts): string[] => [territory ?? [], commune ?? []].flat()
