import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { RecoveredDrafts } from '@terreau/shared/api/drafts.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let ana: { secret: string; id: MemberId }
let pageId: PageId

beforeAll(async () => {
  wiki = await WikiForTests.open()
  const secret = await wiki.someone('member', 'Ana')
  const { json } = await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)
  ana = { secret, id: json.member.id }
  pageId = (await wiki.page(secret, 'Composter à plusieurs')).id
})
afterAll(() => wiki.close())

/** Sends what Ana wrote in a copy of the page, before or after others changed it. */
async function send(change: (copy: Y.Doc) => void, meanwhile: (doc: Y.Doc) => void = () => {}): Promise<string> {
  const { rooms, leases } = wiki.wiki
  const clientId = await leases.issue(pageId, ana.id)
  rooms.noteLease(pageId, clientId, ana.id)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, await rooms.with(pageId, (room) => room.state()))
  copy.clientID = clientId
  const before = Y.encodeStateVector(copy)
  copy.transact(() => change(copy))
  await rooms.write(pageId, ana.id, meanwhile)
  return rooms.receiveUpdate(pageId, ana.id, Y.encodeStateAsUpdate(copy, before)).then(
    () => 'admitted',
    (cause: { code: string }) => cause.code,
  )
}

async function drafts(secret = ana.secret): Promise<RecoveredDrafts['drafts']> {
  await wiki.wiki.words.flush()
  return (await wiki.ask<RecoveredDrafts>('GET', '/api/me/drafts', secret)).json.drafts
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

/** An item outside of any list. */
function misplaced(copy: Y.Doc): void {
  const item = new Y.XmlElement('listItem')
  item.insert(0, [paragraph('Un seau et une fourche')])
  bodyOf(copy).push([item])
}

test('[Z20] words that were refused are their author’s to read, once, and to put aside', async () => {
  expect([await send(misplaced), await send(misplaced)]).toEqual(['wire.not-in-schema', 'wire.not-in-schema'])
  const [draft, ...others] = await drafts()
  expect(draft).toMatchObject({
    why: 'wire.not-in-schema',
    words: 'Un seau et une fourche',
    page: { id: pageId, title: 'Composter à plusieurs' },
  })
  expect([others, await drafts(await wiki.someone('member', 'Ben'))]).toEqual([[], []])
  const [gone, again] = [
    await wiki.ask('DELETE', `/api/me/drafts/${draft?.id}`, ana.secret),
    await wiki.ask('DELETE', `/api/me/drafts/${draft?.id}`, ana.secret),
  ]
  expect([gone.status, again.status, await drafts()]).toEqual([204, 404, []])
})

test('[Z20] words written where others meanwhile emptied the page are admitted, and come back as a draft', async () => {
  const first = paragraph('Ici on composte')
  await wiki.wiki.rooms.write(pageId, ana.id, (doc) => bodyOf(doc).insert(0, [first]))
  const says = await send(
    (copy) => ((bodyOf(copy).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(15, ' depuis deux mille dix'),
    (doc) => bodyOf(doc).delete(0, 1),
  )
  expect(says).toBe('admitted')
  expect(await drafts()).toMatchObject([{ why: 'wire.place-gone', words: 'depuis deux mille dix' }])
})
