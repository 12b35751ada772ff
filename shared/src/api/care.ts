import { Type, type Static } from 'typebox'
import { MemberId, TerritoryId } from '../ids.ts'
import { PageName } from './pages.ts'

/** Everything that is entered in the ledger. */
export const ACT_KINDS = [
  'member.quarantined',
  'member.released',
  'member.signed-out',
  'member.merged',
  'member.left',
  'role.given',
  'page.archived',
  'page.unarchived',
  'page.merged',
  'page.locked',
  'page.unlocked',
  'page.placed',
  'contribution.undone',
  'contribution.hidden',
  'contribution.shown',
  'version.made',
  'version.renewed',
  'report.answered',
  'objection.raised',
  'objection.settled',
  'message.hidden',
  'message.shown',
] as const
export type ActKind = (typeof ACT_KINDS)[number]

/** Why something is done, in a sentence that everyone may read. */
export const Reason = Type.String({ minLength: 3, maxLength: 500, pattern: '\\S' })

/** One act of care, as everyone who may know of its page reads it. */
export const LedgerEntry = Type.Object({
  seq: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  kind: Type.Unsafe<ActKind>(Type.String({ enum: [...ACT_KINDS] })),
  by: Type.String(),
  /** The name of whom it concerns. */
  member: Type.Union([Type.String(), Type.Null()]),
  page: Type.Union([PageName, Type.Null()]),
  territory: Type.Union([TerritoryId, Type.Null()]),
  /** Null where it was erased. */
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type LedgerEntry = Static<typeof LedgerEntry>

/** Newest first. */
export const LedgerList = Type.Object({
  entries: Type.Array(LedgerEntry),
  /** Hand it back as `before` for older ones; null at the end. */
  next: Type.Union([Type.Integer(), Type.Null()]),
})
export type LedgerList = Static<typeof LedgerList>

export const WithReason = Type.Object({ reason: Reason }, { additionalProperties: false })
export type WithReason = Static<typeof WithReason>

/** Those whom a steward put in quarantine, by name. */
export const Quarantine = Type.Object({ members: Type.Array(Type.Object({ id: MemberId, name: Type.String() })) })
export type Quarantine = Static<typeof Quarantine>

/** How long a page stays closed to writing; an hour unless said otherwise, a day at most. */
export const Lock = Type.Object(
  { reason: Reason, minutes: Type.Optional(Type.Integer({ minimum: 5, maximum: 24 * 60 })) },
  { additionalProperties: false },
)
export type Lock = Static<typeof Lock>

export const ReportKind = Type.Union([
  Type.Literal('gone'),
  Type.Literal('wrong'),
  Type.Literal('charter'),
  Type.Literal('duplicate'),
])
export type ReportKind = Static<typeof ReportKind>

/** What a reader says is amiss; anyone may, without an account. */
export const NewReport = Type.Object(
  { kind: ReportKind, words: Type.Optional(Type.String({ maxLength: 1000 })) },
  { additionalProperties: false },
)
export type NewReport = Static<typeof NewReport>

export const Report = Type.Object({
  id: Type.String(),
  kind: ReportKind,
  words: Type.String(),
  page: PageName,
  /** Null for a visitor. */
  by: Type.Union([Type.String(), Type.Null()]),
  at: Type.String({ format: 'date-time' }),
})
export type Report = Static<typeof Report>

/** Open reports, oldest first. */
export const ReportList = Type.Object({ reports: Type.Array(Report) })
export type ReportList = Static<typeof ReportList>

/** What undoing several contributions did. */
export const UndoneAnswer = Type.Object({ undone: Type.Integer(), pages: Type.Integer() })
export type UndoneAnswer = Static<typeof UndoneAnswer>
