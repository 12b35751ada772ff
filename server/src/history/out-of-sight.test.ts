import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { NewFork } from '@terreau/shared/api/proposals.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { versionBrokenAt } from '../safekeeping/verify-versions.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { openWiki } from '../wiki.ts'

const CANARY = 'CANARIBLEU'
const SHORT = 'Sot !'
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
  await validateAll()
})

afterEach(() => wiki.close())

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

/** Writes, and ends the contribution. */
async function wrote(secret: string, change: (body: Y.XmlFragment) => void): Promise<string> {
  await wiki.wiki.rooms.write(page.id, await idOf(secret), (doc) => change(bodyOf(doc)))
  const { json } = await wiki.ask<{ id: string }>('POST', `/api/pages/${page.id}/proposals`, secret, {})
  await wiki.wiki.projector.settled()
  return json.id
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const text = (body: Y.XmlFragment, at: number) => (body.get(at) as Y.XmlElement).get(0) as Y.XmlText

const changes = async () => (await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, vera)).json.hunks

async function validateAll(): Promise<void> {
  const hunks = [...new Set((await changes()).map(({ key }) => key))]
  await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, { hunks, verdict: 'validated' })
  await wiki.wiki.projector.settled()
}

const act = (contribution: string, what: 'undo' | 'hide' | 'show') =>
  wiki.ask<{ code: string }>('POST', `/api/contributions/${contribution}/${what}`, sam, {
    reason: 'Des mots qui blessent',
  })

