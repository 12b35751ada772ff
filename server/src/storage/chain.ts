import { hash } from 'node:crypto'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Instant } from './tables.ts'

/** What the chain holds of an update. */
export interface Link {
  readonly memberId: MemberId
  readonly receivedAt: Instant
  readonly bytes: Uint8Array
}

/** Where a page's chain begins, before its first update: SHA-256 of the page's id in UTF-8. */
export function chainStart(pageId: PageId): Uint8Array {
  return hash('sha256', pageId, 'buffer')
}

/**
 * Where a page's chain stands after one more update: SHA-256 of these bytes, one after the other:
 * the hash before it (32 bytes), `receivedAt` (8 bytes, signed, big-endian), the length of the member's id in UTF-8
 * (4 bytes, big-endian), that id, and the update as received. Each of them is thus fixed by every hash that follows.
 */
export function chained(before: Uint8Array, { memberId, receivedAt, bytes }: Link): Uint8Array {
  const member = Buffer.from(memberId)
  const head = Buffer.allocUnsafe(12)
  head.writeBigInt64BE(BigInt(receivedAt), 0)
  head.writeUInt32BE(member.length, 8)
  return hash('sha256', Buffer.concat([before, head, member, bytes]), 'buffer')
}
