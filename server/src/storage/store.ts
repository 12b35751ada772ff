import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { MIGRATIONS } from './migrations.ts'
import type { Tables } from './tables.ts'

/**
 * Queries of every store. On SQLite a transaction may await nothing but its own queries: another connection of this
 * process (the update log's) would otherwise wait for it on the event loop that it needs to finish.
 */
export type Db = Kysely<Tables>

/** The wiki's folder: `data.sqlite` and `files/`. */
export interface Store {
  readonly db: Db
  readonly folder: string
  /** Opens another connection to the same file, with the same durability settings. */
  connect(): Database.Database
  close(): Promise<void>
}

/** The data was written by a newer Terreau: opening it with this one could lose some. */
export class NewerData extends Error {}

/** The folder can't be written. */
export class FolderUnwritable extends Error {}

/** Opens the folder, makes it on the first start, and brings its data to this version's shape. */
export async function openStore(folder: string): Promise<Store> {
  const connect = () => connectTo(join(folder, 'data.sqlite'))
  const sqlite = inFolder(folder, connect)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) })
  await migrate(db)
  return { db, folder, connect, close: () => db.destroy() }
}

function inFolder<T>(folder: string, open: () => T): T {
  try {
    mkdirSync(join(folder, 'files'), { recursive: true })
    return open()
  } catch (cause) {
    throw new FolderUnwritable(folder, { cause })
  }
}

function connectTo(file: string): Database.Database {
  const sqlite = new Database(file, { timeout: 5000 })
  sqlite.pragma('journal_mode = WAL')
  // The build's own default is NORMAL although the pragma reads FULL: acknowledged commits would die with the power.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('journal_size_limit = 67108864')
  return sqlite
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const done = await migrator.getMigrations().catch(() => [])
  const { error } = await migrator.migrateToLatest()
  if (!error) return
  if (error instanceof Error && error.message.includes('corrupted migrations')) throw new NewerData(error.message)
  throw error instanceof Error ? error : new Error(`migrations failed after ${done.length}`)
}