const read = async (version?: string) =>
  (await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}${version ? `?version=${version}` : ''}`)).json.page

/** Where somebody is told the canary's words. */
async function tellers(secret: string | null): Promise<string[]> {
  const of = ['', '?version=validated', '?version=1', '?version=2', '?version=3', '?version=live']
  const more = [
    '/changes',
    '/changes?since=1',
    '/changes?since=2',
    '/versions',
    '/provenance',
    '/contributions',
    '/diff',
  ]
  const all = ['/api/pages?fields=all', `/api/search?q=${CANARY}`, `/api/suggest?q=${CANARY.slice(0, 6)}`]
  const urls = [
    ...[...of, ...more].map((path) => `/api/pages/${page.id}${path}`),
    ...all,
    '/api/offline-pack',
    '/api/me/notices',
    `/p/${page.slug}`,
    `/p/${page.slug}?version=2`,
  ]
  const told = await Promise.all(
    urls.map(async (url) => {
      const headers = secret ? { authorization: `Bearer ${secret}` } : {}
      const { payload } = await wiki.app.inject({ url, headers })
      return payload.toUpperCase().includes(CANARY) && !payload.includes('"query"') ? [url] : []
    }),
  )
  return told.flat()
}

test('[F7] a version that holds what a steward took out of sight is shown without those passages, everywhere, and is still the one that was made', async () => {
  const bad = await wrote(bob, (body) => text(body, 0).insert(KEY.length, ` ${CANARY} est un voleur.`))
  await validateAll()
  expect((await act(bad, 'hide')).json.code).toBe('contribution.stands')
  expect((await act(bad, 'undo')).status).toBe(204)
  expect(await tellers(null)).not.toEqual([])
  expect((await act(bad, 'hide')).status).toBe(204)
  for (const one of [null, ana, vera]) expect(await tellers(one)).toEqual([])
  const shown = await read()
  expect(shown.passages.map(({ text: words }) => words)).toEqual(['Réparer un vélo', 'Et un chiffon.'])
  expect(shown.validated).toMatchObject({ number: 2, lacks: true })
  expect((await read('1')).passages.map(({ text: words }) => words)).toContain(KEY)
  expect((await read('1')).validated).not.toHaveProperty('lacks')
  expect(await versionBrokenAt(wiki.wiki.store.db, page.id)).toBeNull()

  await validateAll()
  expect((await read()).passages.map(({ text: words }) => words)).toEqual(['Réparer un vélo', KEY, 'Et un chiffon.'])
  expect(await versionBrokenAt(wiki.wiki.store.db, page.id)).toBeNull()
  expect(await tellers(null)).toEqual([])
  const { db } = wiki.wiki.store
  const [{ shown: kept } = { shown: null }] = await db
    .selectFrom('version')
    .select('shown')
    .where('number', '=', 2)
    .execute()
  await db
    .updateTable('version')
    .set({ shown: kept?.replace('chiffon', 'torchon') })
    .where('number', '=', 2)
    .execute()
  expect(await versionBrokenAt(db, page.id)).toBe(2)
  expect((await act(bad, 'show')).status).toBe(204)
  expect(await tellers(null)).toContain(`/api/pages/${page.id}?version=2`)
  expect(await versionBrokenAt(db, page.id)).toBeNull()
})

test('[F7] a title that is out of sight gives way to the one that the page has now', async () => {
  const author = await idOf(bob)
  await wiki.wiki.rooms.write(page.id, author, (doc) => fieldsOfDoc(doc).set('title', `${CANARY} est un voleur`))
  const { json } = await wiki.ask<{ id: string }>('POST', `/api/pages/${page.id}/proposals`, bob, {})
  await wiki.wiki.projector.settled()
  await validateAll()
  expect((await read()).title).toContain(CANARY)
  for (const what of ['undo', 'hide'] as const) expect((await act(json.id, what)).status).toBe(204)
  expect((await read()).title).toBe('Réparer un vélo')
  expect(await tellers(null)).toEqual([])
})

test('[F7] nor are they told with what was proposed of their passage, waiting or answered', async () => {
  const bad = await wrote(bob, (body) => text(body, 0).insert(KEY.length, ` ${CANARY} est un voleur.`))
  const passage = (await read('live')).passages[1]?.hash
  const propose = async (words: string) =>
    (await wiki.ask('POST', `/api/pages/${page.id}/corrections`, ana, { passage, words })).status
  expect(await propose(`Il faut une clé de dix. ${CANARY} est un menteur.`)).toBe(201)
  expect(await propose(`Il faut une clé de douze. ${CANARY} est un voleur.`)).toBe(201)
  const [first] = (await changes()).filter(({ proposal }) => proposal)
  const body = { hunks: [first?.key], verdict: 'returned', reason: 'Non.' }
  await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, body)
  for (const what of ['undo', 'hide'] as const) expect((await act(bad, what)).status).toBe(204)
  const told = await Promise.all(
    ['/changes', '/corrections'].map(async (path) => wiki.ask('GET', `/api/pages/${page.id}${path}`, vera)),
  )
  expect(JSON.stringify(told.map(({ json }) => json))).not.toContain(CANARY)
  expect(JSON.stringify(told.map(({ json }) => json))).toContain('menteur')
  expect(JSON.stringify((await wiki.ask('GET', '/api/me/export', ana)).json)).not.toContain(
    `dix. ${CANARY} est un voleur`,
  )
})

test('[F7] what was taken out of sight before versions heeded it is left out of them once the wiki starts', async () => {
  const bad = await wrote(bob, (body) => text(body, 0).insert(KEY.length, ` ${CANARY} est un voleur.`))
  await validateAll()
  for (const what of ['undo', 'hide'] as const) await act(bad, what)
  const { db } = wiki.wiki.store
  await db.updateTable('version').set({ shown: null }).execute()
  await wiki.wiki.projector.project(page.id)
  expect(await tellers(null)).not.toEqual([])
  await wiki.app.close()
  await wiki.wiki.close()
  const again = await openWiki(wiki.config.folder, { onDiskLost: () => {}, onDefect: () => {} })
  const [shown] = await again.store.db.selectFrom('version').select('shown').where('number', '=', 2).execute()
  const derived = await again.store.db.selectFrom('search_page').select('texts').execute()
  expect([shown?.shown?.includes('chiffon'), shown?.shown?.includes(CANARY)]).toEqual([true, false])
  expect(JSON.stringify(derived)).not.toContain(CANARY)
  expect(await again.store.db.selectFrom('version').select('body').where('number', '=', 2).execute()).toHaveLength(1)
  await again.close()
  wiki = await WikiForTests.open()
})

test('[F7] [A1] words that somebody moved apart stay out of sight with those of whoever wrote them', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(SHORT)]))
  await validateAll()
  const { json } = await wiki.ask<NewFork>('POST', `/api/pages/${page.id}/forks`, ana)
  const headers = { authorization: `Bearer ${ana}`, 'content-type': 'application/octet-stream' }
  const url = `/api/forks/${json.id}/updates`
  const doc = new Y.Doc()
  Y.applyUpdate(doc, (await wiki.app.inject({ url, headers })).rawPayload)
  const before = Y.encodeStateVector(doc)
  doc.clientID = json.clientId
  doc.transact(() => {
    bodyOf(doc).delete(2, 1)
    bodyOf(doc).insert(0, [paragraph(SHORT)])
  })
  await wiki.app.inject({ method: 'PUT', url, headers, payload: Buffer.from(Y.encodeStateAsUpdate(doc, before)) })
  await wiki.ask('POST', `/api/forks/${json.id}/sending`, ana, {})
  await wrote(ana, (body) => body.delete(2, 1))
  const hunks = (await changes()).filter(({ proposal }) => proposal).map(({ key }) => key)
  await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, { hunks, verdict: 'validated' })
  expect((await read('live')).passages[1]?.text).toBe(SHORT)
  const after = await wrote(ana, (body) => body.delete(0, 1))
  expect((await act(bad, 'hide')).status).toBe(204)
  const told = await wiki.ask('GET', `/api/pages/${page.id}/diff?to=${after}`)
  expect(JSON.stringify(told.json)).not.toContain(SHORT)
})
