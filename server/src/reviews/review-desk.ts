import type { ChangesSince, PageChanges, NewVerdict, VerdictAnswer, VersionList } from '@terreau/shared/api/reviews.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { MemberId, PageRef } from '@terreau/shared/ids.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { whyNotJudging, type Judge } from '@terreau/shared/review/judging.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { Happenings } from '../happenings/happenings.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { PageRow, PageStore } from '../pages/page-store.ts'
import type { Instant } from '../storage/tables.ts'
import type { VersionStore } from '../versions/version-store.ts'
import type { ReviewedPages, Reviewed } from './reviewed-pages.ts'
import { licenceIsOpen, type ReviewedHunk } from './reviewed-page.ts'
import { answerProposal, proposalsTold } from './proposal-verdicts.ts'
import type { Proposals } from './proposed.ts'
import { REFUSED } from './refused.ts'
import type { ReviewQueues } from './review-queues.ts'
import type { ReviewStore } from './review-store.ts'
import { hunkTold, sourcesOf } from './told.ts'
import { nextVersion } from './next-version.ts'

export interface ReviewParts {
  readonly pages: PageStore
  readonly reviewed: ReviewedPages
  readonly queues: ReviewQueues
  readonly store: ReviewStore
  readonly versions: VersionStore
  readonly proposals: Proposals
  readonly ledger: Ledger
  readonly happenings: Happenings
  readonly now: () => Instant
  /** Says that a page is to be derived anew: readers see another version of it. */
  readonly onVersion: (page: PageRow) => Promise<void>
}

/** Peers look at what changed, passage by passage. One verdict is taken at a time: the next one sees what it did. */
export class ReviewDesk {
  readonly #parts: ReviewParts
  #line: Promise<unknown> = Promise.resolve()

  constructor(parts: ReviewParts) {
    this.#parts = parts
  }

  /**
   * What changed since the validated version, what is to be looked at again, and what is proposed; `device` as `deviceOf`.
   * Since an earlier version there is only to look: verdicts are given on what changed since the last one.
   */
  async changes(
    ref: PageRef,
    caller: Member | null,
    { device = null, since = 'validated' }: { readonly device?: string | null; readonly since?: ChangesSince } = {},
  ): Promise<PageChanges> {
    const { pages, proposals, queues, reviewed } = this.#parts
    const page = await this.#parts.pages.known(ref, caller)
    const state = await reviewed.of(page, since === 'validated' ? undefined : since)
    const newest = await this.#parts.versions.newest(page.id)
    const asked = await this.#judge(page, caller, device)
    const judge = { ...asked, mayReview: asked.mayReview && newest?.number === state.frozen.version?.number }
    const proposed = caller ? await proposals.open(page) : []
    const open = licenceIsOpen(state.frozen)
    const cited = [...state.hunks, ...proposed].flatMap(({ hunk }) => sourcesOf(hunk).map((source) => source.page))
    const names = await pages.namesById([page.id, ...cited], caller)
    const { id, type, slug, title, lang } = page
    return {
      page: { id, type, slug, title, lang },
      version: state.frozen.version?.number ?? null,
      hunks: [
        ...state.hunks.map((one) => hunkTold(one, state.frozen, names, whyNotJudging(judge, asJudged(one), open))),
        ...proposalsTold(proposed, judge, state.frozen, names),
      ],
      unchanged: state.frozen.difference.same.length,
      may: { review: judge.mayReview, publish: judge.mayReview && isReady(state) },
      next: judge.mayReview && caller ? await queues.next(caller, page.id) : null,
    }
  }

