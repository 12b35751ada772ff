import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import { DriveableWiki } from './driveable-wiki.ts'
import { hasUnsavedWords, openLivePage, type LivePage } from './live-page.ts'
import { ownUpdate } from './own-update.ts'

const PAGE = '01890000-0000-7000-8000-000000000001' as PageId
const LONGER_THAN_ANY_BACK_OFF = 6_000

let wiki: DriveableWiki
const opened: LivePage[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  wiki = new DriveableWiki()
})

afterEach(() => {
  for (const page of opened.splice(0)) page.destroy()
  vi.useRealTimers()
})

function visit(): LivePage {
  const { fetchTicket, WebSocket, http } = wiki
  const page = openLivePage({
    pageId: PAGE,
    schema: 'fingerprint',
    fetchTicket,
    url: 'ws://wiki/collab',
    WebSocketPolyfill: WebSocket,
    http,
  })
  opened.push(page)
  return page
}

async function visited(): Promise<LivePage> {
  const page = visit()
  await wiki.settle()
  return page
}

async function later(): Promise<void> {
  vi.advanceTimersByTime(LONGER_THAN_ANY_BACK_OFF)
  await wiki.settle()
}

const textOf = (doc: Y.Doc) => doc.getText('body').toJSON()
/** Stands for the editor: the body as plain text, at its end. */
const type = (page: LivePage, words: string) => page.doc.getText('body').insert(textOf(page.doc).length, words)

test('[E1] a page writes under the id that the server issued, from its first edit', async () => {
  const page = await visited()
  type(page, 'a')
  await wiki.settle()
  const { structs } = Y.decodeUpdate(wiki.received.at(-1)?.bytes ?? new Uint8Array())
  expect(structs.map((struct) => struct.id.client)).toEqual([1_001])
})

test('[E2] opening a page writes nothing', async () => {
  wiki.write((doc) => doc.getText('body').insert(0, 'déjà là'))
  const page = await visited()
  await later()
  expect(wiki.received.filter(({ bytes }) => Y.decodeUpdate(bytes).structs.length > 0)).toEqual([])
  expect(page.getState()).toMatchObject({ ready: true, mayWrite: true, save: { kind: 'saved' } })
})

test('[E3] an edit is pending until its ack, and saved from then on', async () => {
  const page = await visited()
  wiki.holdsAcks = true
  type(page, 'a')
  type(page, 'b')
  await wiki.settle()
  expect(page.getState().save).toEqual({ kind: 'pending', waiting: 2 })
  expect(hasUnsavedWords(page.getState().save)).toBe(true)
  wiki.releaseAcks()
  await wiki.settle()
  expect(page.getState().save).toEqual({ kind: 'saved' })
})

test('[E4] what is written offline is kept, and lands one edit at a time', async () => {
  const page = await visited()
  wiki.unreachable = true
  wiki.cut()
  for (const letter of 'terre') type(page, letter)
  await later()
  expect(page.getState().save).toEqual({ kind: 'offline', waiting: 5 })
  wiki.unreachable = false
  const before = wiki.received.length
  await later()
  const frames = wiki.received.slice(before).map(({ bytes }) => Y.decodeUpdate(bytes).structs.length)
  expect(frames).toEqual([1, 1, 1, 1, 1, 1])
  expect([textOf(wiki.doc), page.getState().save]).toEqual(['terre', { kind: 'saved' }])
})

test('[E4] words typed while the socket opens leave after those of the outbox', async () => {
  const page = await visited()
  wiki.cut()
  type(page, 'un ')
  page.provider.once('status', () => type(page, 'deux '))
  await later()
  expect([textOf(wiki.doc), page.getState().save.kind]).toEqual(['un deux ', 'saved'])
})

test('[E4] whoever leaves the page stays connected until their last word is durable', async () => {
  const page = await visited()
  wiki.holdsAcks = true
  type(page, 'au revoir')
  page.leave()
  await wiki.settle()
  expect(page.getState().save.kind).toBe('pending')
  let gone = false
  page.doc.once('destroy', () => (gone = true))
  wiki.releaseAcks()
  await wiki.settle()
  expect([gone, textOf(wiki.doc)]).toEqual([true, 'au revoir'])
})

test('[E5] each connection has its own ticket, and goes on under the same id', async () => {
  const page = await visited()
  wiki.cut()
  await later()
  expect(wiki.asked.map(({ clientId }) => clientId)).toEqual([undefined, 1_001])
  expect(page.doc.clientID).toBe(1_001)
})

test('[E5] a ticket that a restarted server does not know is replaced', async () => {
  const page = await visited()
  type(page, 'a')
  wiki.cut(4401, 'wire.bad-ticket')
  await later()
  expect([textOf(wiki.doc), page.getState().save.kind]).toEqual(['a', 'saved'])
})

test('[E5] an id that the server does not know any more is replaced', async () => {
  const page = await visited()
  wiki.forgetLeases()
  wiki.cut()
  await later()
  expect(wiki.asked.map(({ clientId }) => clientId)).toEqual([undefined, 1_001, undefined])
  expect([page.doc.clientID, page.awareness.clientID, page.getState().mayWrite]).toEqual([1_002, 1_002, true])
})

