import { Type, type Static } from 'typebox'
import { MemberId } from '../ids.ts'
import { BodyNode } from '../document/body-node.ts'
import { HUNK_KINDS, type HunkKind } from '../review/hunk.ts'
import {
  HUNK_STATES,
  NOT_JUDGING,
  VERDICTS,
  type HunkState,
  type NotJudging,
  type VerdictKind,
} from '../review/judging.ts'
import type { WordSegment } from '../review/words.ts'
import { PageName, Standing } from './pages.ts'

const At = Type.String({ format: 'date-time' })
const Person = Type.Object({ id: MemberId, name: Type.String() })

const VerdictKindSchema = Type.Unsafe<VerdictKind>(Type.String({ enum: [...VERDICTS] }))

/** A peer's answer on one hunk. */
export const Verdict = Type.Object({
  by: Person,
  verdict: VerdictKindSchema,
  /** A word with it; always there where a hunk is returned. */
  reason: Type.Union([Type.String(), Type.Null()]),
  at: At,
})
export type Verdict = Static<typeof Verdict>

/** A passage on one side of a hunk. */
export const HunkPassage = Type.Object({
  hash: Type.String(),
  kind: Type.String(),
  text: Type.String(),
  /** The block, for a passage of the body. */
  node: Type.Optional(BodyNode),
  /** The list or table it stands in, without its content. */
  within: Type.Union([BodyNode, Type.Null()]),
  /** The value, for a field. */
  value: Type.Optional(Type.Unknown()),
})
export type HunkPassage = Static<typeof HunkPassage>

/** That a change is proposed and not in the page yet. */
export const Proposal = Type.Object({
  id: Type.String(),
  /** One of the changes that a member wrote apart: all of them can be taken, or withdrawn, at once. */
  apart: Type.Boolean(),
  /** Hash of the passage of the page that it is drawn at: the one it changes, or would follow. Null at the top. */
  beside: Type.Union([Type.String(), Type.Null()]),
  /** As they call themselves; null for a visitor who gave no name. */
  name: Type.Union([Type.String(), Type.Null()]),
  visitor: Type.Boolean(),
  why: Type.Union([Type.String(), Type.Null()]),
  /** Its passage is gone, or others changed the same words: it can only be returned. */
  stale: Type.Boolean(),
})
export type Proposal = Static<typeof Proposal>

/** One change that waits for peers, as they see it. */
export const ReviewHunk = Type.Object({
  key: Type.String(),
  kind: Type.Unsafe<HunkKind>(Type.String({ enum: [...HUNK_KINDS] })),
  /** No new words: grouped with others for one tap. */
  wordless: Type.Boolean(),
  field: Type.Optional(Type.String()),
  /** The heading it stands under; null above all of them and for fields. */
  section: Type.Union([Type.String(), Type.Null()]),
  before: Type.Array(HunkPassage),
  after: Type.Array(HunkPassage),
  words: Type.Array(Type.Unsafe<WordSegment>(Type.Object({ kind: Type.String(), text: Type.String() }))),
  /** Those who had a hand in it, in order of arrival. */
  authors: Type.Array(Person),
  /** When it was last written in. */
  at: At,
  /** What its authors said of their contributions. */
  messages: Type.Array(Type.String()),
  sources: Type.Array(Type.Object({ page: PageName, locator: Type.Optional(Type.String()) })),
  verdicts: Type.Array(Verdict),
  /** How many peers must accept it, and how many more it takes. */
  required: Type.Integer(),
  missing: Type.Integer(),
  state: Type.Unsafe<HunkState>(Type.String({ enum: [...HUNK_STATES] })),
  /** Whether the caller may give a verdict; else `notJudging` says why not. */
  mayJudge: Type.Boolean(),
  notJudging: Type.Union([Type.Unsafe<NotJudging>(Type.String({ enum: [...NOT_JUDGING] })), Type.Null()]),
  /** A figure stands in it and no source does. */
  figureWithoutSource: Type.Boolean(),
  proposal: Type.Optional(Proposal),
})
export type ReviewHunk = Static<typeof ReviewHunk>

/** A page that waits for peers. */
export const WaitingPage = Type.Object({
  page: PageName,
  /** How many passages wait. */
  passages: Type.Integer(),
  /** Few words in few passages: for a quick pass. */
  short: Type.Boolean(),
  /** When what waits longest was proposed. */
  since: At,
  /** Some of what waits only needs to be looked at again. */
  recheck: Type.Boolean(),
})
export type WaitingPage = Static<typeof WaitingPage>

/** The validated version, or an earlier one by its number. */
export const ChangesSince = Type.Union([Type.Literal('validated'), Type.Integer({ minimum: 1 })])
export type ChangesSince = Static<typeof ChangesSince>
export const ChangesQuery = Type.Object({ since: Type.Optional(ChangesSince) })

/** What changed on a page since a version. */
export const PageChanges = Type.Object({
  page: PageName,
  /** The version that it is told since; null where there is none yet. */
  version: Type.Union([Type.Integer(), Type.Null()]),
  /** All hunks in reading order, those being written too. */
  hunks: Type.Array(ReviewHunk),
  /** How many passages did not change. */
  unchanged: Type.Integer(),
  may: Type.Object({
    review: Type.Boolean(),
    /** Something is accepted that no version holds, and nothing stands in the way of making one. */
    publish: Type.Boolean(),
  }),
  /** What to read next, of what waits in the caller's territories. */
  next: Type.Union([WaitingPage, Type.Null()]),
})
export type PageChanges = Static<typeof PageChanges>

/** The queue: what waits in the caller's territories, oldest first. */
export const ReviewQueue = Type.Object({
  waiting: Type.Array(WaitingPage),
  /** Days that passages waited for their verdict lately, the median over all; null where none did. */
  medianWait: Type.Union([Type.Number(), Type.Null()]),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type ReviewQueue = Static<typeof ReviewQueue>

export const ReviewQueueQuery = Type.Object({
  territory: Type.Optional(Type.String({ maxLength: 40 })),
  type: Type.Optional(Type.String({ maxLength: 40 })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
})
export type ReviewQueueQuery = Static<typeof ReviewQueueQuery>

/** A verdict on one hunk, or on several wordless ones at once. */
export const NewVerdict = Type.Object(
  {
    hunks: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { minItems: 1, maxItems: 200, uniqueItems: true }),
    verdict: VerdictKindSchema,
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' })),
  },
  { additionalProperties: false },
)
export type NewVerdict = Static<typeof NewVerdict>

/** Whether one belongs to the actor that a page is about: what stands on it is then for others to judge. */
export const Tie = Type.Object({ tied: Type.Boolean() }, { additionalProperties: false })
export type Tie = Static<typeof Tie>

/** What a verdict led to: the number of the version that it completed, where it did. */
export const VerdictAnswer = Type.Object({
  standing: Standing,
  version: Type.Union([Type.Integer(), Type.Null()]),
})
export type VerdictAnswer = Static<typeof VerdictAnswer>

/** A validated version, as it is listed. */
export const VersionName = Type.Object({
  number: Type.Integer(),
  at: At,
  /** Those whose verdicts it holds that the one before did not. */
  by: Type.Array(Person),
  /** SHA-256 of its content, in hexadecimal, as the ledger holds it. */
  hash: Type.String(),
})
export type VersionName = Static<typeof VersionName>

/** Newest first. */
export const VersionList = Type.Object({ versions: Type.Array(VersionName) })
export type VersionList = Static<typeof VersionList>
