import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { openWiki, type Wiki } from '@terreau/server/wiki.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { until } from '../running-wiki.ts'
import { folderForEach } from './folder-for-each.ts'

const WORDS = 4600

let folder: string

folderForEach((path) => (folder = path))

const open = (at: string): Promise<Wiki> => openWiki(at, { onDiskLost: fail, onDefect: (_page, cause) => fail(cause) })

/** Writes words one by one, as an editor does, in a page that stays open. */
async function writeWords(wiki: Wiki, pageId: PageId, author: MemberId): Promise<void> {
  const doc = new Y.Doc()
  doc.clientID = await wiki.leases.issue(pageId, author)
  wiki.rooms.noteLease(pageId, doc.clientID, author)
  const updates: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  for (let word = 0; word < WORDS; word += 1) doc.getMap('fields').set('summary', `mot ${word}`)
  for (let at = 0; at < updates.length; at += 100)
    await Promise.all(updates.slice(at, at + 100).map((bytes) => wiki.rooms.receiveUpdate(pageId, author, bytes)))
}

test('[K9] a page written without a pause is opened after a crash from a snapshot that is not far behind', async () => {
  const wiki = await open(join(folder, 'wiki'))
  const author = await wiki.members.standIn('system', 'Terreau')
  const { page } = await wiki.desk.create({ type: 'practice', title: 'Écrire sans pause' }, author)
  const room = await wiki.rooms.hold(page.id)
  await writeWords(wiki, page.id, author.id)
  const after = async () => (await wiki.store.db.selectFrom('snapshot').select('upto_seq').executeTakeFirst())?.upto_seq
  await until(async () => ((await after()) ?? 0) > 2000)
  expect((await after()) ?? 0).toBeGreaterThan(2000)

  mkdirSync(join(folder, 'left/files'), { recursive: true })
  for (const file of ['data.sqlite', 'data.sqlite-wal'])
    copyFileSync(join(folder, 'wiki', file), join(folder, 'left', file))
  wiki.rooms.release(room)
  await wiki.close()
  const again = await open(join(folder, 'left'))
  expect((await again.rooms.read(page.id)).fields.summary).toBe(`mot ${WORDS - 1}`)
  await again.close()
})

function fail(cause: unknown): never {
  throw cause
}
