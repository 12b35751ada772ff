import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as Y from 'yjs'
import { until } from '../running-wiki.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import { openSqliteLog } from '@terreau/server/update-log/sqlite-log.ts'
import type { Wiki } from '@terreau/server/wiki.ts'
import { terreau, type Contender } from './contenders.ts'
import { percentile, printTable, sorted } from './figures.ts'
import { LetterByLetter, RawConnection } from './raw-connection.ts'

const UPDATES = 50_000
const TIMES = 3
const SINCE = 400

/** A page with a real history of 50,000 updates, opened by the first to come, beside loading its snapshot alone. */
export async function benchJoin(): Promise<void> {
  console.log(`Cold join of a page with ${UPDATES} updates: from the socket to the whole document, ms\n`)
  let page = ''
  const contender = await terreau(async (wiki) => void (page = await writeHistory(wiki)))
  const rows: string[][] = []
  rows.push(['from the log alone', ...(await coldJoins(contender, page, () => contender.kill()))])
  await contender.stopCleanly()
  await contender.restart()
  rows.push(['after a clean stop', ...(await coldJoins(contender, page, () => contender.stopCleanly()))])
  const afterKill = await coldJoins(contender, page, () => writeAndKill(contender, page))
  rows.push([`after kill -9, ${SINCE} updates after a snapshot`, ...afterKill])
  rows.push(['loading the snapshot alone', ...loadings(contender, page)])
  await contender.stop()
  printTable(['', 'median', 'longest', 'kB'], rows)
}

/** The wiki is ended in this way, starts again, and the page is opened; a few times. */
async function coldJoins(contender: Contender, page: string, end: () => Promise<void>): Promise<string[]> {
  const took: number[] = []
  let bytes = 0
  for (let time = 0; time < TIMES; time += 1) {
    await end()
    await contender.restart()
    const began = performance.now()
    const connection = await RawConnection.open(contender.address, page)
    connection.onUpdate = (update) => (bytes = update.length)
    await until(() => connection.whole, 60_000, 1)
    took.push(performance.now() - began)
    connection.close()
  }
  return said(took, bytes)
}

/** Writes less than what an open page is put down for, and kills. */
async function writeAndKill(contender: Contender, page: string): Promise<void> {
  const connection = await RawConnection.open(contender.address, page)
  const letters = new LetterByLetter(connection.clientId)
  let durable = 0
  connection.onAck = (updates) => (durable = updates)
  connection.send(letters.begin())
  for (let letter = 1; letter < SINCE; letter += 1) connection.send(letters.next().update)
  await until(() => durable >= SINCE)
  await contender.kill()
}

function loadings({ folder }: Contender, page: string): string[] {
  const sqlite = new Database(join(folder, 'data.sqlite'), { readonly: true })
  const took: number[] = []
  let bytes = 0
  for (let time = 0; time < 7; time += 1) {
    const began = performance.now()
    const row = sqlite.prepare('SELECT state FROM snapshot WHERE page_id = ?').get(page) as
      | { state: Buffer }
      | undefined
    if (!row) return ['no snapshot was kept']
    Y.applyUpdate(new Y.Doc(), row.state)
    took.push(performance.now() - began)
    bytes = row.state.length
  }
  sqlite.close()
  return said(took, bytes)
}

function said(took: readonly number[], bytes: number): string[] {
  const all = sorted(took)
  return [percentile(all, 0.5).toFixed(1), (all.at(-1) ?? 0).toFixed(1), (bytes / 1000).toFixed(0)]
}

/** Writes as a hand does, through the log's own code: a letter here, one away there, a new paragraph now and then. */
async function writeHistory({ pages, members, leases, store }: Wiki): Promise<string> {
  const author = await members.standIn('system', 'Terreau')
  const { id } = await pages.create({ type: 'practice', title: 'Une longue vie', lang: 'fr' }, author.id)
  const doc = new Y.Doc()
  doc.clientID = await leases.issue(id, author.id)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let at = 0; updates.length < UPDATES; at += 1) writeLetter(bodyOf(doc), at)
  const log = openSqliteLog(store)
  for (let at = 0; at < updates.length; at += 500)
    await log.append(
      updates.slice(at, at + 500).map((bytes) => ({ pageId: id, memberId: author.id, receivedAt: Date.now(), bytes })),
    )
  await log.close()
  return id
}

function writeLetter(body: Y.XmlFragment, at: number): void {
  if (at % 200 === 0) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('·')])
    return body.insert((at * 7919) % (body.length + 1), [paragraph])
  }
  const text = (body.get((Math.floor(at / 20) * 31) % body.length) as Y.XmlElement).get(0) as Y.XmlText
  const place = (at * 13) % (text.length + 1)
  if (at % 9 === 8 && place < text.length) text.delete(place, 1)
  else text.insert(place, 'e')
}