test('[E6] when Yjs changes the id by itself, nothing leaves under the new one', async () => {
  const page = await visited()
  const stranger = new Y.Doc()
  stranger.clientID = page.doc.clientID
  stranger.getText('body').insert(0, 'x')
  Y.applyUpdate(wiki.doc, Y.encodeStateAsUpdate(stranger))
  await Promise.resolve()
  await Promise.resolve()
  expect(page.getState().mayWrite).toBe(false)
  await later()
  const ids = wiki.received.flatMap(({ bytes }) => Y.decodeUpdate(bytes).structs.map((struct) => struct.id.client))
  expect(ids.every((id) => id === 1_001 || id === 1_002)).toBe(true)
  expect([wiki.asked.at(-1)?.clientId, page.doc.clientID, page.getState().mayWrite]).toEqual([undefined, 1_002, true])
})

test('[E7] a wiki that was updated opens no editor', async () => {
  wiki.noTickets = 'wire.schema-changed'
  const page = await visited()
  await later()
  expect(page.getState()).toMatchObject({ ready: false, mayWrite: false, save: { kind: 'outdated' } })
  expect(wiki.asked).toHaveLength(1)
})

test.each([
  [4401, 'member.unknown'],
  [4403, 'wire.read-only'],
  [4404, 'page.unknown'],
])('[E8] close code %i ends the page with its reason and the words that were not saved', async (code, why) => {
  const page = await visited()
  wiki.holdsAcks = true
  type(page, 'gardez-moi')
  await wiki.settle()
  wiki.cut(code)
  await later()
  expect(page.getState().save).toEqual({ kind: 'closed', why, words: 'gardez-moi' })
  expect(wiki.asked).toHaveLength(1)
})

test('[E9] a refused edit ends this copy of the page, and its words are handed back', async () => {
  const page = await visited()
  type(page, 'bien reçu. ')
  await wiki.settle()
  wiki.refuses = (update) => (Y.decodeUpdate(update).structs.length > 0 ? 'wire.not-in-schema' : null)
  for (const letter of 'perdu') type(page, letter)
  page.doc.getText('body').delete(textOf(page.doc).length - 1, 1)
  await wiki.settle()
  expect(page.getState().save).toEqual({ kind: 'refused', why: 'wire.not-in-schema', words: 'perd' })
  expect(page.getState().mayWrite).toBe(false)
})

test('[E9] a gap is answered by starting again, once', async () => {
  const page = await visited()
  let gaps = 0
  wiki.refuses = () => ((gaps += 1) === 1 ? 'wire.gap' : null)
  type(page, 'a')
  await wiki.settle()
  await later()
  expect([textOf(wiki.doc), page.getState().save.kind]).toEqual(['a', 'saved'])
})

test('[E10] while the store fails, the page says so', async () => {
  const page = await visited()
  wiki.holdsAcks = true
  type(page, 'a')
  wiki.notify({ kind: 'store-failing', since: '2026-01-01T00:00:00Z' })
  await wiki.settle()
  expect(page.getState().save).toEqual({ kind: 'not-saved', waiting: 1 })
  wiki.notify({ kind: 'store-recovered' })
  wiki.releaseAcks()
  await wiki.settle()
  expect(page.getState().save).toEqual({ kind: 'saved' })
})

test('[E27] while the wiki’s disk is full nothing is written, words wait here, and it goes on by itself', async () => {
  const page = await visited()
  wiki.notify({ kind: 'disk', state: 'low' })
  await wiki.settle()
  expect(page.getState()).toMatchObject({ mayWrite: true, disk: 'low', save: { kind: 'saved' } })
  wiki.holdsAcks = true
  type(page, 'a')
  wiki.notify({ kind: 'disk', state: 'full' })
  await wiki.settle()
  expect(page.getState()).toMatchObject({ mayWrite: false, disk: 'full', save: { kind: 'not-saved', waiting: 1 } })
  wiki.notify({ kind: 'disk', state: 'well' })
  wiki.releaseAcks()
  await wiki.settle()
  expect(page.getState()).toMatchObject({ mayWrite: true, disk: 'well', save: { kind: 'saved' } })
})

test('[E7] words that wait when the wiki is updated are handed back', async () => {
  const page = await visited()
  wiki.unreachable = true
  wiki.cut()
  type(page, 'gardez-moi')
  wiki.unreachable = false
  wiki.noTickets = 'wire.schema-changed'
  await later()
  expect(page.getState().save).toEqual({ kind: 'outdated', words: 'gardez-moi' })
})

test('[E11] a reader sends no update with content, and may not write', async () => {
  wiki.right = 'read'
  wiki.write((doc) => {
    doc.getText('body').insert(0, 'abc')
    doc.getText('body').delete(0, 1)
  })
  const page = await visited()
  wiki.cut()
  await later()
  const changes = wiki.received.map(({ bytes }) => Y.decodeUpdate(bytes))
  expect(changes.map(({ structs, ds }) => structs.length + ds.clients.size)).toEqual([0, 0])
  expect(page.getState()).toMatchObject({ mayWrite: false, save: { kind: 'read-only' } })
})

