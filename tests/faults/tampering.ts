import { join } from 'node:path'
import Database from 'better-sqlite3'

/** What someone with the folder in their hands may do to a page's log; each takes the seq of one of its updates. */
export const TAMPERINGS = {
  'a byte is changed': (sqlite, seq) =>
    void sqlite.prepare(`UPDATE update_log SET bytes = CAST(bytes || x'00' AS BLOB) WHERE seq = ?`).run(seq),
  'an update is removed': (sqlite, seq) => void sqlite.prepare('DELETE FROM update_log WHERE seq = ?').run(seq),
  'two updates are swapped': (sqlite, seq) => swap(sqlite, seq),
  'an update is credited to another': (sqlite, seq) =>
    void sqlite
      .prepare('UPDATE update_log SET member_id = (SELECT id FROM member WHERE id <> member_id LIMIT 1) WHERE seq = ?')
      .run(seq),
  'an update is dated otherwise': (sqlite, seq) =>
    void sqlite.prepare('UPDATE update_log SET received_at = received_at - 1 WHERE seq = ?').run(seq),
} satisfies Record<string, (sqlite: Database.Database, seq: number) => void>

export type Tampering = keyof typeof TAMPERINGS

/** Does it past the guards of the tables, which are put back. */
export function tamper(folder: string, how: Tampering, seq: number): void {
  const sqlite = new Database(join(folder, 'data.sqlite'))
  sqlite.pragma('foreign_keys = OFF')
  const guards = sqlite.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of guards) sqlite.exec(`DROP TRIGGER ${name}`)
  TAMPERINGS[how](sqlite, seq)
  for (const { sql } of guards) sqlite.exec(sql)
  sqlite.close()
}

/** The update and the next one of its page change places, with all that belongs to them. */
function swap(sqlite: Database.Database, seq: number): void {
  const [one, other] = sqlite
    .prepare(
      'SELECT * FROM update_log WHERE page_id = (SELECT page_id FROM update_log WHERE seq = ?) AND seq >= ? ORDER BY seq LIMIT 2',
    )
    .all(seq, seq) as { seq: number; member_id: string; received_at: number; bytes: Buffer; hash: Buffer }[]
  if (!one || !other) throw new Error('there are no two updates')
  const put = sqlite.prepare('UPDATE update_log SET member_id = ?, received_at = ?, bytes = ?, hash = ? WHERE seq = ?')
  put.run(other.member_id, other.received_at, other.bytes, other.hash, one.seq)
  put.run(one.member_id, one.received_at, one.bytes, one.hash, other.seq)
}
