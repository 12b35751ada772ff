import type Database from 'better-sqlite3'
import type { PageId } from '@terreau/shared/ids.ts'
import { chained, chainStart } from '../storage/chain.ts'
import { brokenAt, DamagedLog } from './damaged-log.ts'
import { packed, unpacked, type PackedUpdate } from './pack.ts'
import type { LoggedUpdate } from './update-log.ts'

/** The newest updates of a page stay as rows. */
export const KEPT_AS_ROWS = 256

/** What one pack takes: some five milliseconds of work, and never much memory. */
export const UPDATES_IN_PACK = 512
const BYTES_IN_PACK = 4 * 1024 * 1024

interface PackRow {
  readonly firstSeq: number
  readonly lastSeq: number
  /** How many. */
  readonly updates: number
  readonly before: Uint8Array
  readonly hash: Uint8Array
  readonly bytes: Uint8Array
}

/** Old updates of a page, moved into packs and read back from them. */
export function preparePacking(sqlite: Database.Database) {
  const oldest = sqlite.prepare(
    `SELECT seq, page_id AS pageId, member_id AS memberId, received_at AS receivedAt, bytes, hash FROM update_log
     WHERE page_id = @pageId AND seq <= @upto
       AND seq <= (SELECT seq FROM update_log WHERE page_id = @pageId ORDER BY seq DESC LIMIT 1 OFFSET ${KEPT_AS_ROWS})
     ORDER BY seq LIMIT ${UPDATES_IN_PACK}`,
  )
  const lastPack = sqlite.prepare('SELECT hash FROM update_pack WHERE page_id = ? ORDER BY first_seq DESC LIMIT 1')
  const insert = sqlite.prepare(
    `INSERT INTO update_pack (page_id, first_seq, last_seq, updates, before, hash, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = sqlite.prepare('DELETE FROM update_log WHERE page_id = ? AND seq BETWEEN ? AND ?')
  const after = sqlite.prepare(
    'SELECT first_seq AS firstSeq, last_seq AS lastSeq, updates, before, hash, bytes FROM update_pack WHERE page_id = ? AND last_seq > ? ORDER BY first_seq',
  )

  /** Packs a page's oldest updates up to `upto`, all of one pack or none; answers how many. */
  const packOldest = sqlite.transaction((pageId: PageId, upto: number): number => {
    const updates = portionOf(oldest.iterate({ pageId, upto }) as Iterable<LoggedUpdate>)
    const [first, last] = [updates[0], updates.at(-1)]
    if (!first || !last) return 0
    const before = (lastPack.get(pageId) as { hash: Uint8Array } | undefined)?.hash ?? chainStart(pageId)
    const broken = brokenAt(before, updates)
    if (broken !== null) throw new DamagedLog(pageId, broken)
    const bytes = packed(updates)
    const pack = { firstSeq: first.seq, lastSeq: last.seq, updates: updates.length, before, hash: last.hash, bytes }
    if (!isSame(updatesIn(pageId, pack), updates)) throw new Error('a pack is not read as it was written')
    insert.run(pageId, first.seq, last.seq, updates.length, before, last.hash, bytes)
    const { changes } = remove.run(pageId, first.seq, last.seq)
    if (changes !== updates.length) throw new Error('a pack does not cover what it replaces')
    return updates.length
  })

  return {
    packOldest: (pageId: PageId, upto: number): number => packOldest.immediate(pageId, upto),
    /** The packed updates of a page after `seq`, oldest first. */
    readPacked(pageId: PageId, seq: number): LoggedUpdate[] {
      return (after.all(pageId, seq) as PackRow[])
        .flatMap((pack) => updatesIn(pageId, pack))
        .filter((update) => update.seq > seq)
    },
  }
}

/** A full portion, or nothing: small packs would pack badly. */
function portionOf(rows: Iterable<LoggedUpdate>): LoggedUpdate[] {
  const [updates, size] = [[] as LoggedUpdate[], { bytes: 0 }]
  for (const row of rows) {
    updates.push(row)
    size.bytes += row.bytes.length
    if (size.bytes >= BYTES_IN_PACK) return updates
  }
  return updates.length === UPDATES_IN_PACK ? updates : []
}

/** The updates of a pack with their places in the chain, which ends where the pack says. */
function updatesIn(pageId: PageId, pack: PackRow): LoggedUpdate[] {
  const { firstSeq, before, hash, bytes } = pack
  const updates: LoggedUpdate[] = []
  let at = before
  for (const update of unpackedOf(pageId, firstSeq, bytes)) {
    at = chained(at, update)
    updates.push({ pageId, ...update, hash: at })
  }
  if (!Buffer.from(at).equals(hash) || !isNamedRight(pack, updates)) throw new DamagedLog(pageId, firstSeq)
  return updates
}

function isNamedRight({ firstSeq, lastSeq, updates }: PackRow, held: readonly LoggedUpdate[]): boolean {
  return held[0]?.seq === firstSeq && held.at(-1)?.seq === lastSeq && held.length === updates
}

function unpackedOf(pageId: PageId, firstSeq: number, bytes: Uint8Array): PackedUpdate[] {
  try {
    return unpacked(bytes)
  } catch (cause) {
    throw new DamagedLog(pageId, firstSeq, cause)
  }
}

function isSame(read: readonly LoggedUpdate[], written: readonly LoggedUpdate[]): boolean {
  return (
    read.length === written.length &&
    read.every((one, index) => {
      const other = written[index]
      return (
        other !== undefined &&
        one.seq === other.seq &&
        one.receivedAt === other.receivedAt &&
        one.memberId === other.memberId &&
        Buffer.from(one.bytes).equals(other.bytes) &&
        Buffer.from(one.hash).equals(other.hash)
      )
    })
  )
}
