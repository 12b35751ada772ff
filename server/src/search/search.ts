import type { SearchAnswer, SearchQuery, SuggestAnswer } from '@terreau/shared/api/search.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { Projection } from '../projections/projection.ts'
import type { Store } from '../storage/store.ts'

/** Finds pages by what people type. */
export interface Search {
  readonly projection: Projection
  find(query: SearchQuery): Promise<SearchAnswer>
  /** Pages whose title begins like, or holds, what was typed so far. */
  suggest(q: string, type?: PageTypeKey): Promise<SuggestAnswer>
}

export async function openSearch(_store: Store): Promise<Search> {
  return {
    projection: { name: 'search', project: async () => {} },
    find: async () => ({ total: 0, tookMs: 0, results: [], facets: { type: {} }, suggestion: null, next: null }),
    suggest: async () => ({ pages: [] }),
  }
}
