import { Type, type Static, type TSchema } from 'typebox'
import { BodyNode, Fields } from '../document/body-node.ts'
import { PageId, TerritoryId } from '../ids.ts'
import { SnippetPart } from '../language/snippet.ts'
import { PRINCIPLE_KEYS } from '../page-types/define.ts'
import { PageTypeKey } from './page-type-key.ts'
import { CardAnswers, OpenAnswer, PageName, Shows, Standing } from './pages.ts'

export const MAX_QUERY_LENGTH = 256

/** Once or several times in an address: any of them will do. */
const anyOf = <T extends TSchema>(value: T) => Type.Optional(Type.Union([value, Type.Array(value, { maxItems: 12 })]))

const PrincipleKey = Type.Union(PRINCIPLE_KEYS.map((key) => Type.Literal(key)))

export const SearchQuery = Type.Object({
  q: Type.String({ maxLength: 10_000 }),
  type: anyOf(PageTypeKey),
  principle: anyOf(PrincipleKey),
  /** A territory of ours by its id, or a commune by its code: pages that lie in it, or in what lies in it. */
  territory: Type.Optional(Type.String({ maxLength: 40 })),
  standing: Type.Optional(Standing),
  /** Only what is said to be reached and used without a step. */
  stepFree: Type.Optional(Type.Boolean()),
  /** Only what is open now. */
  openAt: Type.Optional(Type.Literal('now')),
  /** `typed`: what was typed, letter for letter, where it had been corrected. */
  as: Type.Optional(Type.Literal('typed')),
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
  /** The first words of the passage that answers best, as they stand there, for a link to it. */
  passage: Type.Union([Type.Object({ text: Type.String() }), Type.Null()]),
  /** Of what has hours: whether it is open now. */
  open: Type.Optional(OpenAnswer),
  /** Where it is, or the place that it is at, in degrees. */
  position: CardAnswers.properties.position,
  /** Comparable within one answer only. */
  score: Type.Number(),
})
export type SearchResult = Static<typeof SearchResult>

/** How many answers each value has, before its own filter and after the others. */
const Counts = Type.Record(Type.String(), Type.Integer())

export const SearchFacets = Type.Object({
  type: Counts,
  principle: Counts,
  standing: Counts,
  /** Most answers first. The id is a territory's, or a commune's code. */
  territory: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), count: Type.Integer() })),
  stepFree: Type.Integer(),
  /** How many are open now. */
  open: Type.Integer(),
})
export type SearchFacets = Static<typeof SearchFacets>

export const SearchAnswer = Type.Object({
  total: Type.Integer(),
  /** Whether more pages answer than were looked at closely: the total and the facets count the best. */
  more: Type.Boolean(),
  tookMs: Type.Number(),
  results: Type.Array(SearchResult),
  facets: SearchFacets,
  /** What was read in place of what was typed, since that was surely meant; `as=typed` undoes it. */
  corrected: Type.Union([Type.Object({ typed: Type.String(), read: Type.String() }), Type.Null()]),
  /** The query as it may have been meant, where that is not sure. */
  suggestion: Type.Union([Type.String(), Type.Null()]),
  /** Where nothing was found: words known here, near those that were typed. */
  near: Type.Array(Type.String()),
  /** Where nothing was found: pages that answer a part of it, or of the same type. */
  neighbours: Type.Array(PageName),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type SearchAnswer = Static<typeof SearchAnswer>

export const SuggestQuery = Type.Object({ q: Type.String({ maxLength: 10_000 }), type: Type.Optional(PageTypeKey) })
/** What was typed so far leads to: pages by their titles first, then passages. */
export const SuggestAnswer = Type.Object({
  pages: Type.Array(PageName),
  passages: Type.Array(
    Type.Object({
      page: PageName,
      snippet: Type.Array(SnippetPart),
      /** The first words of the passage, for a link to it. */
      text: Type.String(),
    }),
  ),
})
export type SuggestAnswer = Static<typeof SuggestAnswer>

/** A page as a browser keeps it, to be found and read without a network. */
export const PackedPage = Type.Object({
  id: PageId,
  type: PageTypeKey,
  slug: Type.String(),
  /** All addresses that ever led to it. */
  addresses: Type.Array(Type.String()),
  title: Type.String(),
  lang: PageName.properties.lang,
  /** Where it lies; null for the whole network. */
  territory: Type.Union([TerritoryId, Type.Null()]),
  standing: Standing,
  /** Which version its fields and body are of. */
  shows: Shows,
  /** The number of that version; null where it is the live page. */
  version: Type.Union([Type.Integer(), Type.Null()]),
  updatedAt: Type.String({ format: 'date-time' }),
  fields: Fields,
  body: BodyNode,
})
export type PackedPage = Static<typeof PackedPage>

/** All that a browser keeps, or what changed since the version it names. */
export const OfflinePack = Type.Object({
  /** Hand it back as `since` the next time. */
  version: Type.String(),
  /** Whether this replaces all that was kept before. */
  whole: Type.Boolean(),
  pages: Type.Array(PackedPage),
  /** What is no longer to be kept; some may never have been. */
  removed: Type.Array(PageId),
  /** Hand it back as `after` for the rest of them, which come as they then are; null where nothing is left. */
  next: Type.Union([PageId, Type.Null()]),
  /** Words that say the same, each group once, folded. */
  synonyms: Type.Array(Type.Array(Type.String())),
})
export type OfflinePack = Static<typeof OfflinePack>

export const OfflinePackQuery = Type.Object({
  /** Where to go on with pages that came in part. */
  after: Type.Optional(PageId),
  since: Type.Optional(Type.String({ maxLength: 60 })),
  /** Ids between commas: pages of these territories, of what lies in them, and of the whole network. All public pages where it is left out. */
  territories: Type.Optional(Type.String({ maxLength: 800 })),
})
export type OfflinePackQuery = Static<typeof OfflinePackQuery>

/** What would be sent: bytes before compression, and pages. */
export const OfflinePackSize = Type.Object({ version: Type.String(), bytes: Type.Integer(), pages: Type.Integer() })
export type OfflinePackSize = Static<typeof OfflinePackSize>
