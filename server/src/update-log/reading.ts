import type Database from 'better-sqlite3'
import type { PageId } from '@terreau/shared/ids.ts'
import { preparePacking } from './packing.ts'
import type { LoggedUpdate } from './update-log.ts'

/** Reads the updates of a page after a seq, packed or not, as of one moment. Throws `DamagedLog` where a pack can't be read. */
export function prepareReading(sqlite: Database.Database): (pageId: PageId, after: number) => LoggedUpdate[] {
  const packs = preparePacking(sqlite)
  const rows = sqlite.prepare(
    `SELECT seq, page_id AS pageId, member_id AS memberId, received_at AS receivedAt, bytes, hash
     FROM update_log WHERE page_id = ? AND seq > ? ORDER BY seq`,
  )
  return sqlite.transaction((pageId: PageId, after: number): LoggedUpdate[] => [
    ...packs.readPacked(pageId, after),
    ...(rows.all(pageId, after) as LoggedUpdate[]),
  ])
}