  /** A verdict on one hunk, or the same on several: on all of them or on none. */
  judge(ref: PageRef, given: NewVerdict, by: Member, device: string | null = null): Promise<VerdictAnswer> {
    return this.#inTurn(async () => {
      const page = await this.#parts.pages.known(ref, by)
      const judge = await this.#judge(page, by, device)
      if (await this.#answersProposal(page, given, by, judge)) return this.#settle(page, by, false)
      const state = await this.#parts.reviewed.of(page)
      const hunks = this.#judgeable(judge, state, given)
      const { reason = null, verdict } = given
      const { ledger, store, now } = this.#parts
      const says = { verdict, hunks: given.hunks.join(' '), ...(reason !== null && { reason }) }
      await ledger.enter({ kind: 'verdict.given', by: by.id, page: page.id, says }, (tx) =>
        store.give(
          tx,
          page.id,
          by.id,
          given.hunks.map((key) => ({
            hunk: key,
            verdict,
            reason,
            waited: Math.max(0, now() - (hunks.find(({ hunk }) => hunk.key === key)?.since ?? now())),
          })),
        ),
      )
      const answer = await this.#settle(page, by, false)
      this.#say(page, hunks, given, by)
      return answer
    })
  }

  /** Makes a version of what is accepted, though something else may still wait. */
  publish(ref: PageRef, by: Member): Promise<VerdictAnswer> {
    return this.#inTurn(async () => {
      const page = await this.#parts.pages.known(ref, by)
      if (!may(by, 'page.review', this.#parts.pages.placeOf(page))) throw new Refusal('member.not-allowed')
      if (!isReady(await this.#parts.reviewed.of(page))) throw new Refusal('review.nothing-accepted')
      return this.#settle(page, by, true)
    })
  }

  async versions(ref: PageRef, caller: Member | null): Promise<VersionList> {
    const page = await this.#parts.pages.known(ref, caller)
    const versions = await this.#parts.versions.list(page.id)
    const people = await this.#parts.reviewed.people(versions.flatMap(({ judges }) => judges))
    return {
      versions: versions.map(({ number, at, judges, hash }) => ({
        number,
        at: new Date(at).toISOString(),
        by: people.of(judges),
        hash,
      })),
    }
  }

  /** Says that one belongs to what a page is about, or no more: it is then for others to judge (D12). */
  async tie(ref: PageRef, tied: boolean, by: Member): Promise<void> {
    const page = await this.#parts.pages.known(ref, by)
    await this.#parts.store.tie(page.id, by.id, tied)
  }

  async isTied(ref: PageRef, by: Member): Promise<boolean> {
    return this.#parts.store.isTied((await this.#parts.pages.known(ref, by)).id, by.id)
  }

  /** One or several changes of one proposal; false where what is answered is none. */
  async #answersProposal(page: PageRow, given: NewVerdict, by: Member, judge: Judge): Promise<boolean> {
    const open = judge.mayReview ? await this.#parts.proposals.open(page) : []
    const asked = open.filter(({ hunk }) => given.hunks.includes(hunk.key))
    const [one] = asked
    if (!one) return false
    const together = asked.length >= given.hunks.length && asked.every(({ id }) => id === one.id)
    if (!together) throw new Refusal('request.malformed', { where: 'hunks' })
    if (given.verdict === 'returned' && given.reason === undefined) throw new Refusal('review.reason-missing')
    await answerProposal(this.#parts, { page, judge, by }, asked, given)
    this.#say(page, [{ hunk: one.hunk, hands: new Set(one.by ? [one.by.id] : []) }], given, by)
    return true
  }

  /** Hunks that the caller may judge; refused by name where one is gone or theirs. */
  #judgeable(judge: Judge, state: Reviewed, given: NewVerdict): ReviewedHunk[] {
    if (given.verdict === 'returned' && given.reason === undefined) throw new Refusal('review.reason-missing')
    const hunks = given.hunks.flatMap((key) => {
      const equal = state.hunks.filter(({ hunk }) => hunk.key === key)
      if (equal.length === 0 && judge.mayReview) throw new Refusal('review.stale', { hunk: key })
      return equal
    })
    const refused = [
      ...(judge.mayReview ? [] : (['right'] as const)),
      ...hunks.flatMap((one) => whyNotJudging(judge, asJudged(one), licenceIsOpen(state.frozen)) ?? []),
    ]
    if (refused[0]) throw new Refusal(REFUSED[refused[0]])
    return hunks
  }

  /** Makes the next version once nothing waits any more, or when asked to. */
  async #settle(page: PageRow, by: Member, asked: boolean): Promise<VerdictAnswer> {
    const { happenings, ledger, now, onVersion, queues, reviewed, versions } = this.#parts
    const state = await reviewed.of(page)
    const made =
      isReady(state) && (asked || state.hunks.every((one) => one.state !== 'waiting'))
        ? nextVersion(state.frozen, state.hunks, now())
        : null
    if (made?.kind === 'version') {
      const { number, hash, seq } = made.version
      await ledger.enter({ kind: 'version.made', by: by.id, page: page.id, says: { number, hash, seq } }, (tx) =>
        versions.add(tx, page.id, made.version),
      )
      happenings.say({ kind: 'version.made', page: page.id, by: by.id, number })
    } else if (made?.kind === 'renewal')
      await ledger.enter({ kind: 'version.renewed', by: by.id, page: page.id, says: { number: made.number } }, (tx) =>
        versions.renew(tx, page.id, made.number, made.passages),
      )
    if (made) await onVersion(page)
    const standing = await queues.refresh(page)
    return { standing, version: made?.kind === 'version' ? made.version.number : null }
  }

  #say(
    page: PageRow,
    hunks: readonly Pick<ReviewedHunk, 'hunk' | 'hands'>[],
    { verdict, reason }: NewVerdict,
    by: Member,
  ): void {
    const authors = [...new Set(hunks.flatMap(({ hands }) => [...hands]))]
    const [first] = hunks
    if (verdict === 'abstained' || !first || authors.length === 0) return
    const text = [...first.hunk.after, ...first.hunk.before][0]?.text ?? ''
    this.#parts.happenings.say({
      kind: verdict === 'validated' ? 'passages.validated' : 'passages.returned',
      page: page.id,
      by: by.id,
      authors,
      reason: reason ?? null,
      words: text.slice(0, 80),
    })
  }

  async #judge(page: PageRow, caller: Member | null, device: string | null): Promise<Judge> {
    const mayReview = may(caller, 'page.review', this.#parts.pages.placeOf(page))
    const tied = mayReview && caller !== null && (await this.#parts.store.isTied(page.id, caller.id))
    const visitors = await this.#parts.proposals.visitorsOn(device)
    return { person: caller?.id ?? '', visitors, mayReview, tied }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#line.then(work)
    this.#line = done.catch(() => {})
    return done
  }
}

function asJudged({ hands, state }: ReviewedHunk): { hands: ReadonlySet<MemberId>; writing: boolean } {
  return { hands, writing: state === 'writing' }
}

/** Something is accepted; a first version also waits for all that waits or is being written, since readers see no other text then. */
function isReady({ frozen, hunks }: Reviewed): boolean {
  const accepted = hunks.some(({ state }) => state === 'accepted')
  const whole = hunks.every(({ state }) => state !== 'waiting' && state !== 'writing')
  return accepted && (frozen.version !== null || whole)
}
