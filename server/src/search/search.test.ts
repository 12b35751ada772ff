import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfflinePack, SearchAnswer, SuggestAnswer } from '@terreau/shared/api/search.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let ana: string
let steward: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  steward = await wiki.someone('steward', 'Sam')
})
afterAll(() => wiki.close())

const find = async (q: string, more = '') =>
  (await wiki.ask<SearchAnswer>('GET', `/api/search?q=${encodeURIComponent(q)}${more}`)).json
const titles = async (q: string, more = '') => (await find(q, more)).results.map(({ page }) => page.title)

test('[Q5] a page is found by what was just written in it, and no longer by what was taken away', async () => {
  const { slug } = await wiki.page(ana, 'Le poulailler')
  await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { summary: 'On y partage des œufs et des épluchures.' })
  expect([await titles('œufs'), await titles('oeuf')]).toEqual([['Le poulailler'], ['Le poulailler']])
  await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { summary: 'On y partage le grain du matin.' })
  expect([await titles('épluchures'), await titles('grain')]).toEqual([[], ['Le poulailler']])
})

test('[Q6] an archived page is found by nobody, not even by its facets', async () => {
  const { slug } = await wiki.page(ana, 'Le secret zyxwvut')
  expect(await titles('zyxwvut')).toHaveLength(1)
  await wiki.ask('PUT', `/api/pages/${slug}/archived`, steward, { archived: true })
  const { total, facets } = await find('zyxwvut')
  expect([total, facets.type]).toEqual([0, {}])
})

test('[Q6] types are counted before the filter, and filtered after', async () => {
  await wiki.page(ana, 'Ferme urbaine', 'actor')
  await wiki.page(ana, 'Monter une ferme urbaine')
  const { total, facets } = await find('ferme', '&type=actor')
  expect([total, facets.type]).toEqual([1, { actor: 1, practice: 1 }])
})

test('[Q6] what is typed is never read as a query language', async () => {
  const naughty = [
    '"',
    "'; DROP TABLE page; --",
    'a OR b NEAR/2 c',
    'title:x',
    '{title} : x',
    '*',
    'abcdefghijklmnop~10',
    '(((',
    'NOT',
    '\u0000',
    '𝕏'.repeat(100),
    'é'.repeat(256),
  ]
  for (const q of naughty) expect((await wiki.ask('GET', `/api/search?q=${encodeURIComponent(q)}`)).status).toBe(200)
  expect(await titles('ferme')).toHaveLength(2)
})

test('[Q8] what was typed so far suggests pages by their titles', async () => {
  const { json } = await wiki.ask<SuggestAnswer>('GET', '/api/suggest?q=poul')
  expect(json.pages.map(({ title }) => title)).toEqual(['Le poulailler'])
})

test('[Q7] the offline pack says nothing new, until something is written', async () => {
  const pack = async (since = '') => (await wiki.ask<OfflinePack>('GET', `/api/offline-pack?since=${since}`)).json
  const first = await pack()
  expect([first.whole, first.pages.length > 0]).toEqual([true, true])
  expect((await pack(first.version)).pages).toEqual([])
  await wiki.page(ana, 'Du nouveau')
  expect((await pack(first.version)).pages.map(({ title }) => title)).toContain('Du nouveau')
})
