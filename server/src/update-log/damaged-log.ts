import type { PageId } from '@terreau/shared/ids.ts'
import { chained } from '../storage/chain.ts'
import type { LoggedUpdate } from './update-log.ts'

/** What is stored of a page is not what was received: at `seq`, or from there on, it was changed, removed or moved. */
export class DamagedLog extends Error {
  readonly pageId: PageId
  readonly seq: number

  constructor(pageId: PageId, seq: number, cause?: unknown) {
    super(`the log of page ${pageId} is damaged at update ${seq}`, { cause })
    this.pageId = pageId
    this.seq = seq
  }
}

/** The seq of the first update that does not follow from the one before it; null where all do. */
export function brokenAt(before: Uint8Array, updates: readonly LoggedUpdate[]): number | null {
  let hash = before
  for (const update of updates) {
    hash = chained(hash, update)
    if (!Buffer.from(hash).equals(update.hash)) return update.seq
  }
  return null
}
