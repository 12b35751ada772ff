import { chmod, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import type { FileHash } from '@terreau/shared/ids.ts'
import { FileStore } from '../files/file-store.ts'
import { isForWantOfSpace } from '../storage/disk.ts'
import type { Store } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { dataTables, digestOf } from './digest.ts'
import { Interrupted, proven, synced } from './restore.ts'
import type { Looking, Verified } from './verify.ts'

/** A file is there already under the name that a backup was to have. */
export class BackupThere extends Error {}

/** A file of the wiki that its database names is missing from its folder. */
export class FileLost extends Error {}

export interface BackupMade {
  readonly bytes: number
  readonly digest: string
  readonly verified: Verified
}

/**
 * One file that holds a whole wiki as of one moment, made while it is open and written: a SQLite database with its
 * tables, and its pictures as rows. It has its name only once it was restored aside, compared by hash with what was
 * read, and verified; broken off before, it leaves nothing under that name.
 */
export async function backUp(store: Store, file: string, now: () => Instant, looking: Looking): Promise<BackupMade> {
  const [target, part, aside] = [resolve(file), `${file}.unfinished`, `${file}.proof`]
  await refuseThere(target)
  try {
    await rm(part, { force: true })
    await rm(aside, { recursive: true, force: true })
    const digest = await copyInto(part, store, now(), looking)
    await chmod(part, 0o600)
    await synced(part)
    const verified = await proven(part, aside, looking)
    await refuseThere(target)
    await rename(part, target)
    await synced(dirname(target))
    await note(store, { made_at: now(), file: target, digest })
    return { bytes: (await stat(target)).size, digest, verified }
  } finally {
    await rm(part, { force: true })
    await rm(aside, { recursive: true, force: true })
  }
}

async function refuseThere(target: string): Promise<void> {
  if (await stat(target).catch(() => null)) throw new BackupThere(target)
}

/** `wiki doctor` says when the last backup was made; a full disk does not make a backup less good. */
async function note(store: Store, made: { made_at: Instant; file: string; digest: string }): Promise<void> {
  try {
    await store.db.insertInto('backup_made').values(made).execute()
  } catch (cause) {
    if (!isForWantOfSpace(cause)) throw cause
  }
}

/** Copies everything within one read of the source, whatever is written meanwhile, and answers the digest of what was read. */
async function copyInto(part: string, store: Store, at: Instant, looking: Looking): Promise<string> {
  const source = store.connect()
  makeTables(source, part)
  source.prepare('ATTACH ? AS copy').run(part)
  source.pragma('copy.journal_mode = OFF')
  source.pragma('copy.synchronous = OFF')
  source.pragma('foreign_keys = OFF')
  // SQLite guards the tables behind a search index from being written one by one, in the copy as well.
  source.unsafeMode()
  try {
    source.exec('BEGIN')
    const digest = digestOf(source)
    await copyTables(source, looking)
    await copyFiles(source, store.folder, looking)
    source.prepare('INSERT INTO copy.backup_info (made_at, digest) VALUES (?, ?)').run(at, digest)
    source.exec('COMMIT')
    source.exec('DETACH copy')
    finishTables(source, part)
    return digest
  } finally {
    source.close()
  }
}

interface Piece {
  readonly type: 'table' | 'index' | 'trigger' | 'view'
  readonly name: string
  readonly sql: string
}

function piecesOf(source: Database.Database): Piece[] {
  const shadows = new Set(
    dataTables(source)
      .filter(({ type }) => type === 'shadow')
      .map(({ name }) => name),
  )
  const all = source.prepare('SELECT type, name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL').all() as Piece[]
  return all.filter(({ name }) => !shadows.has(name) && !name.startsWith('sqlite_'))
}

/** Tables alone: triggers would forbid copying, and indexes are made faster afterwards. */
function makeTables(source: Database.Database, part: string): void {
  const copy = new Database(part)
  for (const { type, sql } of piecesOf(source)) if (type === 'table') copy.exec(sql)
  copy.exec('CREATE TABLE backup_info (made_at INTEGER NOT NULL, digest TEXT NOT NULL) STRICT')
  copy.exec('CREATE TABLE backup_file (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
  copy.close()
}

function finishTables(source: Database.Database, part: string): void {
  const copy = new Database(part)
  for (const { type, sql } of piecesOf(source)) if (type !== 'table') copy.exec(sql)
  copy.close()
}

async function copyTables(source: Database.Database, { signal, onStep = () => {} }: Looking): Promise<void> {
  const tables = dataTables(source)
  for (const [index, { name, wr }] of tables.entries()) {
    if (signal?.aborted) throw new Interrupted()
    source.exec(`DELETE FROM copy."${name}"`)
    source.exec(`INSERT INTO copy."${name}" SELECT * FROM main."${name}"${wr ? '' : ' ORDER BY rowid'}`)
    onStep(index + 1, tables.length, name)
    await new Promise((done) => setImmediate(done))
  }
}

/** A file is in its folder before the database names it, and stays there. */
async function copyFiles(source: Database.Database, folder: string, { signal }: Looking): Promise<void> {
  const insert = source.prepare('INSERT INTO copy.backup_file (hash, bytes) VALUES (?, ?)')
  for (const hash of source.prepare('SELECT hash FROM main.file ORDER BY hash').pluck().all() as FileHash[]) {
    if (signal?.aborted) throw new Interrupted()
    const bytes = await readFile(FileStore.pathOf(folder, hash)).catch((cause: unknown) => {
      throw new FileLost(hash, { cause })
    })
    insert.run(hash, bytes)
  }
}
