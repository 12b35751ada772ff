import { createHash, type Hash } from 'node:crypto'
import type Database from 'better-sqlite3'

/** Tables of a backup alone. */
export const BACKUP_TABLES = ['backup_info', 'backup_file'] as const

interface Table {
  readonly name: string
  readonly type: 'table' | 'shadow' | 'virtual' | 'view'
  /** 1 where it has no rowid. */
  readonly wr: number
}

/** The tables that hold a wiki's data, in order; older wikis had some behind a search index of SQLite's own. */
export function dataTables(sqlite: Database.Database): Table[] {
  const all = sqlite.pragma('main.table_list') as Table[]
  const own = all.filter(({ name, type }) => (type === 'table' || type === 'shadow') && isData(name))
  return own
    .filter(({ name }) => !BACKUP_TABLES.some((one) => one === name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Of SQLite's own tables, the one that says which seqs were given. */
function isData(name: string): boolean {
  return !name.startsWith('sqlite_') || name === 'sqlite_sequence'
}

/**
 * SHA-256 over all data of a wiki: of each table in the order of names its name, then its rows in the order of their
 * rowids, or of their keys where they have none; each value as its kind, its length and itself.
 */
export function digestOf(sqlite: Database.Database): string {
  const digest = createHash('sha256')
  for (const { name, wr } of dataTables(sqlite)) {
    digest.update(`table ${name}\n`)
    const rows = sqlite.prepare(`SELECT * FROM main."${name}"${wr ? '' : ' ORDER BY rowid'}`).raw()
    for (const row of rows.iterate() as Iterable<readonly unknown[]>) for (const value of row) take(digest, value)
  }
  return digest.digest('hex')
}

function take(digest: Hash, value: unknown): void {
  if (Buffer.isBuffer(value)) digest.update(`b${value.length}:`).update(value)
  else if (typeof value === 'string') digest.update(`t${Buffer.byteLength(value)}:`).update(value)
  else digest.update(value === null ? 'n;' : `i${JSON.stringify(value)};`)
}
