import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { NewFork } from '@terreau/shared/api/proposals.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { picture } from '../pictures-for-tests.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

const CANARY = 'CANARIBLEU'
const BAD = `${CANARY} est un voleur.`
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

const act = (contribution: string, what: 'undo' | 'hide' | 'show') =>
  wiki.ask<{ code: string }>('POST', `/api/contributions/${contribution}/${what}`, sam, {
    reason: 'Des mots qui blessent',
  })

async function gone(contribution: string): Promise<void> {
  expect((await act(contribution, 'undo')).status).toBe(204)
  expect((await act(contribution, 'hide')).status).toBe(204)
  await wiki.wiki.projector.settled()
}

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

test('[F7] words that somebody moved apart since are told with no proposal that waits', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const { id } = await apart(ana, (body) => {
    body.delete(2, 1)
    body.insert(0, [paragraph(BAD)])
  })
  await wiki.ask('POST', `/api/forks/${id}/sending`, ana, {})
  await gone(bad)
  expect.soft(await told(`/api/pages/${page.id}/changes`, vera)).not.toContain(CANARY)
  expect.soft(await told('/api/me/export', ana)).not.toContain(CANARY)
})

test('[F7] words that others took away in a contribution that is still open are told by no change', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  await writes(ana, (body) => body.delete(2, 1))
  expect((await act(bad, 'hide')).status).toBe(204)
  expect(await told(`/api/pages/${page.id}/changes`)).not.toContain(CANARY)
})

test('[F7] a title of a moment leaves no address', async () => {
  await writes(bob, (_, doc) => fieldsOfDoc(doc).set('title', BAD))
  await writes(bob, (_, doc) => fieldsOfDoc(doc).set('title', 'Réparer une roue'))
  const bad = await closes(bob)
  await gone(bad)
  expect.soft((await wiki.ask('GET', '/api/pages/canaribleu-est-un-voleur')).status).toBe(404)
  const { json } = await wiki.ask<{ total: number }>('GET', `/api/search?q=${CANARY}&as=typed`)
  expect.soft(json.total).toBe(0)
})

test('[F7] the title that a page was made with is in no list', async () => {
  const made = await wiki.page(bob, `${CANARY} est un voleur`)
  const bad = await closes(bob, made.id)
  await gone(bad)
  expect.soft(await told('/api/pages')).not.toContain(CANARY)
  expect.soft(await told(`/p/${made.id}`)).not.toContain(CANARY)
})

test('[F7] what a fact said is told with nothing that was proposed of it', async () => {
  page = await wiki.page(ana, 'La Halle', 'place')
  await closes(ana)
  await writes(bob, (_, doc) => fieldsOfDoc(doc).set('address', BAD))
  const bad = await closes(bob)
  const body = { field: 'address', was: BAD, is: '12 rue des Lilas' }
  const sent = await wiki.ask('POST', `/api/pages/${page.id}/corrections`, ana, body)
  expect(sent.status, JSON.stringify(sent.json)).toBe(201)
  await gone(bad)
  expect.soft(await told(`/api/pages/${page.id}/changes`, vera)).not.toContain(CANARY)
  expect.soft(await told(`/api/pages/${page.id}/corrections`, vera)).not.toContain(CANARY)
  expect.soft(await told('/api/me/export', ana)).not.toContain(CANARY)
})

test('[F7] words about a picture of somebody else are out of sight like any other', async () => {
  await wrote(ana, (body) => {
    const image = new Y.XmlElement('image')
    image.setAttribute('file', 'a'.repeat(64))
    image.setAttribute('alt', 'Une roue')
    body.insert(2, [image])
  })
  const bad = await wrote(bob, (body) => (body.get(2) as Y.XmlElement).setAttribute('alt', BAD))
  expect.soft((await act(bad, 'hide')).json?.code).toBe('contribution.stands')
  await act(bad, 'undo')
  await act(bad, 'hide')
  expect.soft(await told(`/api/pages/${page.id}?version=live`)).not.toContain(CANARY)
  expect.soft(await told(`/api/pages/${page.id}/diff?to=${bad}`)).not.toContain(CANARY)
})

test('[F7] a picture is served to nobody once it is out of sight', async () => {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await picture())], { type: 'image/png' }), 'a.png')
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const headers = { authorization: `Bearer ${bob}`, 'content-type': request.headers.get('content-type') ?? '' }
  const payload = Buffer.from(await request.arrayBuffer())
  const { file } = (await wiki.app.inject({ method: 'POST', url: '/api/files', headers, payload })).json<{
    file: string
  }>()
  const bad = await wrote(bob, (body) => {
    const image = new Y.XmlElement('image')
    image.setAttribute('file', file)
    image.setAttribute('alt', 'Une roue')
    body.insert(2, [image])
  })
  expect((await wiki.app.inject({ url: `/files/${file}` })).statusCode).toBe(200)
  await gone(bad)
  expect.soft((await wiki.app.inject({ url: `/files/${file}` })).statusCode).toBe(404)
  expect
    .soft((await wiki.app.inject({ url: `/files/${file}`, headers: { authorization: `Bearer ${ana}` } })).statusCode)
    .toBe(404)
})

