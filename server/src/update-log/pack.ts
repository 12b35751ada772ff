import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Link } from '../storage/chain.ts'

/** An update as a pack holds it; its page and its place in the chain are the pack's. */
export interface PackedUpdate extends Link {
  readonly seq: number
}

/** Seq, time, length of the member's id, length of the update. */
const HEAD = 8 + 8 + 2 + 4
const MOST_BYTES = 256 * 1024 * 1024

/**
 * Updates one after the other, each as: seq (8 bytes), `receivedAt` (8 bytes, signed), the length of the member's id in
 * UTF-8 (2 bytes), the length of the update (4 bytes), that id, the update as received; numbers are big-endian. All of
 * it is then one Zstandard frame (RFC 8878) with its checksum.
 */
export function packed(updates: readonly PackedUpdate[]): Uint8Array {
  const parts = updates.flatMap(({ seq, receivedAt, memberId, bytes }) => {
    const [head, member] = [Buffer.allocUnsafe(HEAD), Buffer.from(memberId)]
    head.writeBigUInt64BE(BigInt(seq), 0)
    head.writeBigInt64BE(BigInt(receivedAt), 8)
    head.writeUInt16BE(member.length, 16)
    head.writeUInt32BE(bytes.length, 18)
    return [head, member, bytes]
  })
  return zstdCompressSync(Buffer.concat(parts), { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
}

/** What `packed` was given; throws where the bytes are not a pack. */
export function unpacked(pack: Uint8Array): PackedUpdate[] {
  const all = zstdDecompressSync(pack, { maxOutputLength: MOST_BYTES })
  const updates: PackedUpdate[] = []
  for (let at = 0; at < all.length;) {
    const [seq, receivedAt] = [Number(all.readBigUInt64BE(at)), Number(all.readBigInt64BE(at + 8))]
    const member = at + HEAD
    const bytes = member + all.readUInt16BE(at + 16)
    const end = bytes + all.readUInt32BE(at + 18)
    if (end > all.length) throw new RangeError('the pack ends within an update')
    const memberId = all.toString('utf8', member, bytes) as MemberId
    updates.push({ seq, receivedAt, memberId, bytes: all.subarray(bytes, end) })
    at = end
  }
  return updates
}
