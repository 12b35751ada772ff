/** Writes updates into a log as rooms do, many at once, and notes in the file `acks` how many were promised. Arguments: folder, updates, `hasty` to promise without syncing or `tidying` to pack old updates and empty the WAL meanwhile. */
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { MemberStore } from '@terreau/server/members/member-store.ts'
import { PageStore } from '@terreau/server/pages/page-store.ts'
import { openStore } from '@terreau/server/storage/store.ts'
import { WalCare } from '@terreau/server/storage/wal-care.ts'
import { openSqliteLog } from '@terreau/server/update-log/sqlite-log.ts'
import { contentOf } from './content.ts'

const [folder = '', updates = '0', manner] = process.argv.slice(2)

const store = await openStore(folder)
const author = await new MemberStore(store.db, Date.now).standIn('system', 'Terreau')
const page = await new PageStore(store.db, Date.now).create(
  { type: 'practice', title: 'Une page', lang: 'fr' },
  author.id,
)
const log = openSqliteLog(store)
const acks = openSync(join(folder, 'acks'), 'w')
const promises: Promise<void>[] = []
let promised = 0

for (let seq = 1; seq <= Number(updates);) {
  const batch = Array.from({ length: 1 + (seq % 7) }, (_, at) => seq + at)
  await log.append(batch.map((n) => ({ pageId: page.id, memberId: author.id, receivedAt: n, bytes: contentOf(n) })))
  seq += batch.length
  const durable = manner === 'hasty' ? Promise.resolve() : log.synced()
  promises.push(durable.then(() => promise(batch.at(-1) ?? 0)))
  if (seq % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
  if (manner === 'tidying' && seq % 40 === 0) {
    await log.pack(page.id, seq)
    await new WalCare(folder, 0).tidy()
  }
  if (seq % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
}
await Promise.all(promises)

function promise(upTo: number): void {
  if (upTo <= promised) return
  promised = upTo
  writeSync(acks, `${upTo}\n`, null)
}