test('[F7] the page that a browser is given holds nothing of them', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  await gone(bad)
  expect(await told(`/api/pages/${page.id}/updates`, ana)).not.toContain(CANARY)
})

test('[F7] undoing whoever took them away does not bring them back', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const away = await wrote(ana, (body) => body.delete(2, 1))
  expect((await act(bad, 'hide')).status).toBe(204)
  const { json } = await act(away, 'undo')
  expect.soft(await told(`/api/pages/${page.id}?version=live`)).not.toContain(CANARY)
  expect.soft(json?.code).toBe('contribution.hidden')
})

test('[F7] nor with one that was answered', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const { id } = await apart(ana, (body) => {
    body.delete(2, 1)
    body.insert(0, [paragraph(BAD)])
  })
  await wiki.ask('POST', `/api/forks/${id}/sending`, ana, {})
  const hunks = (await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, vera)).json.hunks
  const keys = hunks.filter(({ proposal }) => proposal).map(({ key }) => key)
  const given = { hunks: keys, verdict: 'returned', reason: 'Non.' }
  expect((await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, given)).status).toBe(201)
  await gone(bad)
  expect.soft(await told(`/api/pages/${page.id}/corrections`, vera)).not.toContain(CANARY)
  expect.soft(await told('/api/me/export', ana)).not.toContain(CANARY)
})

test('[F7] nor with one that is sent afterwards', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const { id } = await apart(ana, (body) => {
    body.delete(2, 1)
    body.insert(0, [paragraph(BAD)])
  })
  await gone(bad)
  await wiki.ask('POST', `/api/forks/${id}/sending`, ana, {})
  expect.soft(await told(`/api/pages/${page.id}/changes`, vera)).not.toContain(CANARY)
})

test('[F7] what somebody wrote apart within them is theirs, and is told without them', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const { id } = await apart(ana, (body) => text(body, 2).insert(CANARY.length, ' ne'))
  await wiki.ask('POST', `/api/forks/${id}/sending`, ana, {})
  await gone(bad)
  expect.soft(await told(`/api/pages/${page.id}/changes`, vera)).not.toContain(CANARY)
  expect.soft(await told(`/api/forks/${id}/updates`, ana)).not.toContain(CANARY)
})

test('[F7] one need among others stands until somebody takes it away', async () => {
  page = await wiki.page(ana, 'La ressourcerie', 'actor')
  await closes(ana)
  await writes(bob, (_, doc) => fieldsOfDoc(doc).set('needs', [{ label: BAD }]))
  const bad = await closes(bob)
  await writes(ana, (_, doc) => fieldsOfDoc(doc).set('needs', [{ label: BAD }, { label: 'Une brouette' }]))
  await closes(ana)
  expect.soft((await act(bad, 'hide')).json?.code).toBe('contribution.stands')
  await writes(ana, (_, doc) => fieldsOfDoc(doc).set('needs', [{ label: 'Une brouette' }]))
  await closes(ana)
  expect((await act(bad, 'hide')).status).toBe(204)
  expect.soft(await told(`/api/pages/${page.id}?version=live`)).not.toContain(CANARY)
  expect.soft(await told(`/api/needs`)).not.toContain(CANARY)
})

test('[F7] one need of the past is told in no difference', async () => {
  page = await wiki.page(ana, 'La ressourcerie', 'actor')
  await closes(ana)
  await writes(bob, (_, doc) => fieldsOfDoc(doc).set('needs', [{ label: BAD }]))
  const bad = await closes(bob)
  await writes(ana, (_, doc) => fieldsOfDoc(doc).set('needs', [{ label: BAD }, { label: 'Une brouette' }]))
  const second = await closes(ana)
  await writes(ana, (_, doc) => fieldsOfDoc(doc).set('needs', [{ label: 'Une brouette' }]))
  await closes(ana)
  expect((await act(bad, 'hide')).status).toBe(204)
  expect.soft(await told(`/api/pages/${page.id}/diff?to=${second}`)).not.toContain(CANARY)
})

