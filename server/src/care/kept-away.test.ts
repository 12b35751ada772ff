import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { NewFork } from '@terreau/shared/api/proposals.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

const CANARY = 'CANARIBLEU'
const KEY = 'Il faut une clé de dix.'

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, bob, vera, sam] = ['', '', '', '']

beforeEach(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  bob = await wiki.someone('member', 'Bob')
  vera = await wiki.someone('validator', 'Vera')
  sam = await wiki.someone('steward', 'Sam')
  page = await wiki.page(ana, 'Réparer un vélo')
  await wrote(ana, (body) => body.insert(0, [KEY, 'Et un chiffon.'].map(paragraph)))
})

afterEach(() => wiki.close())

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

async function closes(secret: string, id: string = page.id): Promise<string> {
  const { json } = await wiki.ask<{ id: string }>('POST', `/api/pages/${id}/proposals`, secret, {})
  await wiki.wiki.projector.settled()
  return json.id
}

async function writes(secret: string, change: (body: Y.XmlFragment, doc: Y.Doc) => void): Promise<void> {
  await wiki.wiki.rooms.write(page.id, await idOf(secret), (doc) => change(bodyOf(doc), doc))
  await wiki.wiki.projector.settled()
}

async function wrote(secret: string, change: (body: Y.XmlFragment, doc: Y.Doc) => void): Promise<string> {
  await writes(secret, change)
  return closes(secret)
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const text = (body: Y.XmlFragment, at: number) => (body.get(at) as Y.XmlElement).get(0) as Y.XmlText

async function told(url: string, secret: string | null = null): Promise<string> {
  const headers = secret ? { authorization: `Bearer ${secret}` } : {}
  return (await wiki.app.inject({ url, headers })).payload
}

async function apart(secret: string, change: (body: Y.XmlFragment) => void): Promise<{ id: string; status: number }> {
  const { json } = await wiki.ask<NewFork>('POST', `/api/pages/${page.id}/forks`, secret)
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream' }
  const url = `/api/forks/${json.id}/updates`
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await wiki.app.inject({ url, headers })).rawPayload)
  const before = Y.encodeStateVector(doc)
  doc.clientID = json.clientId
  doc.transact(() => change(bodyOf(doc)))
  const payload = Buffer.from(Y.encodeStateAsUpdate(doc, before))
  const { statusCode } = await wiki.app.inject({ method: 'PUT', url, headers, payload })
  return { id: json.id, status: statusCode }
}

async function confined(secret: string): Promise<void> {
  const done = await wiki.ask('POST', `/api/members/${await idOf(secret)}/quarantine`, sam, {
    reason: 'Le temps de parler',
  })
  expect(done.status).toBe(204)
}

test('[C1] [R9] the public ledger names no unlisted page to those whom no list shows it', async () => {
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', ana, {
    type: 'practice',
    title: CANARY,
    visibility: 'unlisted',
  })
  await wiki.ask('PUT', `/api/pages/${json.page.id}/lock`, sam, { reason: 'Le temps de relire', minutes: 600 })
  expect(await told('/api/pages')).not.toContain(CANARY)
  expect(await told('/api/ledger')).not.toContain(CANARY)
})

test('[R8] a first step on a page that is private since names it no more', async () => {
  const { json: home } = await wiki.ask<{ id: string }>('POST', '/api/territories', sam, {
    name: 'Ici',
    kind: 'centre',
  })
  const there = await wiki.ask<PageAnswer>('POST', '/api/pages', sam, {
    type: 'practice',
    title: CANARY,
    territory: home.id,
  })
  const { page: one } = there.json
  expect(
    (await wiki.ask('POST', '/api/first-steps', ana, { kind: 'field', key: 'summary', page: one.id })).status,
  ).toBe(204)
  const placed = await wiki.ask('PUT', `/api/pages/${one.id}/place`, sam, { territory: home.id, visibility: 'private' })
  expect(placed.status, JSON.stringify(placed.json)).toBe(200)
  expect((await wiki.ask('GET', `/api/pages/${one.id}`, ana)).status).toBe(404)
  expect(await told('/api/first-steps', ana)).not.toContain(CANARY)
})

