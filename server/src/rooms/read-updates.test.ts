import * as buffer from 'lib0/buffer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Ticket } from '@terreau/shared/api/collab.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let secret: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  secret = await wiki.someone('member')
})
afterAll(() => wiki.close())

async function read(id: string, query = '', headers: Record<string, string> = {}) {
  const authorization = `Bearer ${secret}`
  return wiki.app.inject({ url: `/api/pages/${id}/updates${query}`, headers: { authorization, ...headers } })
}

async function bring(id: string, update: Uint8Array) {
  const headers = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/octet-stream',
    prefer: 'return=minimal',
  }
  return wiki.app.inject({
    method: 'POST',
    url: `/api/pages/${id}/updates`,
    headers,
    payload: Buffer.from(update),
  })
}

test('[E22] a page is read and written by requests alone, under the id that was issued', async () => {
  const page = await wiki.page(secret, 'Sans prise directe')
  const request = { pageId: page.id, schema: schemaFingerprint }
  const { json: ticket } = await wiki.ask<Ticket>('POST', '/api/collab/tickets', secret, request)
  const doc = new Y.Doc()
  const whole = await read(page.id, `?schema=${schemaFingerprint}`)
  Y.applyUpdate(doc, whole.rawPayload)
  expect(doc.getMap('fields').get('title')).toBe('Sans prise directe')

  doc.clientID = ticket.clientId
  const known = Y.encodeStateVector(doc)
  doc.getMap('fields').set('summary', 'Écrit par une autre voie.')
  expect((await bring(page.id, Y.encodeStateAsUpdate(doc, known))).statusCode).toBe(204)

  const since = await read(page.id, `?known=${buffer.toBase64UrlEncoded(known)}`)
  const other = new Y.Doc()
  Y.applyUpdate(other, whole.rawPayload)
  Y.applyUpdate(other, since.rawPayload)
  expect(other.getMap('fields').get('summary')).toBe('Écrit par une autre voie.')
  expect(since.rawPayload.length).toBeLessThan(whole.rawPayload.length)
  expect((await read(page.id, '', { 'if-none-match': String(since.headers.etag) })).statusCode).toBe(304)
})

test('[E22] a visitor, an older editor and a malformed question get no page to write on', async () => {
  const page = await wiki.page(secret, 'Lire avant d’écrire')
  const visitor = await wiki.app.inject({ url: `/api/pages/${page.id}/updates` })
  const refused = [visitor, await read(page.id, '?schema=another'), await read(page.id, '?known=_____w')]
  expect(refused.map((one) => one.json<{ code: string }>().code)).toEqual([
    'member.unknown',
    'wire.schema-changed',
    'request.malformed',
  ])
})

test('[G6] whoever asks for a page again and again without need is told to wait', async () => {
  const page = await wiki.page(secret, 'Trop demandée')
  const codes = new Set<number>()
  for (let times = 0; times < 1_000 && !codes.has(429); times += 1) codes.add((await read(page.id)).statusCode)
  expect([...codes]).toEqual([200, 429])
})
