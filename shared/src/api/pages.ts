import { Type, type Static } from 'typebox'
import { FileHash, MemberId, PageId, Slug } from '../ids.ts'
import { BodyNode, Fields } from '../document/body-node.ts'
import { Lang } from '../languages.ts'
import { PageTypeKey } from './page-type-key.ts'

/** What a page is now, in the three words people see: relu, à relire, à revérifier; and contesté. */
export const Standing = Type.Union([
  Type.Literal('validated'),
  Type.Literal('to-review'),
  Type.Literal('to-recheck'),
  Type.Literal('contested'),
])
export type Standing = Static<typeof Standing>

export const PageCard = Type.Object({
  id: PageId,
  type: PageTypeKey,
  slug: Slug,
  title: Type.String(),
  lang: Lang,
  standing: Standing,
  /** The fields a card shows: `summary`, `principles` and those the type names in `card`. */
  fields: Fields,
  updatedAt: Type.String({ format: 'date-time' }),
})
export type PageCard = Static<typeof PageCard>

/** A page named by another one: enough to write its link. */
export const PageName = Type.Object({
  id: PageId,
  lang: Lang,
  type: PageTypeKey,
  slug: Slug,
  title: Type.String(),
  /** Of a source: the licence it is under. */
  licence: Type.Optional(Type.String()),
})
export type PageName = Static<typeof PageName>

export const Passage = Type.Object({
  /** SHA-256 over its canonical JSON, in hexadecimal. */
  hash: Type.String(),
  /** Name of its node, or `field`. */
  kind: Type.String(),
  /** Key of its field, for passages of kind `field`. */
  field: Type.Optional(Type.String()),
  text: Type.String(),
  /** Where it stands: indexes from the top of the body, or the place of a statement in its field. */
  path: Type.Array(Type.Integer()),
  standing: Standing,
})
export type Passage = Static<typeof Passage>

export const Page = Type.Object({
  id: PageId,
  type: PageTypeKey,
  slug: Slug,
  title: Type.String(),
  lang: Lang,
  fields: Fields,
  standing: Standing,
  body: BodyNode,
  passages: Type.Array(Passage),
  /** In order of arrival; no shares and no counts. */
  authors: Type.Array(Type.Object({ id: MemberId, name: Type.String() })),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  archivedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** The seq of the last update in what is shown. */
  seq: Type.Integer(),
})
export type Page = Static<typeof Page>

export const PageAnswer = Type.Object({
  page: Page,
  /** Every page that fields, links and citations name and the caller may know of. */
  named: Type.Array(PageName),
  /** What the caller may do here, so that buttons tell the truth. */
  may: Type.Object({ write: Type.Boolean(), archive: Type.Boolean() }),
})
export type PageAnswer = Static<typeof PageAnswer>

export const PageList = Type.Object({
  pages: Type.Array(PageCard),
  /** How many pages match, whatever the limit. */
  total: Type.Integer(),
  /** For one type: how many of its pages hold each value of each facet, without the other filters. */
  facets: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer())),
  /** Hand it back as `cursor` for the next ones; null at the end. */
  next: Type.Union([Type.String(), Type.Null()]),
})
export type PageList = Static<typeof PageList>

export const PageListQuery = Type.Object({
  type: Type.Optional(PageTypeKey),
  principle: Type.Optional(Type.String({ maxLength: 40 })),
  lead: Type.Optional(Type.String({ maxLength: 96 })),
  lang: Type.Optional(Lang),
  q: Type.Optional(Type.String({ maxLength: 256 })),
  sort: Type.Optional(Type.Union([Type.Literal('title'), Type.Literal('updated')])),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type PageListQuery = Static<typeof PageListQuery>

/** A title is all that a new page needs. */
export const NewPage = Type.Object(
  {
    type: PageTypeKey,
    title: Type.String({ minLength: 3, maxLength: 120, pattern: '\\S' }),
    lang: Type.Optional(Lang),
  },
  { additionalProperties: false },
)
export type NewPage = Static<typeof NewPage>

/** Field values to set; null removes one. Each is parsed by its own schema. */
export const FieldChanges = Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())
export type FieldChanges = Static<typeof FieldChanges>

/** Pages being written right now: names of those who are in them, in order of arrival. */
export const LivePages = Type.Object({
  pages: Type.Array(
    Type.Object({ page: PageName, people: Type.Array(Type.Object({ name: Type.String(), colour: Type.String() })) }),
  ),
})
export type LivePages = Static<typeof LivePages>

export const StoredImage = Type.Object({ file: FileHash, width: Type.Integer(), height: Type.Integer() })
export type StoredImage = Static<typeof StoredImage>
