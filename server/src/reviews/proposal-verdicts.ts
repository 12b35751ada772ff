import type { NewVerdict, ReviewHunk } from '@terreau/shared/api/reviews.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { identityOf } from '@terreau/shared/document/align-side.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Unit } from '@terreau/shared/review/hunk.ts'
import { whyNotJudging, type Judge } from '@terreau/shared/review/judging.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PageRow } from '../pages/page-store.ts'
import type { Instant } from '../storage/tables.ts'
import type { FrozenPage } from './frozen-pages.ts'
import type { Proposals, Proposed } from './proposed.ts'
import { licenceIsOpen, type ReviewedHunk } from './reviewed-page.ts'
import type { ReviewStore } from './review-store.ts'
import type { Reviewed, ReviewedPages } from './reviewed-pages.ts'
import { hunkTold } from './told.ts'
import { REFUSED } from './refused.ts'

interface Parts {
  readonly proposals: Proposals
  readonly reviewed: ReviewedPages
  readonly store: ReviewStore
  readonly ledger: Ledger
  readonly now: () => Instant
}

interface Asked {
  readonly page: PageRow
  readonly judge: Judge
  readonly by: Member
}

/** Proposals as hunks, for those who may answer them and for whoever made them. */
export function proposalsTold(
  proposed: readonly Proposed[],
  judge: Judge,
  frozen: FrozenPage,
  names: ReadonlyMap<PageId, PageName>,
): ReviewHunk[] {
  const shown = proposed.filter(({ hands }) => judge.mayReview || hands.has(judge.person))
  return shown.map((one) => ({
    ...hunkTold(asReviewed(one), frozen, names, whyNotAnswering(one, judge, frozen)),
    authors: one.by ? [one.by] : [],
    proposal: one.told,
  }))
}

/**
 * Accepting a proposal writes it into its page, and counts as a verdict on the hunk that this makes where that hunk is
 * what its peer looked at (D63); elsewhere the page waits as it does for whatever is written. Returning it needs a word.
 */
export async function answerProposal(
  parts: Parts,
  { page, judge, by }: Asked,
  ones: readonly Proposed[],
  given: NewVerdict,
): Promise<void> {
  const { verdict, reason = null } = given
  const { ledger, proposals, reviewed } = parts
  const { frozen } = await reviewed.of(page)
  const refused = ones.map((one) => whyNotAnswering(one, judge, frozen)).find((why) => why !== null)
  if (refused) throw new Refusal(REFUSED[refused])
  if (verdict === 'abstained') return
  const accepted = verdict === 'validated'
  if (accepted && page.archived_at !== null) throw new Refusal('page.archived')
  if (accepted && ones.some(({ told }) => told.stale)) throw new Refusal('correction.passage-changed')
  const returned = accepted ? null : await proposals.giveBack(page, ones)
  if (accepted) await proposals.write(page, ones, by.id)
  const state = accepted ? await reviewed.of(page) : null
  const results = ones.flatMap((one) => (state && resultOf(state, one, judge)) ?? [])
  const hunks = [...new Set(results.map(({ hunk }) => hunk.key))]
  const says = {
    verdict,
    proposal: ones[0]?.id ?? '',
    ...(hunks.length > 0 && { hunks: hunks.join(' ') }),
    ...(reason === null ? {} : { reason }),
  }
  await ledger.enter({ kind: 'verdict.given', by: by.id, page: page.id, says }, async (tx) => {
    await returned?.(tx)
    await proposals.answer(tx, ones, { outcome: accepted ? 'accepted' : 'returned', by: by.id, reason })
    const waited = Math.max(0, parts.now() - (ones[0]?.at ?? 0))
    const verdicts = hunks.map((hunk) => ({ hunk, verdict, reason, waited }))
    await parts.store.give(tx, page.id, by.id, verdicts)
  })
}

/** The hunk that a proposal became, where it says what the proposal said and this peer may judge it. */
function resultOf({ frozen, hunks }: Reviewed, { hunk }: Proposed, judge: Judge): ReviewedHunk | null {
  const found = hunks.find(
    (one) => sides(one.hunk.before) === sides(hunk.before) && sides(one.hunk.after) === sides(hunk.after),
  )
  if (!found) return null
  const asJudged = { hands: found.hands, writing: found.state === 'writing' }
  return whyNotJudging(judge, asJudged, licenceIsOpen(frozen)) === null ? found : null
}

function sides(units: readonly Unit[]): string {
  return units.map(identityOf).join('\n')
}

function whyNotAnswering({ hands }: Proposed, judge: Judge, frozen: FrozenPage) {
  return whyNotJudging(judge, { hands, writing: false }, licenceIsOpen(frozen))
}

function asReviewed({ hunk, words, at }: Proposed): ReviewedHunk {
  return {
    hunk,
    words,
    contributed: [],
    hands: new Set(),
    verdicts: [],
    required: 1,
    missing: 1,
    state: 'waiting',
    since: at,
  }
}
