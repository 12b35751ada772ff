import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { SearchAnswer } from '@terreau/shared/api/search.ts'
import { SHOWN_TYPES } from '../../client/src/page-types.ts'
import { Stage } from '../journeys/stage.ts'
import { awake, Visits } from '../journeys/watching.ts'
import { until } from '../running-wiki.ts'
import { HOSTILE_ADDRESSES } from './hostile-words.ts'
import { HostileWiki, packed, WORDS } from './hostile-wiki.ts'
import { strangersAmong, strangersIn, type Fetched } from './strangers.ts'

const stage = new Stage()
let visits: Visits
let blank: Page
let hostile: HostileWiki

beforeAll(async () => {
  await stage.open()
  visits = new Visits(stage.browser, stage.wiki.url)
  blank = await stage.browser.newPage()
  hostile = await HostileWiki.of(stage)
})
/** No report of the content policy, nothing asked elsewhere. */
afterEach(() => visits.end())
afterAll(() => stage.close())

/** What stands where it should not in the documents that the server writes for these addresses. */
async function written(paths: readonly string[], headers: Record<string, string> = {}): Promise<string[]> {
  const fetched: Fetched[] = []
  for (const path of paths) {
    const answer = await fetch(stage.wiki.url + path, {
      headers: { cookie: `session=${stage.ana.secret}`, ...headers },
    })
    const [html, kind] = [await answer.text(), answer.headers.get('content-type')]
    if (kind !== 'text/html; charset=utf-8') throw new Error(`${path} is ${kind}: ${html}`)
    fetched.push({ path, html })
  }
  return strangersAmong(blank, fetched)
}

function signedIn(secret: string) {
  const cookie = { name: 'session', value: secret, domain: 'localhost', path: '/', expires: -1 }
  return {
    storageState: { cookies: [{ ...cookie, httpOnly: true, secure: false, sameSite: 'Lax' as const }], origins: [] },
  }
}

/** Goes to each address in turn, lets its scripts take over, and tells what stands there that should not. */
async function walk(
  paths: readonly string[],
  looksAt: (tab: Page) => Promise<unknown> = awake,
  secret = stage.ana.secret,
): Promise<string[]> {
  const tab = await visits.begin('/', signedIn(secret))
  const found: string[] = []
  tab.on('dialog', (dialog) => {
    found.push(dialog.message())
    return dialog.dismiss()
  })
  for (const path of paths) {
    await tab.goto(path, { waitUntil: 'commit' })
    await looksAt(tab)
    found.push(...(await tab.evaluate(strangersIn, undefined)).map((one) => `${path}: ${one}`))
    if (new URL(tab.url()).origin !== stage.wiki.url) found.push(`${path} led to ${tab.url()}`)
  }
  return found
}

test('[Y3] what looks for things that run finds them where words are written as they are', async () => {
  const raw = WORDS.map((words, at) => ({ path: `${at} `, html: `<main>${words}</main><p title="${words}">` }))
  const found = new Set((await strangersAmong(blank, raw)).map((one) => one.split(' ')[0]))
  expect(found.size).toBeGreaterThan(30)
})

test('[Y3] hostile titles, fields, texts and pictures are words to read, on pages, lists and cards', async () => {
  expect(hostile.titled.length).toBeGreaterThan(40)
  const pages = [hostile.corpus, ...hostile.titled].map(({ slug }) => `/p/${slug}`)
  const lists = ['/', '/pratiques', '/pratiques?sort=updated']
  expect(await written([...pages, ...lists])).toEqual([])
  expect(await walk([...pages, ...lists])).toEqual([])
})

test('[Y3] guides of others come in, or are told as the same text as another, and are words to read', async () => {
  const { created, duplicates, refused, kept } = hostile.summary
  const same = new Set(duplicates.filter(({ by }) => by === 'text').map(({ path }) => path))
  // One more page is the source of their collection.
  expect([created - 1 + same.size, refused, kept]).toEqual([WORDS.length, [], []])
  const paths = [...hostile.guides].filter(([file]) => !same.has(file)).map(([, path]) => path)
  expect(paths.length).toBeGreaterThan(40)
  expect(await written(paths)).toEqual([])
  expect(await walk(paths.slice(0, 16))).toEqual([])
})

test('[Y3] they are words to read in searches, in addresses, behind invitations and links', async () => {
  const starts = ['/chercher?q=', '/nulle-part/', '/entrer/', '/courriel/']
  const asked = WORDS.flatMap((words) => starts.map((start) => start + encodeURIComponent(words)))
  expect(await written(asked)).toEqual([])
  const found = await stage.ana.ask<SearchAnswer>('GET', '/api/search?q=onerror&limit=50')
  expect(found.json.results.length).toBeGreaterThan(5)
  const few = packed(250).map((words) => `/chercher?q=${encodeURIComponent(words)}`)
  const shown = ['/chercher?q=onerror', '/chercher?q=script', '/chercher?q=hostiles', ...few]
  expect(await walk(shown)).toEqual([])
})

