import { Type, type Static } from 'typebox'
import { FileHash, MemberId, PageId, Slug, TerritoryId } from '../ids.ts'
import { BodyNode, Fields } from '../document/body-node.ts'
import { Lang } from '../languages.ts'
import { Visibility } from '../permission/visibility.ts'
import { QUESTIONS, type Question } from '../answers/asked.ts'
import { HOLIDAYS, type Holiday } from '../hours/public-holidays.ts'
import type { State } from '../hours/rules.ts'
import type { Why } from '../hours/state-at.ts'
import { AreaCode } from './communes.ts'
import { PageTypeKey } from './page-type-key.ts'

/** What a page is now, in the three words people see: relu, à relire, à revérifier; and contesté. */
export const Standing = Type.Union([
  Type.Literal('validated'),
  Type.Literal('to-review'),
  Type.Literal('to-recheck'),
  Type.Literal('contested'),
])
export type Standing = Static<typeof Standing>

/** Readers see the validated version of a page, or the page as it is being written. */
export const Shows = Type.Union([Type.Literal('validated'), Type.Literal('live')])
export type Shows = Static<typeof Shows>

const stateOf = <Kept extends State>(...states: Kept[]) => Type.Unsafe<Kept>(Type.String({ enum: states }))
const DateTime = Type.String({ format: 'date-time' })

/** Whether a page is open at an instant, why, and when that changes. */
export const OpenAnswer = Type.Object({
  state: stateOf('open', 'closed', 'unknown'),
  /** A key for a sentence, see `Why` of the hours. */
  why: Type.Unsafe<Why>(Type.String()),
  /** What the page itself says of it. */
  comment: Type.Optional(Type.String()),
  holiday: Type.Optional(Type.Unsafe<Holiday>(Type.String({ enum: [...HOLIDAYS] }))),
  /** The next change; null where there is none within a year. */
  next: Type.Union([Type.Object({ at: DateTime, state: stateOf('open', 'closed', 'unknown') }), Type.Null()]),
})
export type OpenAnswer = Static<typeof OpenAnswer>

/** A time at which something is handed over, or people meet. */
export const SlotAnswer = Type.Object({
  from: DateTime,
  until: Type.Union([DateTime, Type.Null()]),
  state: stateOf('open', 'unknown'),
})
export type SlotAnswer = Static<typeof SlotAnswer>

const QuestionKey = Type.Unsafe<Question>(Type.String({ enum: [...QUESTIONS] }))

/** What a page answers to what a list asked, beside its card. */
export const CardAnswers = Type.Object({
  /** At the instant asked about, now unless said; of pages that have hours, or are at a place that has. */
  open: Type.Optional(OpenAnswer),
  /** As the crow flies, from where `near` says. */
  metres: Type.Optional(Type.Integer()),
  /** Of services and events: the one that is on, else the next one. */
  next: Type.Optional(SlotAnswer),
  /** Of what was wished for: what it has not, and what nobody said. */
  lacks: Type.Optional(Type.Array(Type.String())),
  unsaid: Type.Optional(Type.Array(Type.String())),
  /** The questions that it leaves open. */
  unknown: Type.Optional(Type.Array(QuestionKey)),
  /** The questions to which the answer is yes, with a limit. */
  limited: Type.Optional(Type.Array(QuestionKey)),
  /** The commune that it is in, by its INSEE code. */
  commune: Type.Optional(Type.Object({ code: Type.String(), name: Type.String() })),
  /** For a map. */
  position: Type.Optional(Type.Object({ lat: Type.Number(), lon: Type.Number() })),
})
export type CardAnswers = Static<typeof CardAnswers>

export const PageCard = Type.Object({
  id: PageId,
  type: PageTypeKey,
  slug: Slug,
  title: Type.String(),
  lang: Lang,
  standing: Standing,
  /** Which version its fields are of. */
  shows: Shows,
  /** The fields a card shows: `summary`, `principles` and those the type names in `card`. */
  fields: Fields,
  updatedAt: Type.String({ format: 'date-time' }),
  answers: Type.Optional(CardAnswers),
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
  /** Of a source: what a note says of it. */
  source: Type.Optional(
    Type.Object({
      authors: Type.Optional(Type.Array(Type.String())),
      publisher: Type.Optional(Type.String()),
      date: Type.Optional(Type.String()),
      url: Type.Optional(Type.String()),
      retrieved: Type.Optional(Type.String()),
    }),
  ),
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
  authors: Type.Array(
    Type.Object({
      id: MemberId,
      name: Type.String(),
      /** What an import wrote was written by others, whom its sources name. */
      imported: Type.Optional(Type.Boolean()),
    }),
  ),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  archivedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** Where it belongs; null for the whole network. */
  territory: Type.Union([TerritoryId, Type.Null()]),
  visibility: Visibility,
  /** The seq of the last update in what is shown. */
  seq: Type.Integer(),
  /** Which version this is; readers of a validated page may ask for either. */
  shows: Shows,
  /** The validated version shown, else the newest one; null where there is none. */
  validated: Type.Union([
    Type.Object({
      number: Type.Integer(),
      at: Type.String({ format: 'date-time' }),
      /** Those whose verdicts it holds, each once. */
      by: Type.Array(Type.Object({ id: MemberId, name: Type.String() })),
      /** Some of it is out of sight, and not shown. */
      lacks: Type.Optional(Type.Literal(true)),
    }),
    Type.Null(),
  ]),
  /** How many passages of the live page the validated version does not hold as they are. */
  newer: Type.Integer(),
})
export type Page = Static<typeof Page>

