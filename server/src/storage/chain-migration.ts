import { sql, type Kysely } from 'kysely'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { chained, chainStart } from './chain.ts'

/** Chains the updates of each page, those that are there already too, and lets old ones move into packs. */
export async function chainUpdates(db: Kysely<unknown>): Promise<void> {
  for (const statement of BEFORE) await sql.raw(statement).execute(db)
  const { rows } = await sql<{ id: PageId }>`SELECT id FROM page ORDER BY id`.execute(db)
  for (const { id } of rows) await chainPage(db, id)
  for (const statement of AFTER) await sql.raw(statement).execute(db)
}

interface Row {
  readonly seq: number
  readonly memberId: MemberId
  readonly receivedAt: number
  readonly bytes: Uint8Array
}

async function chainPage(db: Kysely<unknown>, pageId: PageId): Promise<void> {
  let [hash, last] = [chainStart(pageId), 0]
  for (let rows = await after(db, pageId, 0); rows.length > 0; rows = await after(db, pageId, last)) {
    for (const row of rows) {
      hash = chained(hash, row)
      last = row.seq
      await sql`UPDATE update_log SET hash = ${hash} WHERE seq = ${row.seq}`.execute(db)
    }
  }
}

async function after(db: Kysely<unknown>, pageId: PageId, seq: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT seq, member_id AS "memberId", received_at AS "receivedAt", bytes FROM update_log
    WHERE page_id = ${pageId} AND seq > ${seq} ORDER BY seq LIMIT 1000`.execute(db)
  return rows
}

const BEFORE = [
  `DROP TRIGGER update_log_kept`,
  `DROP TRIGGER update_log_fixed`,
  `ALTER TABLE update_log ADD COLUMN hash BLOB NOT NULL DEFAULT x''`,
]

const AFTER = [
  `ALTER TABLE snapshot ADD COLUMN chain BLOB`,
  `UPDATE snapshot SET chain = (SELECT hash FROM update_log WHERE update_log.page_id = snapshot.page_id AND seq = upto_seq)`,
  `CREATE TABLE update_pack (page_id TEXT NOT NULL REFERENCES page(id), first_seq INTEGER NOT NULL, last_seq INTEGER NOT NULL,
     updates INTEGER NOT NULL, before BLOB NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (page_id, first_seq)) STRICT`,
  `CREATE TRIGGER update_pack_kept BEFORE DELETE ON update_pack BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END`,
  `CREATE TRIGGER update_pack_fixed BEFORE UPDATE ON update_pack BEGIN SELECT RAISE(ABORT, 'packs are append-only'); END`,
  `CREATE TRIGGER update_pack_once BEFORE INSERT ON update_pack
     WHEN EXISTS (SELECT 1 FROM update_pack WHERE page_id = NEW.page_id AND last_seq >= NEW.first_seq AND first_seq <= NEW.last_seq)
     BEGIN SELECT RAISE(ABORT, 'these updates are packed already'); END`,
  // The newest update of a page stays where it is found at once.
  `CREATE TRIGGER update_log_kept BEFORE DELETE ON update_log
     WHEN NOT EXISTS (SELECT 1 FROM update_pack WHERE page_id = OLD.page_id AND first_seq <= OLD.seq AND last_seq >= OLD.seq)
       OR OLD.seq = (SELECT max(seq) FROM update_log WHERE page_id = OLD.page_id)
     BEGIN SELECT RAISE(ABORT, 'the update log is append-only'); END`,
  `CREATE TRIGGER update_log_fixed BEFORE UPDATE ON update_log BEGIN SELECT RAISE(ABORT, 'the update log is append-only'); END`,
  `CREATE TABLE backup_made (made_at INTEGER PRIMARY KEY, file TEXT NOT NULL, digest TEXT NOT NULL) STRICT`,
]
