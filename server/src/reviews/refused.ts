import type { RefusalCode } from '@terreau/shared/refusals.ts'
import type { NotJudging } from '@terreau/shared/review/judging.ts'

/** How it is said that somebody may not give a verdict. */
export const REFUSED: Readonly<Record<NotJudging, RefusalCode>> = {
  right: 'member.not-allowed',
  'own-hand': 'review.own-hand',
  conflict: 'review.conflict',
  writing: 'review.writing',
  licence: 'review.licence',
}
