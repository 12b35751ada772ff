import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { Ballast } from '../storage/ballast.ts'
import { diskState, spaceAt, type DiskState } from '../storage/disk.ts'
import { MIGRATIONS } from '../storage/migrations.ts'
import type { Instant } from '../storage/tables.ts'

/** What can be told of a wiki's folder without opening the wiki; null where it could not be told. */
export interface Examined {
  /** Paths that are there and can't be written. */
  readonly unwritable: readonly string[]
  readonly isWiki: boolean
  readonly disk: { readonly state: DiskState; readonly free: number; readonly size: number } | null
  readonly ballast: boolean
  readonly walBytes: number
  readonly data: ExaminedData | null
  /** Why the database could not be read. */
  readonly unreadable: string | null
}

interface ExaminedData {
  /** What SQLite finds wrong in its own file. */
  readonly complaints: readonly string[]
  readonly version: 'present' | 'older' | 'newer'
  readonly newestUpdate: Instant | null
  /** Pages whose texts and search wait to be derived. */
  readonly behind: number
  readonly lastBackup: { readonly made_at: Instant; readonly file: string } | null
}

/** Looks at a folder, beside a running wiki too, and changes nothing in it. */
export async function examine(folder: string): Promise<Examined> {
  const file = join(folder, 'data.sqlite')
  const space = await spaceAt(folder).catch(() => spaceAt(dirname(folder)).catch(() => null))
  const isWiki = await isThere(file)
  const read = isWiki ? readData(file) : null
  return {
    unwritable: await unwritableOf([folder, file, join(folder, 'files')]),
    isWiki,
    disk: space && { state: diskState(space, 'well'), ...space },
    ballast: await new Ballast(folder).isThere(),
    walBytes: (await stat(`${file}-wal`).catch(() => null))?.size ?? 0,
    data: typeof read === 'string' ? null : read,
    unreadable: typeof read === 'string' ? read : null,
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

async function unwritableOf(paths: readonly string[]): Promise<string[]> {
  const looked = paths.map(async (path) => {
    const refused = (await isThere(path)) && (await access(path, constants.R_OK | constants.W_OK).catch(() => true))
    return refused ? [path] : []
  })
  return (await Promise.all(looked)).flat()
}

/** The data, or why it can't be read. */
function readData(file: string): ExaminedData | string {
  try {
    const sqlite = new Database(file, { readonly: true, timeout: 5000 })
    try {
      return dataIn(sqlite)
    } finally {
      sqlite.close()
    }
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

function dataIn(sqlite: Database.Database): ExaminedData {
  const complaints = (sqlite.pragma('quick_check') as { quick_check: string }[]).map((row) => row.quick_check)
  const done = sqlite.prepare('SELECT name FROM kysely_migration').pluck().all() as string[]
  const version = versionOf(done)
  const one = (statement: string) => sqlite.prepare(statement).pluck().get() as number | null
  return {
    complaints: complaints.filter((said) => said !== 'ok'),
    version,
    newestUpdate: one('SELECT received_at FROM update_log ORDER BY seq DESC LIMIT 1') ?? null,
    behind: one(BEHIND) ?? 0,
    lastBackup: version === 'present' ? lastBackup(sqlite) : null,
  }
}

function versionOf(done: readonly string[]): ExaminedData['version'] {
  const known = Object.keys(MIGRATIONS)
  if (done.some((name) => !known.includes(name))) return 'newer'
  return done.length < known.length ? 'older' : 'present'
}

function lastBackup(sqlite: Database.Database): ExaminedData['lastBackup'] {
  const last = sqlite.prepare('SELECT made_at, file FROM backup_made ORDER BY made_at DESC LIMIT 1').get()
  return (last as ExaminedData['lastBackup'] | undefined) ?? null
}

const BEHIND = `SELECT count(*) FROM page LEFT JOIN page_content ON page_content.page_id = page.id
  WHERE (SELECT max(seq) FROM update_log WHERE update_log.page_id = page.id) > coalesce(page_content.upto_seq, 0)`
