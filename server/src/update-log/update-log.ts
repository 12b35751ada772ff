import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Instant } from '../storage/tables.ts'

/** One admitted Yjs update, as received. */
export interface NewUpdate {
  readonly pageId: PageId
  readonly memberId: MemberId
  readonly receivedAt: Instant
  /** Yjs update, V1 encoding. */
  readonly bytes: Uint8Array
}

export interface LoggedUpdate extends NewUpdate {
  /** Grows with every update of the wiki; gaps are possible, reuse is not. */
  readonly seq: number
  /** Where the page's chain stands after it, see `chained`. */
  readonly hash: Uint8Array
}

/**
 * The append-only log of updates: the only thing that can't be rebuilt. Two promises, given one after the other:
 * what `append` returned survives the process (kill -9), what `synced` resolved survives the machine (power cut).
 */
export interface UpdateLog {
  /** Writes all or none, in order, and gives each its seq. */
  append(updates: readonly NewUpdate[]): Promise<LoggedUpdate[]>
  /** Resolves once everything appended so far is on the disk; many callers share one sync. Rejects if the disk says no. */
  synced(): Promise<void>
  /** Updates of a page after `seq`, oldest first, as they are stored: `brokenAt` judges whether they are sound. Throws `DamagedLog` where a pack can't be read. */
  read(pageId: PageId, after: number): Promise<LoggedUpdate[]>
  /** Moves the oldest updates up to `upto` into a pack, if there are enough: what `read` answers stays the same. Answers how many. */
  pack(pageId: PageId, upto: number): Promise<number>
  /** The seq of a page's last update; 0 where it has none. */
  head(pageId: PageId): Promise<number>
  close(): Promise<void>
}
