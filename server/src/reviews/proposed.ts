import type { Proposal } from '@terreau/shared/api/reviews.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Hunk } from '@terreau/shared/review/hunk.ts'
import type { WordSegment } from '@terreau/shared/review/words.ts'
import type { PageRow } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** A change that is in no page yet. It is written into its page by whoever accepts it, for whoever proposed it. */
export interface Proposed {
  readonly id: string
  /** Which change of several it is; null where it is the only one. */
  readonly part: string | null
  readonly hunk: Hunk
  readonly words: readonly WordSegment[]
  /** The member who proposed it; null for a visitor. */
  readonly by: { readonly id: MemberId; readonly name: string } | null
  /** Names for who had a hand in it: the member's id, or for a visitor the proposal's own. */
  readonly hands: ReadonlySet<string>
  readonly at: Instant
  readonly told: Proposal
}

/** What is said of a proposal. */
export interface Answered {
  readonly outcome: 'accepted' | 'returned'
  readonly by: MemberId
  readonly reason: string | null
}

/** Proposals, as far as reviews need to know of them. */
export interface Proposals {
  /** Those that wait on a page, oldest first. */
  open(page: PageRow): Promise<Proposed[]>
  /** Since when each waits, and which member proposed it. */
  waiting(page: PageRow): Promise<{ at: Instant; by: MemberId | null }[]>
  /** Names for whoever proposed something as a visitor from this device. */
  visitorsOn(device: string | null): Promise<ReadonlySet<string>>
  /** Writes changes of one proposal into their page; resolves once that is durable and derived. Refused where the page changed meanwhile. */
  write(page: PageRow, ones: readonly Proposed[], by: MemberId): Promise<void>
  /** Prepares what is done, with the answer, to return changes of one proposal. */
  giveBack(page: PageRow, ones: readonly Proposed[]): Promise<(tx: Db) => Promise<void>>
  answer(tx: Db, ones: readonly Proposed[], answered: Answered): Promise<void>
}
