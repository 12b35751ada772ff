import { sql } from 'kysely'
import type { Db } from './store.ts'

/**
 * Writes what can be made again, in one transaction that waits for no disk: it survives the process, and a power cut may
 * take it back as a whole. Its connection is the one that makes promises, so it is handed back as it was.
 */
export async function writeDerived(db: Db, write: (tx: Db) => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`PRAGMA synchronous = NORMAL`.execute(connection)
    try {
      await connection.transaction().execute(write)
    } finally {
      await sql`PRAGMA synchronous = FULL`.execute(connection)
    }
  })
}
