import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Ballast } from './ballast.ts'
import { DiskFull, isForWantOfSpace, spaceAt } from './disk.ts'
import { ImmediateDialect } from './immediate-dialect.ts'
import { KeptStatements } from './kept-statements.ts'
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
  await makeRoomToOpen(folder)
  const connect = () => connectTo(join(folder, 'data.sqlite'))
  const sqlite = inFolder(folder, connect)
  await migrate(sqlite)
  const db = new Kysely<Tables>({ dialect: new ImmediateDialect({ database: new KeptStatements(sqlite) }) })
  return { db, folder, connect, close: () => db.destroy() }
}

/** A new folder's disk is looked at once it is there. */
async function makeRoomToOpen(folder: string): Promise<void> {
  const space = await spaceAt(folder).catch(() => null)
  if (space) await new Ballast(folder).throwWhereFull(space)
}

function inFolder<T>(folder: string, open: () => T): T {
  try {
    mkdirSync(join(folder, 'files'), { recursive: true })
    return open()
  } catch (cause) {
    if (isForWantOfSpace(cause)) throw new DiskFull(folder, { cause })
    throw new FolderUnwritable(folder, { cause })
  }
}

function connectTo(file: string): Database.Database {
  const sqlite = new Database(file, { timeout: 5000 })
  sqlite.pragma('journal_mode = WAL')
  // The build's own default is NORMAL although the pragma reads FULL: acknowledged commits would die with the power.
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  // What is deleted is overwritten where its page is written anyway: a name that was erased is in no file (V10).
  sqlite.pragma('secure_delete = FAST')
  sqlite.pragma('journal_size_limit = 67108864')
  // Else a large transaction writes beside the folder, and fails where nothing but the folder can be written.
  sqlite.pragma('temp_store = MEMORY')
  return sqlite
}

/**
 * Brings the data to this version's shape, whole or not at all: Kysely runs SQLite's migrations outside any transaction,
 * and a start killed between two statements would leave data that no start can open. Two starts at once wait for each other.
 */
async function migrate(sqlite: Database.Database): Promise<void> {
  const db = new Kysely<Tables>({ dialect: new ImmediateDialect({ database: sqlite }) })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  sqlite.exec('BEGIN IMMEDIATE')
  const { error } = await migrator.migrateToLatest()
  if (sqlite.inTransaction) sqlite.exec(error ? 'ROLLBACK' : 'COMMIT')
  if (!error) return
  if (error instanceof Error && error.message.includes('corrupted migrations')) throw new NewerData(error.message)
  if (isForWantOfSpace(error)) throw new DiskFull(sqlite.name, { cause: error })
  throw error instanceof Error ? error : new Error('the migrations failed', { cause: error })
}
