import { spawn } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { MemberStore } from '@terreau/server/members/member-store.ts'
import { PageStore } from '@terreau/server/pages/page-store.ts'
import { chainStart } from '@terreau/server/storage/chain.ts'
import { FIRST_WIKI, MIGRATIONS } from '@terreau/server/storage/migrations.ts'
import { openStore } from '@terreau/server/storage/store.ts'
import { brokenAt } from '@terreau/server/update-log/damaged-log.ts'
import { KEPT_AS_ROWS, UPDATES_IN_PACK } from '@terreau/server/update-log/packing.ts'
import { openSqliteLog } from '@terreau/server/update-log/sqlite-log.ts'
import { pause, temporaryFolder } from '../running-wiki.ts'
import { seeded } from '../seeded.ts'

const UPDATES = 6000
const KILLS = 8

let folder: string
let removeFolder: () => Promise<void>

beforeEach(async () => {
  const made = await temporaryFolder()
  ;[folder, removeFolder] = [made.path, made.remove]
})

afterEach(() => removeFolder())

/** Starts the work and kills it so many milliseconds after its first step; false where it was done before. */
async function killedAfter(what: 'pack' | 'migrate', ms: number): Promise<boolean> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-midway/work.ts'), folder, what])
  let [said, wrong] = ['', '']
  child.stderr.on('data', (data: Buffer) => (wrong += data.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => (said += data.toString()).includes('step') && resolve())
    child.once('close', () => resolve())
  })
  await Promise.race([pause(ms), ended])
  child.kill('SIGKILL')
  await ended
  if (wrong) throw new Error(wrong)
  return child.signalCode === 'SIGKILL'
}

const updateAt = (index: number) => ({
  receivedAt: 1_700_000_000_000 + index,
  bytes: Buffer.from(`${index}:`.repeat(1 + (index % 7))),
})

/** What the log of the page gives, and whether it follows. */
async function logged(): Promise<{ whole: boolean; broken: number | null; rows: number }> {
  const store = await openStore(folder)
  const log = openSqliteLog(store)
  const { id } = await store.db.selectFrom('page').select('id').executeTakeFirstOrThrow()
  const updates = await log.read(id, 0)
  const whole =
    updates.length === UPDATES &&
    updates.every((one, index) => {
      const { receivedAt, bytes } = updateAt(index)
      return one.seq === index + 1 && one.receivedAt === receivedAt && bytes.equals(one.bytes)
    })
  const rows = (await store.db.selectFrom('update_log').select('seq').execute()).length
  await log.close()
  await store.close()
  return { whole, broken: brokenAt(chainStart(id), updates), rows }
}

test('[K6] packing killed at any moment, again and again, loses no update and leaves none twice', async () => {
  const store = await openStore(folder)
  const author = (await new MemberStore(store.db, Date.now).standIn('system', 'Terreau')).id
  const pages = new PageStore(store.db, Date.now)
  const { id } = await pages.create({ type: 'practice', title: 'Une page', lang: 'fr' }, author)
  const log = openSqliteLog(store)
  for (let at = 0; at < UPDATES; at += 500) {
    const batch = Array.from({ length: 500 }, (_, index) => ({ pageId: id, memberId: author, ...updateAt(at + index) }))
    await log.append(batch)
  }
  await log.close()
  await store.close()
  const chance = seeded(20_261_123)
  let kills = 0
  while (await killedAfter('pack', chance() * 8)) {
    kills += 1
    expect(await logged()).toMatchObject({ whole: true, broken: null })
  }
  const { whole, broken, rows } = await logged()
  expect([whole, broken, kills > 0, rows < KEPT_AS_ROWS + UPDATES_IN_PACK]).toEqual([true, null, true, true])
})

/** As Kysely wrote down what was done. */
const ITS_MIGRATIONS = [
  `CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL)`,
  `CREATE TABLE kysely_migration_lock (id varchar(255) NOT NULL PRIMARY KEY, is_locked integer DEFAULT 0 NOT NULL)`,
  `INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0)`,
  `INSERT INTO kysely_migration VALUES ('0001-first-wiki', '2026-11-20T08:00:00.000Z')`,
]

/** The data of the first version, with what people wrote. */
function firstVersion(): void {
  const sqlite = new Database(join(folder, 'data.sqlite'))
  sqlite.pragma('journal_mode = WAL')
  for (const statement of [...FIRST_WIKI, ...ITS_MIGRATIONS]) sqlite.exec(statement)
  const [member, page] = ['0190-member' as MemberId, '0190-page' as PageId]
  sqlite.prepare(`INSERT INTO member VALUES (?, 'Ana', 'member', 'learn', 'person', 1)`).run(member)
  sqlite
    .prepare(`INSERT INTO page VALUES (?, 'practice', 'une-page', 'Une page', 'une page', 'fr', ?, 1, 1, NULL)`)
    .run(page, member)
  const insert = sqlite.prepare('INSERT INTO update_log (page_id, member_id, received_at, bytes) VALUES (?, ?, ?, ?)')
  sqlite.transaction(() => {
    for (let index = 0; index < UPDATES; index += 1) {
      const { receivedAt, bytes } = updateAt(index)
      insert.run(page, member, receivedAt, bytes)
    }
  })()
  sqlite.close()
}

test('[B5] a start killed while it brings data of the first version up to date leaves what the next start can bring up to date', async () => {
  firstVersion()
  const chance = seeded(20_261_124)
  const longest = await durationOf(() => killedAfter('migrate', 60_000), firstVersion)
  for (let kill = 0; kill < KILLS; kill += 1) {
    await killedAfter('migrate', chance() * longest)
    expect(shapeOf(join(folder, 'data.sqlite'))).toMatch(/^first version$|^this version$/)
  }
  expect(await logged()).toEqual({ whole: true, broken: null, rows: UPDATES })
})

/** How long the work takes undisturbed, on data that is made anew afterwards. */
async function durationOf(work: () => Promise<unknown>, again: () => void): Promise<number> {
  const began = performance.now()
  await work()
  const took = performance.now() - began
  await removeFolder()
  const made = await temporaryFolder()
  ;[folder, removeFolder] = [made.path, made.remove]
  again()
  return took
}

/** Which version the data is of, by its tables and by what it says of itself. */
function shapeOf(file: string): string {
  const sqlite = new Database(file)
  const done = sqlite.prepare('SELECT count(*) FROM kysely_migration').pluck().get() as number
  const columns = sqlite.pragma('table_info(update_log)') as { name: string }[]
  const tables = sqlite.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'update_pack'`).pluck().get() as number
  const sound = sqlite.pragma('integrity_check', { simple: true })
  sqlite.close()
  const [hashed, all] = [columns.some(({ name }) => name === 'hash'), Object.keys(MIGRATIONS).length]
  if (sound !== 'ok') return String(sound)
  if (done === 1 && !hashed && tables === 0) return 'first version'
  return done === all && hashed && tables === 1 ? 'this version' : `${done} of ${all}, ${hashed ? '' : 'not '}chained`
}
