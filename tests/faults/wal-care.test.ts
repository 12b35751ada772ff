import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MemberStore } from '@terreau/server/members/member-store.ts'
import { PageStore } from '@terreau/server/pages/page-store.ts'
import { openStore, type Store } from '@terreau/server/storage/store.ts'
import { WalCare } from '@terreau/server/storage/wal-care.ts'
import { openSqliteLog } from '@terreau/server/update-log/sqlite-log.ts'
import type { UpdateLog } from '@terreau/server/update-log/update-log.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { temporaryFolder } from '../running-wiki.ts'

const MB = 1024 * 1024

let folder: string
let removeFolder: () => Promise<void>
let store: Store
let log: UpdateLog
let page: { pageId: PageId; memberId: MemberId }

beforeEach(async () => {
  const made = await temporaryFolder()
  ;[folder, removeFolder] = [made.path, made.remove]
  store = await openStore(folder)
  const { id: memberId } = await new MemberStore(store.db, Date.now).standIn('system', 'Terreau')
  const pages = new PageStore(store.db, Date.now)
  page = { memberId, pageId: (await pages.create({ type: 'practice', title: 'Une page', lang: 'fr' }, memberId)).id }
  log = openSqliteLog(store)
})

afterEach(async () => {
  await log.close()
  await store.close()
  await removeFolder()
})

async function write(megabytes: number): Promise<void> {
  for (let at = 0; at < megabytes; at += 1)
    await log.append([{ ...page, receivedAt: at, bytes: new Uint8Array(MB).fill(at) }])
  await log.synced()
}

const walSize = () => statSync(join(folder, 'data.sqlite-wal')).size

test('[K8] what a long reader made of the WAL is given back once it has gone, while writing goes on', async () => {
  const care = new WalCare(folder)
  const reader = store.connect()
  reader.exec('BEGIN')
  reader.prepare('SELECT count(*) FROM update_log').get()
  await write(24)
  await care.tidy()
  expect(walSize()).toBeGreaterThan(20 * MB)
  reader.close()
  const [tidied] = [care.tidy(), await write(2)]
  await tidied
  await care.tidy()
  expect(walSize()).toBeLessThan(16 * MB)
  await write(1)
  const [read, other] = [await log.read(page.pageId, 0), store.connect()]
  const sound = other.pragma('quick_check', { simple: true })
  other.close()
  expect([read.length, read.at(-1)?.bytes.length, sound]).toEqual([27, MB, 'ok'])
})
