import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { atomOf } from './atom.ts'

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, vera, sam] = ['', '', '']

beforeEach(async () => {
  wiki = await WikiForTests.open({ PUBLIC_URL: 'https://wiki.example' })
  ana = await wiki.someone('member', 'Ana & <Cie>')
  vera = await wiki.someone('validator', 'Vera')
  sam = await wiki.someone('steward', 'Sam')
  page = await wiki.page(ana, 'Réparer un vélo')
  await wrote('Deux heures suffisent.', 'Le temps qu’il faut')
})

afterEach(() => wiki.close())

async function wrote(summary: string, message: string): Promise<void> {
  const { json } = await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', ana)
  await wiki.wiki.rooms.write(page.id, json.member.id, (doc) => fieldsOfDoc(doc).set('summary', summary))
  await wiki.ask('POST', `/api/pages/${page.id}/proposals`, ana, { message })
  await wiki.wiki.projector.settled()
}

async function validated(): Promise<void> {
  const { json } = await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, vera)
  const hunks = [...new Set(json.hunks.map(({ key }) => key))]
  await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, { hunks, verdict: 'validated' })
}

async function inTerritory(visibility: 'public' | 'private'): Promise<string> {
  const asked = { name: `Le Parc ${visibility}`, kind: 'centre', visibility }
  const { json } = await wiki.ask<Territory>('POST', '/api/territories', sam, asked)
  await wiki.ask('PUT', `/api/pages/${page.id}/place`, sam, { territory: json.id, visibility: 'public' })
  return json.id
}

const feed = (path: string, headers: Record<string, string> = {}) =>
  wiki.app.inject({ url: `/feeds/${path}.atom`, headers: { 'accept-language': 'fr', ...headers } })

const titles = (xml: string) =>
  [...xml.matchAll(/<entry>\s*<id>.*<\/id>\s*<title>(.*)<\/title>/g)].map(([, one]) => one)

test('[D75] a feed says what was proposed and validated, by whom, and which version each link shows', async () => {
  await validated()
  const answer = await feed(`page/${page.slug}`)
  expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8')
  expect(titles(answer.body)).toEqual(['Réparer un vélo : Version 1, relue par des pairs', 'Réparer un vélo : Proposé'])
  const links = [...answer.body.matchAll(/type="text\/html" href="([^"]*)"/g)].map(([, href]) => href)
  const at = `https://wiki.example/p/${page.slug}`
  expect(links).toEqual([at, `${at}?version=1`, `${at}?version=live`])
  expect(answer.body).toContain('<name>Ana &amp; &lt;Cie&gt;</name>')
  expect(answer.body).toContain('<name>Vera</name>')
  expect(answer.body).toContain('Le temps qu’il faut')
  const ids = [...answer.body.matchAll(/<id>(.*)<\/id>/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(3)
  for (const id of ids)
    expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const territory = await inTerritory('public')
  for (const other of [`territory/${territory}`, 'type/practice'])
    expect(titles((await feed(other)).body).length).toBe(2)
  expect(titles((await feed('type/place')).body)).toEqual([])
})

async function open(name: string, within?: string, visibility = 'public'): Promise<string> {
  const asked = { name, kind: 'grouping', visibility, ...(within && { within }) }
  return (await wiki.ask<Territory>('POST', '/api/territories', sam, asked)).json.id
}

const place = (territory: string, visibility = 'public') =>
  wiki.ask('PUT', `/api/pages/${page.id}/place`, sam, { territory, visibility })

test('[D75] the feed of a territory tells of all that lies in it and anybody may find, at whatever depth', async () => {
  const around = await open('Bordeaux Métropole')
  const inside = await open('Bordeaux', around)
  const [deep, hidden] = [await open('La Bastide', inside), await open('Une cour', inside, 'private')]
  const seen = async () =>
    Promise.all([around, inside, deep].map(async (one) => titles((await feed(`territory/${one}`)).body).length))
  await place(deep)
  expect(await seen()).toEqual([1, 1, 1])
  await place(inside)
  expect(await seen()).toEqual([1, 1, 0])
  await place(hidden)
  expect(await seen()).toEqual([0, 0, 0])
})

test('[D75] what visitors may not find is in no feed, whoever asks, from the moment on', async () => {
  const territory = await inTerritory('private')
  for (const path of [`page/${page.id}`, `page/${page.slug}`, `territory/${territory}`])
    for (const headers of [{}, { authorization: `Bearer ${sam}` }])
      expect((await feed(path, headers)).statusCode).toBe(404)
  const shown = await inTerritory('public')
  await place(shown, 'unlisted')
  for (const path of [`territory/${shown}`, 'type/practice'])
    expect((await feed(path, { authorization: `Bearer ${sam}` })).body).not.toContain('vélo')
  expect((await feed(`page/${page.id}`)).statusCode).toBe(404)
})

test('[D75] words that were taken out of sight, and what is still being written, are in no feed', async () => {
  const before = titles((await feed(`page/${page.id}`)).body).length
  const { json } = await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', ana)
  await wiki.wiki.rooms.write(page.id, json.member.id, (doc) => fieldsOfDoc(doc).set('summary', 'En train'))
  await wiki.wiki.contributions.flush()
  expect(titles((await feed(`page/${page.id}`)).body).length).toBe(before)
  await wiki.wiki.store.db.updateTable('contribution').set({ hidden_at: 1 }).where('message', 'is not', null).execute()
  expect((await feed(`page/${page.id}`)).body).not.toContain('Le temps qu’il faut')
})

test('[D75] whoever has a feed already is told so', async () => {
  const { headers } = await feed(`page/${page.id}`)
  expect((await feed(`page/${page.id}`, { 'if-none-match': String(headers.etag) })).statusCode).toBe(304)
  expect((await feed(`page/${page.id}`, { 'if-modified-since': String(headers['last-modified']) })).statusCode).toBe(
    304,
  )
  await validated()
  expect((await feed(`page/${page.id}`, { 'if-none-match': String(headers.etag) })).statusCode).toBe(200)
})

test('[D75] whatever stands in a title, a name or a word, a feed is XML', () => {
  const hostile = `]]></title><script>alert("1")</script>&'\u0000\u0008\ud800\ufffe\u{1f331}`
  const entry = { about: 'a', title: hostile, summary: hostile, link: hostile, at: 0, authors: [hostile] }
  const text = atomOf({ about: 'b', title: hostile, self: hostile, screen: hostile, lang: 'fr', entries: [entry] })
  for (const wrong of ['<script', '\u0000', '\u0008', '\ufffe']) expect(text).not.toContain(wrong)
  expect(text.isWellFormed()).toBe(true)
  expect(text).toContain(']]&gt;&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;')
  expect(text).toContain('\u{1f331}')
})