test('[R9] who offers a service is told without unlisted actors', async () => {
  const service = await wiki.pageWith(ana, 'service', 'Réparation', {})
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', ana, {
    type: 'actor',
    title: CANARY,
    visibility: 'unlisted',
  })
  const set = await wiki.ask('PATCH', `/api/pages/${json.page.id}/fields`, ana, { offers: [service] })
  expect(set.status, JSON.stringify(set.json)).toBe(200)
  await wiki.wiki.projector.settled()
  expect(await told('/api/pages')).not.toContain(CANARY)
  const needs = await told('/api/needs')
  expect(needs).toContain('Réparation')
  expect(needs).not.toContain(CANARY)
})

test('[R3] and without archived ones', async () => {
  const service = await wiki.pageWith(ana, 'service', 'Réparation', {})
  const actor = await wiki.pageWith(ana, 'actor', CANARY, { offers: [service] })
  await wiki.ask('PUT', `/api/pages/${actor}/archived`, sam, { archived: true })
  await wiki.wiki.projector.settled()
  expect(await told('/api/needs')).not.toContain(CANARY)
})

test('[C2] in quarantine nothing is written apart', async () => {
  await confined(bob)
  expect((await wiki.ask('POST', `/api/pages/${page.id}/forks`, bob)).status).toBe(403)
})

test('[C2] nor is what was begun before gone on with, or sent', async () => {
  const { id } = await apart(bob, (body) => text(body, 0).insert(0, 'Avant tout, '))
  await confined(bob)
  const headers = { authorization: `Bearer ${bob}`, 'content-type': 'application/octet-stream' }
  const more = { method: 'PUT', url: `/api/forks/${id}/updates`, headers, payload: Buffer.from([0, 0]) } as const
  expect.soft((await wiki.app.inject(more)).statusCode).toBe(403)
  expect.soft((await wiki.ask('POST', `/api/forks/${id}/sending`, bob, {})).status).toBe(403)
  expect.soft(await told(`/api/pages/${page.id}/changes`, vera)).not.toContain('Avant tout')
})

test('[R3] [C4] what was begun apart is not sent once its page is locked', async () => {
  const { id } = await apart(bob, (body) => text(body, 0).insert(0, 'Avant tout, '))
  await wiki.ask('PUT', `/api/pages/${page.id}/lock`, sam, { reason: 'Le temps de relire', minutes: 600 })
  expect.soft((await wiki.ask('POST', `/api/pages/${page.id}/forks`, bob)).status).toBe(423)
  expect.soft((await wiki.ask('POST', `/api/forks/${id}/sending`, bob, {})).status).toBe(423)
})

test('[R3] nor once it is archived', async () => {
  const { id } = await apart(bob, (body) => text(body, 0).insert(0, 'Avant tout, '))
  await wiki.ask('PUT', `/api/pages/${page.id}/archived`, sam, { archived: true })
  expect.soft((await wiki.ask('POST', `/api/forks/${id}/sending`, bob, {})).status).toBeGreaterThan(399)
})

test('[C2] [D71] in quarantine one hears of no unlisted page', async () => {
  await wiki.ask('PUT', '/api/me/following/type/practice', bob)
  await confined(bob)
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', ana, {
    type: 'practice',
    title: CANARY,
    visibility: 'unlisted',
  })
  await closes(ana, json.page.id)
  await wiki.wiki.projector.settled()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await told('/api/me/notices', bob)).not.toContain(CANARY)
})