test('[E12] a server that lost durable words gets them back from their author, and no words of others', async () => {
  const page = await visited()
  type(page, 'miens')
  await wiki.settle()
  wiki.write((doc) => doc.getText('body').insert(0, 'leurs '))
  await wiki.settle()
  const nothing = Y.encodeStateVector(new Y.Doc())
  const clients = Y.decodeUpdate(ownUpdate(page.doc, nothing, new Set([1_001]))).structs.map(({ id }) => id.client)
  expect(clients).toEqual([1_001])
})

const LONGER_THAN_BETWEEN_SOCKETS = 31_000

async function waited(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    vi.advanceTimersByTime(500)
    await wiki.settle()
  }
}

test.each(['closed', 'swallowed'] as const)(
  '[E22] where sockets are %s, words are saved by requests within seconds, and the page says so',
  async (sockets) => {
    wiki.sockets = sockets
    wiki.write((doc) => doc.getText('body').insert(0, 'déjà là. '))
    const page = await visited()
    await waited(12_000)
    expect(page.getState()).toMatchObject({ ready: true, mayWrite: true, indirect: true, save: { kind: 'saved' } })
    type(page, 'miens')
    expect(page.getState().save).toEqual({ kind: 'pending', waiting: 1 })
    await wiki.settle()
    expect([textOf(wiki.doc), page.getState().save.kind]).toEqual(['déjà là. miens', 'saved'])
    expect(wiki.received.at(-1)?.clientId).toBe(1_001)
  },
)

test('[E22] without sockets, others’ words are seen after a few seconds', async () => {
  wiki.sockets = 'closed'
  const page = await visited()
  await waited(3_000)
  wiki.write((doc) => doc.getText('body').insert(0, 'leurs mots'))
  await waited(4_000)
  expect([textOf(page.doc), page.getState().save.kind]).toEqual(['leurs mots', 'saved'])
})

test('[E22] sockets are tried again, and taken up with what waits', async () => {
  wiki.sockets = 'closed'
  const page = await visited()
  await waited(3_000)
  type(page, 'un ')
  await wiki.settle()
  wiki.sockets = 'through'
  await waited(LONGER_THAN_BETWEEN_SOCKETS)
  expect(page.getState()).toMatchObject({ indirect: false, save: { kind: 'saved' } })
  type(page, 'deux')
  await wiki.settle()
  expect(textOf(wiki.doc)).toBe('un deux')
  wiki.write((doc) => doc.getText('body').insert(0, 'vite : '))
  await wiki.settle()
  expect(textOf(page.doc)).toBe('vite : un deux')
})

test('[E22] without any network, requests call nothing saved', async () => {
  wiki.sockets = 'closed'
  const page = await visited()
  await waited(3_000)
  wiki.unreachable = true
  type(page, 'a')
  await waited(6_000)
  expect(page.getState().save).toEqual({ kind: 'offline', waiting: 1 })
  wiki.unreachable = false
  await waited(12_000)
  expect([textOf(wiki.doc), page.getState().save.kind]).toEqual(['a', 'saved'])
})

test('[E22] words refused by a request are handed back', async () => {
  wiki.sockets = 'closed'
  const page = await visited()
  await waited(3_000)
  wiki.refuses = () => 'wire.not-in-schema'
  type(page, 'perdu')
  await wiki.settle()
  expect(page.getState().save).toEqual({ kind: 'refused', why: 'wire.not-in-schema', words: 'perdu' })
})

test('[E4] whatever the network does, all words land and the page ends up saved', async () => {
  const event = fc.oneof(
    fc
      .constantFrom('cut', 'dark', 'light', 'later', 'settle', 'hold', 'release', 'block', 'unblock')
      .map((kind) => ({ kind, words: '' })),
    fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme' }).map((words) => ({ kind: 'type', words })),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      wiki = new DriveableWiki()
      const page = await visited()
      for (const { kind, words } of events) await drive(page, kind, words)
      wiki.unreachable = false
      wiki.sockets = 'through'
      wiki.releaseAcks()
      await later()
      await later()
      const expected = events.map(({ words }) => words).join('')
      expect([textOf(wiki.doc), textOf(page.doc), page.getState().save]).toEqual([
        expected,
        expected,
        { kind: 'saved' },
      ])
    }),
    { numRuns: 150 },
  )
})

async function drive(page: LivePage, kind: string, words: string): Promise<void> {
  if (kind === 'type') type(page, words)
  if (kind === 'cut') wiki.cut()
  if (kind === 'dark') {
    wiki.unreachable = true
    wiki.cut()
  }
  if (kind === 'block') {
    wiki.sockets = 'closed'
    wiki.cut()
  }
  if (kind === 'unblock') wiki.sockets = 'through'
  if (kind === 'light') wiki.unreachable = false
  if (kind === 'hold') wiki.holdsAcks = true
  if (kind === 'release') wiki.releaseAcks()
  if (kind === 'later') await later()
  if (kind === 'settle') await wiki.settle()
}
