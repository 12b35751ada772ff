import { Type, type Static } from 'typebox'
import { SnippetPart } from '../language/snippet.ts'
import { PageTypeKey } from './page-type-key.ts'
import { PageName, Shows, Standing } from './pages.ts'

export const MAX_QUERY_LENGTH = 256

export const SearchQuery = Type.Object({
  q: Type.String({ maxLength: 10_000 }),
  type: Type.Optional(Type.Union([PageTypeKey, Type.Array(PageTypeKey, { maxItems: 12 })])),
  principle: Type.Optional(Type.String({ maxLength: 40 })),
  standing: Type.Optional(Standing),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
})
export type SearchQuery = Static<typeof SearchQuery>

export const SearchResult = Type.Object({
  page: PageName,
  standing: Standing,
  /** Which version was searched. */
  shows: Shows,
  snippet: Type.Array(SnippetPart),
  /** Comparable within one answer only. */
  score: Type.Number(),
})
export type SearchResult = Static<typeof SearchResult>

export const SearchAnswer = Type.Object({
  total: Type.Integer(),
  tookMs: Type.Number(),
  results: Type.Array(SearchResult),
  /** How many matches each type has, before the type filter. */
  facets: Type.Object({ type: Type.Record(Type.String(), Type.Integer()) }),
  /** The query as it may have been meant, where a word is unknown here. */
  suggestion: Type.Union([Type.String(), Type.Null()]),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type SearchAnswer = Static<typeof SearchAnswer>

export const SuggestQuery = Type.Object({ q: Type.String({ maxLength: 10_000 }), type: Type.Optional(PageTypeKey) })
export const SuggestAnswer = Type.Object({ pages: Type.Array(PageName) })
export type SuggestAnswer = Static<typeof SuggestAnswer>