test('[F7] a statement that was contradicted is quoted on no other page', async () => {
  const { pages } = wiki.wiki
  const play = await pages.create({ type: 'principle', title: 'Jouer', lang: 'fr' }, await idOf(sam))
  const set = { title: 'Jouer', principle: 'play', is: ['un jeu'] }
  await wiki.ask('PATCH', `/api/pages/${play.id}/fields`, sam, set)
  await closes(sam, play.id)
  await wiki.ask('PATCH', `/api/pages/${play.id}/fields`, bob, { is_not: [BAD] })
  const bad = await closes(bob, play.id)
  const shown = (await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}?version=live`)).json.page
  const passage = shown.passages.find(({ text: words }) => words === KEY)?.hash
  const about = { kind: 'talk', passage, words: 'Et alors ?', contradicts: { principle: play.id, words: BAD } }
  const opened = await wiki.ask('POST', `/api/pages/${page.id}/threads`, ana, about)
  expect(opened.status, JSON.stringify(opened.json)).toBe(201)
  await gone(bad)
  expect.soft(await told(`/api/pages/${play.id}?version=live`)).not.toContain(CANARY)
  expect.soft(await told(`/api/pages/${page.id}/threads`)).not.toContain(CANARY)
})

test('[F7] words that were brought to another page are told in none of its differences', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const from = page
  const there = await wiki.page(ana, 'Autre page')
  expect(
    (await wiki.ask('POST', `/api/pages/${there.id}/borrowings`, ana, { from: from.id, texts: [BAD] })).status,
  ).toBe(204)
  page = there
  const brought = await wrote(ana, (body) => body.insert(0, [paragraph(BAD)]))
  await wrote(ana, (body) => body.delete(0, 1))
  await gone(bad)
  expect.soft(await told(`/api/pages/${there.id}/diff?to=${brought}`)).not.toContain(CANARY)
})

test('[F7] words that stand on another page, where somebody brought them, still stand', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const there = await wiki.page(ana, 'Autre page')
  await wiki.ask('POST', `/api/pages/${there.id}/borrowings`, ana, { from: page.id, texts: [BAD] })
  page = there
  await wrote(ana, (body) => body.insert(0, [paragraph(BAD)]))
  await act(bad, 'undo')
  expect.soft((await act(bad, 'hide')).json?.code).toBe('contribution.stands')
})

test('[F7] a title in which others went on leaves no address either', async () => {
  await writes(bob, (_, doc) => fieldsOfDoc(doc).set('title', BAD))
  const bad = await closes(bob)
  await writes(ana, (_, doc) => fieldsOfDoc(doc).set('title', `${BAD} Vraiment`))
  await closes(ana)
  await writes(ana, (_, doc) => fieldsOfDoc(doc).set('title', 'Réparer une roue'))
  await closes(ana)
  const undone = await act(bad, 'hide')
  expect(undone.status, JSON.stringify(undone.json)).toBe(204)
  expect.soft((await wiki.ask('GET', '/api/pages/canaribleu-est-un-voleur')).status).toBe(404)
  expect.soft((await wiki.ask('GET', '/api/pages/canaribleu-est-un-voleur-vraiment')).status).toBe(404)
})

test('[D37] a message out of sight is told nowhere', async () => {
  const shown = (await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}?version=live`)).json.page
  const passage = shown.passages.find(({ text: words }) => words === KEY)?.hash
  const asked = { kind: 'objection', passage, words: BAD }
  await wiki.ask('POST', `/api/pages/${page.id}/threads`, bob, asked)
  const { json } = await wiki.ask<{ threads: { id: string; messages: { id: string }[] }[] }>(
    'GET',
    `/api/pages/${page.id}/threads`,
    ana,
  )
  const message = json.threads[0]?.messages[0]?.id
  await wiki.ask('PUT', `/api/me/following/page/${page.id}`, ana)
  expect(
    (await wiki.ask('POST', `/api/messages/${message}/hide`, sam, { reason: 'Des mots qui blessent' })).status,
  ).toBe(204)
  await wiki.ask('POST', `/api/threads/${json.threads[0]?.id}/reopening`, bob)
  for (const url of [
    `/api/pages/${page.id}/threads`,
    '/api/ledger',
    `/api/pages/${page.id}/changes`,
    '/api/me/notices',
    '/api/me/export',
  ])
    expect.soft(await told(url, vera), url).not.toContain(CANARY)
  expect.soft(await told('/api/me/export', bob)).not.toContain(CANARY)
})

test('[F7] nor where they were moved into another passage', async () => {
  const bad = await wrote(bob, (body) => body.insert(2, [paragraph(BAD)]))
  const { id } = await apart(ana, (body) => {
    body.delete(2, 1)
    text(body, 0).insert(KEY.length, ` ${BAD}`)
  })
  await wiki.ask('POST', `/api/forks/${id}/sending`, ana, {})
  const { carried } = await wiki.wiki.store.db.selectFrom('fork').select('carried').executeTakeFirstOrThrow()
  console.log('carried', carried)
  const hunks = (await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, vera)).json.hunks
  const keys = hunks.filter(({ proposal }) => proposal).map(({ key }) => key)
  const given = { hunks: keys, verdict: 'returned', reason: 'Non.' }
  expect((await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, given)).status).toBe(201)
  await gone(bad)
  expect.soft(await told(`/api/pages/${page.id}/corrections`, vera)).not.toContain(CANARY)
})
