import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { verify, type Fault } from '@terreau/server/safekeeping/verify.ts'
import { chained, chainStart } from '@terreau/server/storage/chain.ts'
import { openStore } from '@terreau/server/storage/store.ts'
import { openWiki, type Wiki } from '@terreau/server/wiki.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { seeded } from '../seeded.ts'
import { writeWiki } from './folder-for-tests.ts'
import { folderForEach } from './folder-for-each.ts'

let folder: string

folderForEach((path) => (folder = path))

const DATA = () => join(folder, 'data.sqlite')

/** A wiki at rest, with packs, whose closed contributions stand in the ledger. */
async function pinnedWiki(times: number): Promise<PageId> {
  const { pageId } = await writeWiki(folder, times)
  const wiki = await openWiki(folder, { onDiskLost: fail, onDefect: (_page, cause) => fail(cause) })
  const { id } = await wiki.members.standIn('system', 'Terreau')
  expect(await wiki.pins.pin(id, Date.now() + 1)).toBe(2)
  expect(await wiki.pins.pin(id, Date.now() + 1)).toBe(0)
  await validated(wiki, pageId)
  await wiki.close()
  return pageId
}

/** Has a peer accept all of a page. */
async function validated(wiki: Wiki, pageId: PageId): Promise<void> {
  const { members, reviews } = wiki
  const peer = await members.join(await members.invite('validator', 1, 1), 'Vera')
  if (!peer) throw new Error('the invitation did not open')
  await wiki.contributions.close(pageId, await everyone(wiki), Date.now())
  await wiki.projector.settled()
  const { hunks } = await reviews.desk.changes(pageId, peer)
  const keys = [...new Set(hunks.map(({ key }) => key))]
  expect(await reviews.desk.judge(pageId, { hunks: keys, verdict: 'validated' }, peer)).toMatchObject({ version: 1 })
}

async function everyone({ store }: Wiki): Promise<MemberId[]> {
  return (await store.db.selectFrom('member').select('id').execute()).map(({ id }) => id)
}

function fail(cause: unknown): never {
  throw cause
}

async function faults(): Promise<readonly Fault[]> {
  const store = await openStore(folder)
  const verified = await verify(store)
  await store.close()
  return verified.faults
}

/** Does something past the guards of the tables. */
function past(change: (sqlite: Database.Database) => void): void {
  const sqlite = new Database(DATA())
  sqlite.pragma('foreign_keys = OFF')
  const guards = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string
    sql: string
  }[]
  for (const { name } of guards) sqlite.exec(`DROP TRIGGER ${name}`)
  change(sqlite)
  for (const { sql } of guards) sqlite.exec(sql)
  sqlite.close()
}

/** What holds of each table is found by which fault, in which columns. */
const HELD = {
  update_log: [['bytes', 'hash', 'member_id', 'received_at'], ['log-broken']],
  update_pack: [['bytes', 'hash', 'before', 'first_seq', 'last_seq', 'updates'], ['log-broken']],
  ledger_entry: [
    ['at', 'kind', 'by_member', 'says', 'salt', 'says_hash', 'hash'],
    ['ledger', 'log-rewritten'],
  ],
  contribution: [
    ['member_id', 'opened_at', 'last_at', 'first_seq', 'last_seq'],
    ['contribution-differs', 'log-cut'],
  ],
  version: [['number', 'fields', 'body', 'hash'], ['version-differs']],
  snapshot: [['state', 'chain', 'hash'], ['snapshot-differs']],
  page_content: [['fields', 'body'], ['text-differs']],
} as const

/** One byte, letter or number of a value, changed. */
function changed(value: unknown, random: () => number): unknown {
  if (typeof value === 'number') return value + 1 + Math.floor(random() * 9)
  const bytes = Buffer.from(value as string | Buffer)
  const letters = [...bytes.keys()].filter(
    (at) => typeof value !== 'string' || /[a-z0-9]/.test(String.fromCharCode(bytes[at] ?? 0)),
  )
  const at = letters[Math.floor(random() * letters.length)] ?? 0
  bytes[at] =
    typeof value === 'string' ? (bytes[at] === 97 ? 98 : 97) : (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  return typeof value === 'string' ? bytes.toString() : bytes
}

test('[B12] whatever is changed in log, packs, ledger or contributions is found, and said where', async () => {
  await pinnedWiki(800)
  expect(await faults()).toEqual([])
  copyFileSync(DATA(), join(folder, 'whole'))
  const random = seeded(5)
  const missed: string[] = []
  for (const [table, [columns, due]] of Object.entries(HELD))
    for (const column of columns) {
      copyFileSync(join(folder, 'whole'), DATA())
      past((sqlite) => {
        const rows = sqlite
          .prepare(`SELECT rowid AS row, ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL`)
          .all() as {
          row: number
          value: unknown
        }[]
        const row = rows[Math.floor(random() * rows.length)]
        if (!row) throw new Error(`${table} is empty`)
        sqlite.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(changed(row.value, random), row.row)
      })
      const found = await faults()
      if (!found.some(({ what }) => due.some((one) => one === what)))
        missed.push(`${table}.${column}: ${JSON.stringify(found)}`)
    }
  expect(missed).toEqual([])
})

test('[B13] a log that was written anew, with hashes that fit each other, is not the one that the ledger noted', async () => {
  const page = await pinnedWiki(12)
  past((sqlite) => {
    const rows = sqlite.prepare('SELECT * FROM update_log WHERE page_id = ? ORDER BY seq').all(page) as {
      seq: number
      member_id: MemberId
      received_at: number
      bytes: Buffer
    }[]
    let hash = chainStart(page)
    for (const [index, { seq, member_id, received_at, bytes }] of rows.entries()) {
      const receivedAt = index === 3 ? received_at - 1 : received_at
      hash = chained(hash, { memberId: member_id, receivedAt, bytes })
      sqlite.prepare('UPDATE update_log SET received_at = ?, hash = ? WHERE seq = ?').run(receivedAt, hash, seq)
    }
    sqlite.prepare('UPDATE snapshot SET chain = ? WHERE page_id = ?').run(hash, page)
  })
  expect(await faults()).toMatchObject([{ what: 'log-rewritten', page: 'relire-le-registre' }])
})
