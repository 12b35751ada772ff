import { createHash } from 'node:crypto'
import { copyFile, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { FileHash } from '@terreau/shared/ids.ts'
import { FileStore } from '../files/file-store.ts'
import { openStore } from '../storage/store.ts'
import { BACKUP_TABLES, digestOf } from './digest.ts'
import { verify, type Fault, type Looking, type Verified } from './verify.ts'

/** This file was not made by `pnpm wiki backup`, or it was changed since. */
export class NotABackup extends Error {}

/** There is something in this folder already. */
export class FolderInUse extends Error {}

/** What was restored is not all as it was received. */
export class NotAsReceived extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super(`${faults.length} faults`)
    this.faults = faults
  }
}

/** Stopped before its end by whoever started it; nothing was left behind. */
export class Interrupted extends Error {}

export interface BackupInfo {
  readonly made_at: number
  readonly digest: string
}

/** Where a wiki is put together before it counts; its name is never that of a wiki. */
const UNFINISHED = 'restoring'

/**
 * Makes a new wiki of a backup, in a folder that is new or empty. It is put together aside, compared with the backup,
 * verified and on the disk before the folder holds a wiki; broken off at any moment, it can be run again.
 */
export async function restore(file: string, folder: string, looking: Looking): Promise<Verified> {
  await refuseInUse(folder)
  const aside = join(folder, UNFINISHED)
  await rm(aside, { recursive: true, force: true })
  await rm(join(folder, 'files'), { recursive: true, force: true })
  try {
    const verified = await proven(file, aside, looking)
    await rename(join(aside, 'files'), join(folder, 'files'))
    await rename(join(aside, 'data.sqlite'), join(folder, 'data.sqlite'))
    await synced(folder)
    return verified
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** Only what a restore that was broken off left behind may be written over. */
async function refuseInUse(folder: string): Promise<void> {
  const names: string[] = await readdir(folder).catch(() => [])
  const own = names.includes(UNFINISHED) ? [UNFINISHED, 'files'] : []
  if (names.some((name) => !own.includes(name))) throw new FolderInUse(folder)
}

/** Restores a backup into a folder of its own, and answers once all of it is known to be as it was; throws otherwise. */
export async function proven(file: string, folder: string, looking: Looking): Promise<Verified> {
  await mkdir(join(folder, 'files'), { recursive: true })
  await unpackInto(file, folder, looking)
  const store = await openStore(folder)
  const verified = await verify(store, looking)
  await store.close()
  if (verified.interrupted) throw new Interrupted()
  if (verified.faults.length > 0) throw new NotAsReceived(verified.faults)
  await synced(join(folder, 'data.sqlite'))
  return verified
}

/** The database without what only a backup holds, and the files, each under the hash of its bytes. */
async function unpackInto(file: string, folder: string, { signal }: Looking): Promise<void> {
  const path = join(folder, 'data.sqlite')
  await copyFile(file, path)
  const sqlite = new Database(path)
  try {
    sqlite.pragma('journal_mode = DELETE')
    const info = infoOf(sqlite)
    const files = sqlite.prepare('SELECT hash FROM backup_file ORDER BY hash').pluck().all() as FileHash[]
    const bytesOf = sqlite.prepare('SELECT bytes FROM backup_file WHERE hash = ?').pluck()
    for (const hash of files) {
      if (signal?.aborted) throw new Interrupted()
      await putFile(folder, hash, bytesOf.get(hash) as Buffer)
    }
    if (digestOf(sqlite) !== info.digest) throw new NotABackup(file)
    for (const table of BACKUP_TABLES) sqlite.exec(`DROP TABLE ${table}`)
    sqlite.exec('VACUUM')
  } catch (cause) {
    throw cause instanceof Database.SqliteError && cause.code !== 'SQLITE_FULL'
      ? new NotABackup(file, { cause })
      : cause
  } finally {
    sqlite.close()
  }
}

function infoOf(sqlite: Database.Database): BackupInfo {
  return sqlite.prepare('SELECT made_at, digest FROM backup_info').get() as BackupInfo
}

async function putFile(folder: string, hash: FileHash, bytes: Buffer): Promise<void> {
  if (createHash('sha256').update(bytes).digest('hex') !== hash) throw new NotABackup(hash)
  const path = FileStore.pathOf(folder, hash)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, bytes, { flush: true })
}

/** Resolves once a file, or what a folder lists, is on the disk. */
export async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