test('[V10] a name that one had before is unsaid too when one leaves', async () => {
  await wiki.ask('POST', `/api/members/${await idOf(bob)}/quarantine`, sam, { reason: 'Bob est allé trop loin' })
  await wiki.ask('POST', `/api/members/${await idOf(bob)}/release`, sam, { reason: 'On a parlé' })
  const renamed = await wiki.ask('PATCH', '/api/me', bob, { name: 'Robert' })
  const left = await wiki.ask('DELETE', '/api/me', bob, { id: await idOf(bob) })
  expect([renamed.status, left.status]).toEqual([204, 204])
  expect(await told('/api/ledger')).not.toMatch(/\bBob\b/)
})

test('[C2] in quarantine one reads of no private territory, and answers nobody who asked', async () => {
  const { json: home } = await wiki.ask<{ id: string }>('POST', '/api/territories', sam, {
    name: CANARY,
    kind: 'centre',
    visibility: 'private',
  })
  for (const one of [ana, bob])
    await wiki.ask('PUT', `/api/territories/${home.id}/members/${await idOf(one)}`, sam, { role: 'member' })
  const wished = await wiki.ask('POST', `/api/territories/${home.id}/members/${await idOf(bob)}/proposal`, ana, {
    why: 'Il relit bien',
  })
  expect(wished.status).toBe(204)
  await confined(bob)
  expect((await wiki.ask('GET', `/api/territories/${home.id}`, bob)).status).toBe(404)
  expect.soft(await told('/api/me/proposals', bob)).not.toContain(CANARY)
  expect.soft((await wiki.ask('PUT', `/api/me/proposals/${home.id}`, bob, { willing: true })).status).not.toBe(204)
})

test('[R8] of a territory that one may not know of any more, one’s own invitations say nothing', async () => {
  const { json: home } = await wiki.ask<{ id: string }>('POST', '/api/territories', sam, {
    name: CANARY,
    kind: 'centre',
    visibility: 'private',
  })
  await wiki.ask('PUT', `/api/territories/${home.id}/members/${await idOf(bob)}`, sam, { role: 'validator' })
  const made = await wiki.ask('POST', '/api/invitations', bob, { role: 'member', uses: 1, days: 7, territory: home.id })
  expect(made.status, JSON.stringify(made.json)).toBe(201)
  await wiki.ask('PUT', `/api/territories/${home.id}/members/${await idOf(bob)}`, sam, { role: 'visitor' })
  await wiki.ask('PATCH', `/api/territories/${home.id}`, sam, { name: CANARY })
  expect((await wiki.ask('GET', `/api/territories/${home.id}`, bob)).status).toBe(404)
  expect(await told('/api/invitations', bob)).not.toContain(CANARY)
})

test('[D71] an unlisted page that waits is told to those who belong there, or to stewards', async () => {
  const { json: home } = await wiki.ask<{ id: string }>('POST', '/api/territories', sam, {
    name: 'Ici',
    kind: 'centre',
  })
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', sam, {
    type: 'practice',
    title: CANARY,
    territory: home.id,
    visibility: 'unlisted',
  })
  await closes(sam, json.page.id)
  await wiki.ask('GET', '/api/reviews', vera)
  wiki.ahead = 16 * 24 * 3600 * 1000
  await wiki.ask('GET', '/api/reviews', sam)
  await wiki.wiki.reviews.queues.sweep()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await told('/api/pages', vera)).not.toContain(CANARY)
  expect(await told('/api/me/notices', vera)).not.toContain(CANARY)
})

test('[C2] whoever looks after pages is told of none in quarantine', async () => {
  await confined(vera)
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', sam, {
    type: 'practice',
    title: CANARY,
    visibility: 'unlisted',
  })
  await closes(sam, json.page.id)
  await wiki.ask('GET', '/api/reviews', sam)
  wiki.ahead = 16 * 24 * 3600 * 1000
  await wiki.ask('GET', '/api/reviews', sam)
  await wiki.wiki.reviews.queues.sweep()
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await told('/api/me/notices', vera)).not.toContain(CANARY)
})
