import { Type, type Static } from 'typebox'
import { REFUSALS, type RefusalCode } from '../refusals.ts'
import { PageName } from './pages.ts'

/** Words that could not enter a page, kept for their author alone. */
export const RecoveredDraft = Type.Object({
  id: Type.String(),
  /** The page they were written for. */
  page: PageName,
  /** Why they are not in it. */
  why: Type.Unsafe<RefusalCode>(Type.String({ enum: Object.keys(REFUSALS) })),
  /** Plain text, a line for each text or value. */
  words: Type.String(),
  at: Type.String({ format: 'date-time' }),
})
export type RecoveredDraft = Static<typeof RecoveredDraft>

/** Newest first. */
export const RecoveredDrafts = Type.Object({ drafts: Type.Array(RecoveredDraft) })
export type RecoveredDrafts = Static<typeof RecoveredDrafts>