/** `moved`: it leads elsewhere for good; `gone`: nothing is there any more; `unknown`: no clear answer came. */
export const LINK_OUTCOMES = ['ok', 'moved', 'gone', 'unknown'] as const
export type LinkOutcome = (typeof LINK_OUTCOMES)[number]

/** What the last check found of one link. */
export const LinkFound = Type.Object({
  outcome: Type.Unsafe<LinkOutcome>(Type.String({ enum: [...LINK_OUTCOMES] })),
  movedTo: Type.Union([Type.String(), Type.Null()]),
  at: Type.String({ format: 'date-time' }),
})
export type LinkFound = Static<typeof LinkFound>

export const PageAnswer = Type.Object({
  page: Page,
  /**
   * Every page that fields, links and citations name and the caller may know of, by the id that they name; of one that was
   * merged, what it is called is that of the page where it leads.
   */
  named: Type.Array(PageName),
  /** Of a source: what the last check found of its address, where that is no longer right. */
  link: Type.Optional(LinkFound),
  /** Of an archived page that was found to be the same as another: that other, where readers are led. */
  mergedInto: Type.Optional(PageName),
  /** Names of the territories that its fields give by their code. */
  areas: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** How many threads are open on it. */
  talks: Type.Integer(),
  /** How many changes are proposed and not in the page yet: all of them to those who review it, their own to other members. */
  proposed: Type.Optional(Type.Integer()),
  /** What the caller may do here, so that buttons tell the truth. */
  may: Type.Object({
    write: Type.Boolean(),
    archive: Type.Boolean(),
    place: Type.Boolean(),
    review: Type.Boolean(),
  }),
})
export type PageAnswer = Static<typeof PageAnswer>

/** Which version of a page is asked for: that for readers unless said; a number for one of the past. */
export const VersionAsked = Type.Union([
  Type.Literal('validated'),
  Type.Literal('live'),
  Type.String({ pattern: '^[1-9][0-9]{0,8}$' }),
])
export type VersionAsked = Static<typeof VersionAsked>

export const PageList = Type.Object({
  pages: Type.Array(PageCard),
  /** How many pages match, whatever the limit. */
  total: Type.Integer(),
  /** Pages that may match: something that was asked is not known of them. At most fifty, on the first page of the list. */
  unknown: Type.Optional(Type.Object({ pages: Type.Array(PageCard), total: Type.Integer() })),
  /** For one type: how many of its pages hold each value of each facet, without the other filters. */
  facets: Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer())),
  /** Hand it back as `cursor` for the next ones; null at the end. */
  next: Type.Union([Type.String(), Type.Null()]),
})
export type PageList = Static<typeof PageList>

const Words = Type.String({ minLength: 2, maxLength: 80 })

/** Degrees of latitude and longitude, `44.84,-0.58`. */
export const PositionText = Type.String({
  pattern: '^-?\\d{1,2}(?:\\.\\d+)?,-?\\d{1,3}(?:\\.\\d+)?$',
  maxLength: 60,
})

/** What pages are asked; each is a filter, and what nobody knows is listed apart. */
export const Asking = Type.Object({
  /** `now`, an instant with its offset, or `2026-12-03T20:00` on the wall of each place. */
  openAt: Type.Optional(
    Type.String({
      pattern: '^(?:now|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})?)$',
    }),
  ),
  near: Type.Optional(PositionText),
  /** Metres around `near`; without it, `near` sorts and narrows nothing. */
  radius: Type.Optional(Type.Integer({ minimum: 50, maximum: 500_000 })),
  stepFree: Type.Optional(Type.Boolean()),
  /** Practices that take no more people than so many. */
  people: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  /** Practices of no more than so many minutes. */
  within: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  free: Type.Optional(Type.Boolean()),
  /** Spaces in which so many people can sit. */
  seats: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** What a space should be like, between commas (`quiet,daylight`): told of each candidate, excluding none. */
  wish: Type.Optional(Type.String({ maxLength: 200 })),
  /** What should stand in it, between commas. */
  equipment: Type.Optional(Type.String({ maxLength: 200 })),
  /** Services that hand over this. */
  product: Type.Optional(Words),
  /** Experiments that began from this. */
  existing: Type.Optional(Words),
})
export type Asking = Static<typeof Asking>

/**
 * `distance` needs `near`; `next` is by what is handed over, or met for, first. Any other word is a field of the type;
 * a minus before it, or before `title`, turns the order round. What nobody said comes last either way.
 */
const Sort = Type.String({ pattern: '^-?[a-z_]{2,40}$' })
export type Sort = Static<typeof Sort>

export const PageListQuery = Type.Object({
  type: Type.Optional(PageTypeKey),
  principle: Type.Optional(Type.String({ maxLength: 40 })),
  lead: Type.Optional(Type.String({ maxLength: 96 })),
  lang: Type.Optional(Lang),
  /** A territory of the wiki, or one of the official code with all that lies in it. */
  territory: Type.Optional(Type.Union([TerritoryId, AreaCode])),
  standing: Type.Optional(Standing),
  ...Asking.properties,
  sort: Type.Optional(Sort),
  /** `all` puts every field on the cards. */
  fields: Type.Optional(Type.Literal('all')),
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
    territory: Type.Optional(TerritoryId),
    visibility: Type.Optional(Visibility),
  },
  { additionalProperties: false },
)
export type NewPage = Static<typeof NewPage>

/** Where a page belongs, and who may know of it. */
export const PagePlace = Type.Object(
  { territory: Type.Union([TerritoryId, Type.Null()]), visibility: Visibility },
  { additionalProperties: false },
)
export type PagePlace = Static<typeof PagePlace>

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
