import { Type, type Static } from 'typebox'
import { ContributionId, MemberId, PageId } from '../ids.ts'
import { Passage, PageName } from './pages.ts'
import type { PassageChange } from '../review/page-changes.ts'

/** Some characters of a passage in a row, and where they come from. */
export const ProvenanceRun = Type.Object({
  /** The first character of the passage's text, and the one after the last, in UTF-16 units. */
  from: Type.Integer(),
  to: Type.Integer(),
  /** Who wrote the words. */
  origin: MemberId,
  /** Who put them where they stand. */
  placedBy: MemberId,
  /** The contribution in which they were written, and when that was last written in. */
  contribution: ContributionId,
  at: Type.String({ format: 'date-time' }),
  /** The page on which they were written, where that is another one that the caller may know of. */
  page: Type.Optional(PageName),
})
export type ProvenanceRun = Static<typeof ProvenanceRun>

/** A passage, who each of its characters is by, and what it rests on. */
export const PassageProvenance = Type.Object({
  ...Passage.properties,
  runs: Type.Array(ProvenanceRun),
  sources: Type.Array(Type.Object({ page: PageId, locator: Type.Optional(Type.String()) })),
  /** Those who validated it as it is, and when; empty where nobody did. */
  verdicts: Type.Array(Type.Object({ by: MemberId, name: Type.String(), at: Type.String({ format: 'date-time' }) })),
})
export type PassageProvenance = Static<typeof PassageProvenance>

/** Words about to be put into a page from another one, a text for each block or part of one. */
export const Borrowing = Type.Object(
  {
    from: PageId,
    texts: Type.Array(Type.String({ minLength: 1, maxLength: 20_000 }), { minItems: 1, maxItems: 200 }),
  },
  { additionalProperties: false },
)
export type Borrowing = Static<typeof Borrowing>

export const Provenance = Type.Object({
  passages: Type.Array(PassageProvenance),
  /** The names of all who are named in the runs, by their ids. */
  people: Type.Record(Type.String(), Type.String()),
  /** The seq of the last update in what is told. */
  seq: Type.Integer(),
})
export type Provenance = Static<typeof Provenance>

/** One author's uninterrupted run of edits on a page. */
export const Contribution = Type.Object({
  id: ContributionId,
  author: Type.Object({ id: MemberId, name: Type.String() }),
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  undone: Type.Boolean(),
  /** Its words and its sentence are shown to stewards alone. */
  hidden: Type.Boolean(),
  /** What its author says of it. */
  message: Type.Union([Type.String(), Type.Null()]),
  /** What it rests on, as far as the reader may know of it. */
  sources: Type.Array(PageName),
  /** The contribution whose end it put the page back to. */
  restores: Type.Union([ContributionId, Type.Null()]),
})
export type Contribution = Static<typeof Contribution>

/** Newest first. */
export const ContributionList = Type.Object({
  contributions: Type.Array(Contribution),
  /** Hand it back as `before` for older ones; null at the end. */
  next: Type.Union([Type.Integer(), Type.Null()]),
  may: Type.Object({ restore: Type.Boolean(), hide: Type.Boolean() }),
})
export type ContributionList = Static<typeof ContributionList>

/** What an author says of what they wrote, in a sentence, and the pages of sources it rests on. */
export const ContributionWords = Type.Object(
  {
    message: Type.Optional(Type.String({ maxLength: 300 })),
    sources: Type.Optional(Type.Array(PageId, { maxItems: 20, uniqueItems: true })),
  },
  { additionalProperties: false },
)
export type ContributionWords = Static<typeof ContributionWords>

/** A validated version, by its number. */
const VersionPoint = Type.Unsafe<`v${number}`>(Type.String({ pattern: '^v[1-9][0-9]{0,8}$' }))

/** The end of a contribution, a validated version, the page before all of them, or as it is. */
export const PointInTime = Type.Union([ContributionId, VersionPoint, Type.Literal('start'), Type.Literal('now')])
export type PointInTime = Static<typeof PointInTime>

/** Without `to`, the newest contribution; without `from`, the page before `to` began, or the version before it. */
export const DiffAsked = Type.Object({ from: Type.Optional(PointInTime), to: Type.Optional(PointInTime) })
export type DiffAsked = Static<typeof DiffAsked>

/** What changed on a page between two points in time. */
export const PageDiff = Type.Object({
  /** Null where it was not asked: the page before `to` began, or the version before it. */
  from: Type.Union([PointInTime, Type.Null()]),
  to: PointInTime,
  changes: Type.Array(
    Type.Unsafe<PassageChange>(
      Type.Object({
        kind: Type.String(),
        passage: Type.String(),
        field: Type.Optional(Type.String()),
        form: Type.Boolean(),
        words: Type.Array(Type.Object({ kind: Type.String(), text: Type.String() })),
      }),
    ),
  ),
  /** Who else wrote on the page while `to` was written, where that is what is told: their changes stand here too. */
  alongside: Type.Array(Type.String()),
})
export type PageDiff = Static<typeof PageDiff>

/** The contribution at whose end the page was as it shall be again. */
export const Restoration = Type.Object({ to: ContributionId }, { additionalProperties: false })
export type Restoration = Static<typeof Restoration>
