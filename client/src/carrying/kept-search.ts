import type { PageName } from '@terreau/shared/api/pages.ts'
import type { PackedPage, SearchAnswer, SearchFacets, SuggestAnswer } from '@terreau/shared/api/search.ts'
import type { OfflineIndex, OfflineResult } from '@terreau/shared/language/offline-index.ts'
import { formsOf } from '@terreau/shared/language/search-text.ts'

/** So many answers are counted and narrowed; what lies behind them answers hardly anything. */
const MOST = 200
const A_SCREEN = 20
const PROPOSED = 5

type Index = OfflineIndex<PackedPage>
type Found = OfflineResult<PackedPage>

/** What each filter of a search's address asks of a page. */
const FILTERS: Readonly<Record<string, (page: PackedPage, values: readonly string[]) => boolean>> = {
  type: ({ type }, values) => values.includes(type),
  principle: ({ fields }, values) => principlesOf(fields).some((one) => values.includes(one)),
  standing: ({ standing }, values) => values.includes(standing),
  stepFree: ({ fields }) => isStepFree(fields),
}

/** Answers a search's address from the pages that are kept, as the wiki would. Where they lie is not known here. */
export function searchKept(index: Index, asked: URLSearchParams, lang: string): SearchAnswer {
  const began = performance.now()
  const q = asked.get('q') ?? ''
  const as = asked.get('as') === 'typed' && ({ as: 'typed' } as const)
  const all = index.find({ q, lang, limit: MOST, ...as })
  const wanted = all.results.filter((result) => passes(result, asked))
  const from = Number(asked.get('cursor') ?? 0)
  const until = from + A_SCREEN
  return {
    total: wanted.length,
    more: all.results.length >= MOST,
    tookMs: performance.now() - began,
    results: wanted.slice(from, until).map(answerOf),
    facets: facetsOf(all.results, asked),
    corrected: all.corrected,
    suggestion: all.suggestion,
    near: [],
    neighbours: [],
    next: until < wanted.length ? String(until) : null,
  }
}

/** What is proposed while one writes: pages by their titles, then passages of others. */
export function suggestKept(index: Index, q: string, lang: string): SuggestAnswer {
  const { results } = index.find({ q, lang, limit: 2 * PROPOSED })
  const typed = formsOf(q)
  const isCalled = ({ page }: Found) =>
    formsOf(page.title).some((word) => typed.some((start) => start !== '' && word.startsWith(start)))
  return {
    pages: results
      .filter(isCalled)
      .slice(0, PROPOSED)
      .map(({ page }) => nameOf(page)),
    passages: results
      .filter((result) => !isCalled(result) && result.passage)
      .slice(0, PROPOSED)
      .map(({ page, snippet, passage }) => ({ page: nameOf(page), snippet, text: passage?.text ?? '' })),
  }
}

/** A page as lists and links name it. */
export function nameOf({
  id,
  type,
  slug,
  title,
  lang,
}: Pick<PackedPage, 'id' | 'type' | 'slug' | 'title' | 'lang'>): PageName {
  return { id, type, slug, title, lang } as PageName
}

function answerOf({ page, snippet, passage, score }: Found): SearchAnswer['results'][number] {
  return { page: nameOf(page), standing: page.standing, shows: page.shows, snippet, passage, score }
}

function passes({ page }: Found, asked: URLSearchParams, but?: string): boolean {
  return Object.entries(FILTERS).every(
    ([name, holds]) => name === but || !asked.has(name) || holds(page, asked.getAll(name)),
  )
}

/** Each counted before its own filter and after the others. */
function facetsOf(results: readonly Found[], asked: URLSearchParams): SearchFacets {
  const count = (name: string, valuesOf: (page: PackedPage) => readonly string[]) => {
    const counts: Record<string, number> = {}
    for (const result of results)
      if (passes(result, asked, name))
        for (const value of valuesOf(result.page)) counts[value] = (counts[value] ?? 0) + 1
    return counts
  }
  return {
    type: count('type', ({ type }) => [type]),
    principle: count('principle', ({ fields }) => principlesOf(fields)),
    standing: count('standing', ({ standing }) => [standing]),
    territory: [],
    stepFree: count('stepFree', ({ fields }) => (isStepFree(fields) ? ['yes'] : [])).yes ?? 0,
    open: 0,
  }
}

function principlesOf({ principles, principle }: PackedPage['fields']): readonly string[] {
  return [Array.isArray(principles) ? principles : [], principle ?? []].flat().map(String)
}

function isStepFree({ wheelchair, step_free: stepFree }: PackedPage['fields']): boolean {
  return wheelchair === 'yes' || stepFree === 'yes'
}