test('[Y3] they are words to read in the query of every screen, and nothing in the cookies of language and colours', async () => {
  const screens = ['/', '/chercher', '/nouveau', '/registre', '/entrer', '/territoires', '/inviter', '/moi']
  const paths = [...screens, ...SHOWN_TYPES.map(({ path }) => path), `/p/${hostile.corpus.slug}`]
  const keys = [
    'q',
    'type',
    'lang',
    'theme',
    'sort',
    'cursor',
    'avant',
    'territory',
    'principle',
    'lead',
    'kind',
    'oidc',
  ]
  const packs = packed(250)
  expect(packs.length).toBeLessThan(keys.length)
  const saying = (at: number) => new URLSearchParams(keys.map((key, n) => [key, packs[(at + n) % packs.length] ?? '']))
  const asked = [0, 3, 6].flatMap((at) => paths.map((path) => `${path}?${saying(at)}`))
  expect(await written(asked)).toEqual([])
  expect(await walk(asked.slice(0, paths.length))).toEqual([])
  // What the API refuses to look for is refused to the browser as well; nothing else may be wrong.
  const complaints = visits.pardon()?.complaints.filter((one) => !/Failed to load resource.* 4(?:00|04)/.test(one))
  expect(complaints).toEqual([])
  for (const words of packed(1000)) {
    const said = encodeURIComponent(words)
    expect(await written(['/'], { cookie: `lang=${said}; theme=${said}` })).toEqual([])
    expect(await written(['/'], { 'accept-language': words.replaceAll(/[^\x20-\x7E]/g, ' ') })).toEqual([])
  }
})

test('[Y3] they are words to read as reasons, reports, territories, devices, keys, drafts and names', async () => {
  const [here] = hostile.territories
  expect([hostile.territories.length > 30, hostile.named.length > 20]).toEqual([true, true])
  const paths = ['/registre', '/territoires', `/territoires/${here?.id}`, '/inviter', '/moi', '/nouveau']
  expect(await written(paths)).toEqual([])
  const seen: Record<string, string> = {}
  const found = await walk(paths, async (tab) => {
    await awake(tab)
    await tab.waitForLoadState('networkidle')
    seen[new URL(tab.url()).pathname] = await tab.locator('main').innerText()
  })
  expect(found).toEqual([])
  expect(await walk(['/moi'], (tab) => tab.getByText('struck=1').first().waitFor(), hostile.wished.secret)).toEqual([])
  const unseen = paths.filter((path) => path !== '/nouveau' && !seen[path]?.includes('struck=1'))
  expect(unseen).toEqual([])
})

test('[Y3] they are words to read in the editor, in suggestions, and as names of those who write beside one', async () => {
  const beside = hostile.named.slice(4, 24).map((person) => person.open(hostile.corpus.id))
  const people = () => beside.every((live) => live.getState().mayWrite)
  await until(people)
  const found = await walk([`/p/${hostile.corpus.slug}/modifier`], async (tab) => {
    await tab.waitForSelector('.writing')
    await tab.getByText('struck=1').first().waitFor()
    await tab.locator('input[type=search]').first().fill('onerror')
    await tab.locator('[role=listbox] [role=option]').first().waitFor()
  })
  for (const live of beside) live.destroy()
  expect(found).toEqual([])
})

test('[Y3] what answers a program is never taken for a page', async () => {
  const kinds: string[] = []
  for (const path of [
    `/api/pages/${hostile.corpus.id}`,
    `/api/search?q=${encodeURIComponent('<script>')}`,
    `/api/suggest?q=${encodeURIComponent('<img')}`,
    '/api/ledger',
    '/api/me/export',
    '/api/openapi.json?<script>',
    '/api/<script>',
  ]) {
    const answer = await fetch(stage.wiki.url + path, {
      headers: { accept: 'text/html', cookie: `session=${stage.ana.secret}` },
    })
    kinds.push(answer.headers.get('content-type') ?? '')
  }
  expect(kinds).toEqual(Array.from(kinds, () => 'application/json; charset=utf-8'))
})

test('[Y3] no link leads to a script, whoever writes it and however it is spelt', async () => {
  for (const [at, href] of HOSTILE_ADDRESSES.entries()) {
    const page = hostile.titled[at]?.id ?? hostile.corpus.id
    const live = stage.dalia.open(page)
    await until(() => live.getState().mayWrite)
    const first = live.body.get(0) as Y.XmlElement
    const text = new Y.XmlText()
    first.insert(0, [text])
    text.insert(0, 'Lire', { link: { href } })
    await until(async () => ['refused', 'saved', 'closed'].includes(live.getState().save.kind), 2_000)
    const { json } = await stage.dalia.ask<PageAnswer>('GET', `/api/pages/${page}`)
    expect(JSON.stringify(json.page.body), href).not.toContain('struck')
    live.destroy()
  }
})
