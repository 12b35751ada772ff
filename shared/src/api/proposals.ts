import { Type, type Static } from 'typebox'
import { ClientId } from '../ids.ts'
import type { WordSegment } from '../review/words.ts'
import { PageName } from './pages.ts'

const who = {
  name: Type.Optional(Type.String({ maxLength: 60 })),
  why: Type.Optional(Type.String({ maxLength: 500 })),
}

/** Another value for a fact, proposed by whoever reads it; null for nothing said. */
export const NewFact = Type.Object(
  {
    field: Type.String({ maxLength: 60 }),
    /** As it was read. */
    was: Type.Unknown(),
    is: Type.Unknown(),
    ...who,
  },
  { additionalProperties: false },
)
export type NewFact = Static<typeof NewFact>

/** Other words for a passage, proposed by whoever reads it. */
export const NewCorrection = Type.Object(
  {
    /** The hash of the passage as it was read. */
    passage: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    words: Type.String({ minLength: 1, maxLength: 5000, pattern: '\\S' }),
    ...who,
  },
  { additionalProperties: false },
)
export type NewCorrection = Static<typeof NewCorrection>

const At = Type.String({ format: 'date-time' })

/** What was proposed on a page, and what became of it. */
export const ProposedCorrection = Type.Object({
  id: Type.String(),
  /** Null for a visitor who gave no name. */
  name: Type.Union([Type.String(), Type.Null()]),
  visitor: Type.Boolean(),
  at: At,
  field: Type.Optional(Type.String()),
  /** Of a fact: its values. */
  was: Type.Optional(Type.Unknown()),
  is: Type.Optional(Type.Unknown()),
  words: Type.Array(Type.Unsafe<WordSegment>(Type.Object({ kind: Type.String(), text: Type.String() }))),
  why: Type.Union([Type.String(), Type.Null()]),
  outcome: Type.Union([Type.Literal('accepted'), Type.Literal('returned'), Type.Null()]),
  answeredBy: Type.Union([Type.String(), Type.Null()]),
  answeredAt: Type.Union([At, Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type ProposedCorrection = Static<typeof ProposedCorrection>

/** What one proposed, on a page that one may read, and what became of it; `writing` was not sent yet. */
export const OwnProposal = Type.Object({
  page: PageName,
  id: Type.String(),
  state: Type.Union([
    Type.Literal('writing'),
    Type.Literal('waiting'),
    Type.Literal('accepted'),
    Type.Literal('returned'),
  ]),
  at: At,
  /** Written with the usual editor, apart from the page. */
  apart: Type.Boolean(),
  answeredBy: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type OwnProposal = Static<typeof OwnProposal>

/** Newest first. */
export const OwnProposals = Type.Object({ proposed: Type.Array(OwnProposal) })
export type OwnProposals = Static<typeof OwnProposals>

/** Newest first. */
export const CorrectionList = Type.Object({ corrections: Type.Array(ProposedCorrection) })
export type CorrectionList = Static<typeof CorrectionList>

/** Changes that a member writes apart, and the Yjs client id they may write them under. */
export const NewFork = Type.Object({ id: Type.String(), clientId: ClientId })
export type NewFork = Static<typeof NewFork>

/** What its author says of them on sending them, in a sentence. */
export const ForkWords = Type.Object(
  { message: Type.Optional(Type.String({ maxLength: 300 })) },
  { additionalProperties: false },
)
export type ForkWords = Static<typeof ForkWords>
