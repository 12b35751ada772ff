import { closeSync, fdatasync, openSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { PageId } from '@terreau/shared/ids.ts'
import { chained, chainStart } from '../storage/chain.ts'
import type { Store } from '../storage/store.ts'
import { preparePacking } from './packing.ts'
import { prepareReading } from './reading.ts'
import type { LoggedUpdate, NewUpdate, UpdateLog } from './update-log.ts'

/**
 * The log in SQLite's WAL. A commit of this connection writes to the operating system without waiting for the disk
 * (`synchronous = NORMAL`: tens of microseconds on the event loop); `synced` then waits for one `fdatasync` of the WAL
 * file on a thread of libuv, shared by all who wait. That is what FULL does inside each commit, moved off the event loop.
 *
 * Why it holds: a commit lives in the WAL until a checkpoint, which under NORMAL syncs the WAL before it copies, and the
 * database before it reuses the WAL; a WAL begun anew has its header synced before its first frame. The power-cut
 * model in `tests/faults/` is the judge. Limits: a disk that lies about syncing; a copy of `data.sqlite` without its WAL.
 */
export function openSqliteLog(store: Store): UpdateLog {
  const sqlite = store.connect()
  sqlite.pragma('synchronous = NORMAL')
  return new SqliteLog(sqlite)
}

class SqliteLog implements UpdateLog {
  readonly #sqlite: Database.Database
  readonly #statements: ReturnType<typeof prepare>
  readonly #wal: number
  #syncing: Promise<void> | null = null
  #next: Promise<void> | null = null

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite
    this.#statements = prepare(sqlite)
    // The WAL keeps its inode as long as one connection is open, and this one closes after `#wal`.
    sqlite.prepare('SELECT max(seq) FROM update_log').get()
    this.#wal = openSync(`${sqlite.name}-wal`, 'r+')
  }

  async append(updates: readonly NewUpdate[]): Promise<LoggedUpdate[]> {
    return this.#statements.insertAll(updates)
  }

  /** A sync begun before the caller's append may have missed it, so late callers share the next one. */
  synced(): Promise<void> {
    if (!this.#syncing) return (this.#syncing = this.#sync())
    return (this.#next ??= this.#syncing
      .catch(() => {})
      .then(() => {
        this.#next = null
        return (this.#syncing = this.#sync())
      }))
  }

  #sync(): Promise<void> {
    const sync = new Promise<void>((resolve, reject) => {
      fdatasync(this.#wal, (error) => (error ? reject(error) : resolve()))
    })
    return sync.finally(() => (this.#syncing = null))
  }

  async read(pageId: PageId, after: number): Promise<LoggedUpdate[]> {
    return this.#statements.read(pageId, after)
  }

  async pack(pageId: PageId, upto: number): Promise<number> {
    return this.#statements.packOldest(pageId, upto)
  }

  async head(pageId: PageId): Promise<number> {
    return (this.#statements.head.get(pageId) as { head: number | null }).head ?? 0
  }

  async close(): Promise<void> {
    await this.synced()
    closeSync(this.#wal)
    this.#sqlite.close()
  }
}

function prepare(sqlite: Database.Database) {
  return {
    insertAll: prepareInserting(sqlite),
    packOldest: preparePacking(sqlite).packOldest,
    read: prepareReading(sqlite),
    head: sqlite.prepare('SELECT max(seq) AS head FROM update_log WHERE page_id = ?'),
  }
}

/** Takes the write lock before it looks where the chain stands: a command may append beside a running server. */
function prepareInserting(sqlite: Database.Database) {
  const newest = sqlite.prepare('SELECT hash FROM update_log WHERE page_id = ? ORDER BY seq DESC LIMIT 1').pluck()
  const insert = sqlite.prepare(
    'INSERT INTO update_log (page_id, member_id, received_at, bytes, hash) VALUES (?, ?, ?, ?, ?)',
  )
  const insertAll = sqlite.transaction((updates: readonly NewUpdate[]): LoggedUpdate[] => {
    const chains = new Map<PageId, Uint8Array>()
    return updates.map((update) => {
      const { pageId, memberId, receivedAt, bytes } = update
      const before = chains.get(pageId) ?? (newest.get(pageId) as Uint8Array | undefined)
      const hash = chained(before ?? chainStart(pageId), update)
      chains.set(pageId, hash)
      return { ...update, hash, seq: Number(insert.run(pageId, memberId, receivedAt, bytes, hash).lastInsertRowid) }
    })
  })
  return (updates: readonly NewUpdate[]) => insertAll.immediate(updates)
}
