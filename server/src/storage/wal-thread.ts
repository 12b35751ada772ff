/** Folds the WAL of the database in `workerData` into it and empties it. */
import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { isForWantOfSpace } from './disk.ts'

/** Emptying keeps writers out: it waits no longer than this for readers to be done, in milliseconds. */
const PATIENCE = 50

const sqlite = new Database(workerData as string, { timeout: PATIENCE })
sqlite.pragma('synchronous = FULL')
try {
  // Most of the work is done while writers go on; what is left for the moment when they wait is little.
  const [folded] = sqlite.pragma('wal_checkpoint(PASSIVE)') as { busy: number; log: number; checkpointed: number }[]
  if (folded && folded.checkpointed === folded.log) sqlite.pragma('wal_checkpoint(TRUNCATE)')
} catch (cause) {
  if (!isForWantOfSpace(cause)) throw cause
} finally {
  sqlite.close()
}
