import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { MIGRATIONS } from './migrations.ts'

/** A folder with empty data in the shape that they had after this migration, and what `write` puts in. */
export async function oldData(upto: string, write: (sqlite: Database.Database) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'terreau-'))
  const sqlite = new Database(join(folder, 'data.sqlite'))
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: sqlite }) })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateTo(upto)
  if (error) throw new Error(`no data of ${upto}`, { cause: error })
  sqlite.pragma('foreign_keys = ON')
  write(sqlite)
  await db.destroy()
  return folder
}
