import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import fc from 'fast-check'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { MemberStore } from '../members/member-store.ts'
import { PageStore } from '../pages/page-store.ts'
import { chainStart } from '../storage/chain.ts'
import { openStore, type Store } from '../storage/store.ts'
import { brokenAt, DamagedLog } from './damaged-log.ts'
import { packed, unpacked } from './pack.ts'
import { KEPT_AS_ROWS, UPDATES_IN_PACK } from './packing.ts'
import { openSqliteLog } from './sqlite-log.ts'
import type { LoggedUpdate, UpdateLog } from './update-log.ts'

let folder: string
let store: Store
let log: UpdateLog
let pages: PageId[]
let members: MemberId[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'terreau-log-'))
  store = await openStore(folder)
  const [people, titles] = [new MemberStore(store.db, () => 1), new PageStore(store.db, () => 1)]
  members = [(await people.standIn('system', 'Terreau')).id, (await people.standIn('import', 'Import')).id]
  const author = members[0] as MemberId
  const made = ['Une page', 'Une autre'].map((title) => titles.create({ type: 'practice', title, lang: 'fr' }, author))
  pages = (await Promise.all(made)).map(({ id }) => id)
  log = openSqliteLog(store)
})

afterEach(async () => {
  await log.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

const [FIRST, OTHER] = [() => pages[0] as PageId, () => pages[1] as PageId]

/** Appends so many updates to the first page, two members by turns and a page beside it now and then. */
async function write(count: number): Promise<void> {
  for (let at = 0; at < count; at += 50) {
    const batch = Array.from({ length: Math.min(50, count - at) }, (_, index) => ({
      pageId: FIRST(),
      memberId: members[index % 2] as MemberId,
      receivedAt: 1_700_000_000_000 + at + index,
      bytes: new TextEncoder().encode(`${at + index}:`.repeat(1 + (index % 9))),
    }))
    await log.append([...batch, { ...(batch[0] as (typeof batch)[0]), pageId: OTHER() }])
  }
}

const comparable = (updates: readonly LoggedUpdate[]) =>
  updates.map((one) => ({
    ...one,
    bytes: Buffer.from(one.bytes).toString('hex'),
    hash: Buffer.from(one.hash).toString('hex'),
  }))

const rowsOf = async (pageId: PageId) => {
  const { db } = store
  return (await db.selectFrom('update_log').select('seq').where('page_id', '=', pageId).execute()).length
}

test('[K5] each update follows from the one before it on its page, whoever appended it', async () => {
  await write(120)
  const beside = openSqliteLog(store)
  await beside.append([
    { pageId: FIRST(), memberId: members[1] as MemberId, receivedAt: -5, bytes: new Uint8Array([1]) },
  ])
  await beside.close()
  await write(3)
  const [first, other] = [await log.read(FIRST(), 0), await log.read(OTHER(), 0)]
  expect([first.length, brokenAt(chainStart(FIRST()), first)]).toEqual([124, null])
  expect(brokenAt(chainStart(OTHER()), other)).toBeNull()
  expect(brokenAt(chainStart(OTHER()), first)).toBe(first[0]?.seq)
})

test('[K6] a pack gives back what it was given, to the byte', () => {
  const update = fc.record({
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    receivedAt: fc.integer({ min: -1e15, max: 1e15 }),
    memberId: fc.string({ unit: 'grapheme', maxLength: 40 }) as unknown as fc.Arbitrary<MemberId>,
    bytes: fc.uint8Array({ maxLength: 200 }),
  })
  fc.assert(
    fc.property(fc.array(update), (updates) => {
      const back = unpacked(packed(updates)).map((one) => ({ ...one, bytes: new Uint8Array(one.bytes) }))
      expect(back).toEqual(updates)
    }),
  )
})

test('[K6] what was packed is read as before, from wherever one reads, and the newest updates stay rows', async () => {
  await write(UPDATES_IN_PACK * 2 + KEPT_AS_ROWS + 100)
  const before = comparable(await log.read(FIRST(), 0))
  const upto = before.at(-1)?.seq ?? 0
  const counts = [await log.pack(FIRST(), upto), await log.pack(FIRST(), upto), await log.pack(FIRST(), upto)]
  expect(counts).toEqual([UPDATES_IN_PACK, UPDATES_IN_PACK, 0])
  expect(await rowsOf(FIRST())).toBe(KEPT_AS_ROWS + 100)
  for (const from of [0, 1, 300, UPDATES_IN_PACK, UPDATES_IN_PACK + 7, before.length - 3])
    expect(comparable(await log.read(FIRST(), before[from]?.seq ?? 0))).toEqual(before.slice(from + 1))
  expect(brokenAt(chainStart(FIRST()), await log.read(FIRST(), 0))).toBeNull()
  await write(60)
  expect((await log.read(FIRST(), 0)).length).toBe(before.length + 60)
  expect(await log.head(FIRST())).toBe((await log.read(FIRST(), 0)).at(-1)?.seq)
})

test('[K6] nothing newer than it may is packed, and nothing of another page', async () => {
  await write(UPDATES_IN_PACK + KEPT_AS_ROWS + 50)
  expect(await log.pack(FIRST(), 100)).toBe(0)
  expect(await log.pack(OTHER(), 1e9)).toBe(0)
})

test('[K6] rows leave the log only where a pack holds them, and packs never change', async () => {
  await write(UPDATES_IN_PACK + KEPT_AS_ROWS + 50)
  await log.pack(FIRST(), 1e9)
  const sqlite = store.connect()
  const refused = [
    'DELETE FROM update_log WHERE seq = (SELECT max(seq) FROM update_log)',
    'DELETE FROM update_log',
    'UPDATE update_log SET received_at = 0',
    'DELETE FROM update_pack',
    'UPDATE update_pack SET last_seq = 1e9',
    'INSERT INTO update_pack SELECT page_id, first_seq + 1, last_seq + 1, updates, before, hash, bytes FROM update_pack',
    'INSERT OR REPLACE INTO update_pack SELECT page_id, first_seq, last_seq, 0, before, hash, bytes FROM update_pack',
  ]
  for (const statement of refused) expect(() => sqlite.exec(statement), statement).toThrow(/append-only|packed already/)
  sqlite.close()
})

test('[K5] a pack that was changed is damage, not a defect', async () => {
  await write(UPDATES_IN_PACK + KEPT_AS_ROWS + 50)
  await log.pack(FIRST(), 1e9)
  const sqlite = store.connect()
  sqlite.exec('DROP TRIGGER update_pack_fixed')
  sqlite.exec('UPDATE update_pack SET bytes = CAST(substr(bytes, 1, length(bytes) - 9) AS BLOB)')
  await expect(log.read(FIRST(), 0)).rejects.toThrow(DamagedLog)
  sqlite.close()
})
