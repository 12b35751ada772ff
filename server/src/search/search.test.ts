import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageAnswer, PageList } from '@terreau/shared/api/pages.ts'
import type { OfflinePack, OfflinePackSize, SearchAnswer, SuggestAnswer } from '@terreau/shared/api/search.ts'
import { readPage } from '@terreau/shared/document/markdown-page.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { newId } from '../storage/new-id.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { OfflinePacks } from './offline-pack.ts'

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

test('[Q5] a word that the last page to hold it loses is found no more, and what stays is', async () => {
  const { slug } = await wiki.page(ana, 'Clepsydres matutinales')
  await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { summary: 'Palimpseste.' })
  expect(await titles('palimpseste')).toEqual(['Clepsydres matutinales'])
  await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { summary: null })
  expect([await titles('palimpseste'), await titles('clepsydres')]).toEqual([[], ['Clepsydres matutinales']])
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

test('[Q6] what is open now says so, is counted, and can be asked for alone; what says no hours is not', async () => {
  const hours = { stage: 'open', commune: '33063', opening_hours: '24/7' }
  const always = await wiki.page(ana, 'Le hangar ouvert à tous vents', 'place')
  await wiki.ask('PATCH', `/api/pages/${always.slug}/fields`, ana, hours)
  const never = await wiki.page(ana, 'Le hangar ouvert un jour', 'place')
  await wiki.ask('PATCH', `/api/pages/${never.slug}/fields`, ana, { ...hours, opening_hours: 'off' })
  await wiki.page(ana, 'Le hangar ouvert on ne sait quand', 'place')
  const { facets, results } = await find('hangar ouvert')
  expect([results.length, facets.open, facets.territory[0]]).toEqual([
    3,
    1,
    { id: '33063', name: 'Bordeaux', count: 2 },
  ])
  expect(results.map(({ page, open }) => [page.id, open?.state]).find(([id]) => id === always.id)?.[1]).toBe('open')
  expect(await titles('hangar ouvert', '&openAt=now')).toEqual(['Le hangar ouvert à tous vents'])
  const inTheGrouping = await titles('hangar ouvert', '&territory=243300316')
  expect(inTheGrouping.toSorted((a, b) => a.localeCompare(b))).toEqual([
    'Le hangar ouvert à tous vents',
    'Le hangar ouvert un jour',
  ])
})

test('[Q6] [T12] an answer that has hours says what lists say of it: whether it is open, why, and when that changes', async () => {
  const place = await wiki.pageWith(ana, 'place', 'Le chai', {
    stage: 'open',
    commune: '33063',
    opening_hours: 'Mo-Fr 09:00-18:00',
  })
  await wiki.pageWith(ana, 'service', 'Les paniers du chai', { place, slots: 'Th 18:30-19:30' })
  const weekly = { start: '2026-11-03T18:00:00+01:00', end: '2026-11-03T20:00:00+01:00', rrule: 'FREQ=WEEKLY' }
  await wiki.pageWith(ana, 'event', 'La fête du chai', { ...weekly, tz: 'Europe/Paris', place, status: 'confirmed' })
  await wiki.page(ana, 'Balayer un chai')
  const { results } = await find('chai')
  const lists = await Promise.all(
    ['place', 'service', 'event'].map((type) => wiki.ask<PageList>('GET', `/api/pages?type=${type}&limit=100`)),
  )
  const cards = new Map(lists.flatMap(({ json }) => json.pages.map(({ id, answers }) => [id, answers?.open] as const)))
  expect(results.map(({ open }) => open)).toEqual(results.map(({ page }) => cards.get(page.id)))
  expect(results.flatMap(({ open }) => open?.next ?? []).length).toBe(3)
  expect(results.length).toBe(4)
})

/** Where those lie that answer, by title. */
async function where(q: string) {
  return Object.fromEntries((await find(q)).results.map(({ page, position }) => [page.title, position]))
}

test('[Q19] what is somewhere says where it is, or the place that it is at, but not where a place lies that the asker may not know of', async () => {
  const geo = { lat: 44.8423, lon: -0.5563 }
  const shed = await wiki.page(ana, 'La remise aux bobines', 'place')
  await wiki.ask('PATCH', `/api/pages/${shed.slug}/fields`, ana, { stage: 'open', commune: '33063', geo })
  const lending = await wiki.page(ana, 'Le prêt de bobines', 'service')
  await wiki.ask('PATCH', `/api/pages/${lending.slug}/fields`, ana, { place: shed.id })
  expect(await where('bobines')).toEqual({ 'La remise aux bobines': geo, 'Le prêt de bobines': geo })
  await wiki.ask('PUT', `/api/pages/${shed.slug}/place`, steward, { territory: null, visibility: 'private' })
  expect(await where('bobines')).toEqual({ 'Le prêt de bobines': undefined })
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

test('[Q8] passages follow, with the words they begin with, for a link to them', async () => {
  const { slug } = await wiki.page(ana, 'Le rucher')
  await wiki.ask('PATCH', `/api/pages/${slug}/fields`, ana, { summary: 'On y tourne la manivelle de l’extracteur.' })
  const { json } = await wiki.ask<SuggestAnswer>('GET', '/api/suggest?q=manivel')
  expect(json.pages).toEqual([])
  expect(json.passages.map(({ page, text }) => [page.title, text])).toEqual([
    ['Le rucher', 'On y tourne la manivelle de l’extracteur.'],
  ])
})

test('[Q9] a phrase, a word left out and a type narrow what is found; other signs are words', async () => {
  await wiki.page(ana, 'Grand four à pain')
  await wiki.page(ana, 'Pain au four grand')
  await wiki.page(ana, 'Four à pain', 'actor')
  expect(await titles('"four à pain"')).toEqual(['Four à pain', 'Grand four à pain'])
  expect((await titles('four pain -grand')).length).toBe(1)
  expect(await titles('four pain type:acteur')).toEqual(['Four à pain'])
  expect(await titles('four pain type:licorne')).toEqual([])
  expect((await titles('four:pain')).length).toBe(3)
})

test('[Q10] facets count what each of their values would leave, after the other filters', async () => {
  const place = await wiki.page(ana, 'Lavoir du bas', 'place')
  await wiki.page(ana, 'Remettre un lavoir en eau')
  await wiki.ask('PATCH', `/api/pages/${place.slug}/fields`, ana, { wheelchair: 'yes', commune: '33063' })
  const all = (await find('lavoir')).facets
  expect([all.type, all.stepFree, all.territory]).toEqual([
    { place: 1, practice: 1 },
    1,
    [{ id: '33063', name: 'Bordeaux', count: 1 }],
  ])
  const narrowed = await find('lavoir', '&type=practice')
  expect([narrowed.total, narrowed.facets.type, narrowed.facets.stepFree]).toEqual([1, all.type, 0])
  expect(await titles('lavoir', '&stepFree=true')).toEqual(['Lavoir du bas'])
  expect(await titles('lavoir territoire:33063')).toEqual(['Lavoir du bas'])
})

test('[Q11] what was surely meant is read, said, and undone by asking', async () => {
  await wiki.page(ana, 'Greffer un pommier')
  const read = await find('greffer un pomier')
  expect([read.results[0]?.page.title, read.corrected]).toEqual([
    'Greffer un pommier',
    { typed: 'greffer un pomier', read: 'greffer un pommier' },
  ])
  const typed = await find('pomier', '&as=typed')
  expect([typed.total, typed.corrected]).toEqual([0, null])
  expect((await find('greffer un pommier')).corrected).toBeNull()
})

test('[Q12] where nothing is found, words near by and other pages are', async () => {
  const { total, near, neighbours } = await find('pommerxyz')
  expect([total, near, neighbours.map(({ title }) => title)]).toEqual([0, ['pommier'], ['Greffer un pommier']])
  const filtered = await find('pommier', '&type=place')
  expect([filtered.total, filtered.neighbours.map(({ title }) => title)]).toEqual([0, ['Greffer un pommier']])
})

test('[Q13] synonyms are those that a page of the wiki lists, as it stands', async () => {
  await wiki.page(ana, 'Affûter une serfouette')
  expect(await titles('binette', '&as=typed')).toEqual([])
  await pageWithBody('Synonymes', '- serfouette, binette\n- porte-bagages, galerie de toit\n')
  expect(await titles('binette', '&as=typed')).toEqual(['Affûter une serfouette'])
  await wiki.ask('PUT', '/api/pages/synonymes/archived', steward, { archived: true })
  expect(await titles('binette', '&as=typed')).toEqual([])
})

/** A page by its title, with a body in Markdown, derived. */
async function pageWithBody(title: string, markdown: string): Promise<void> {
  const author = await wiki.wiki.members.standIn('system', 'Terreau')
  const { body } = readPage(markdown)
  const page = {
    type: 'source' as const,
    title,
    lang: 'fr' as const,
    fields: { title },
    body,
    importKey: title,
    hash: '',
  }
  await new WikiWriter(wiki.wiki, author.id).create({ ...page, id: newId<PageId>(Date.now()) })
  await wiki.wiki.projector.settled()
}

/** All that is said to a visitor, but for the time it took. */
const said = async (q: string) => {
  const { tookMs: _took, ...answer } = await find(q)
  const { json } = await wiki.ask<SuggestAnswer>('GET', `/api/suggest?q=${encodeURIComponent(q)}`)
  return { answer, suggested: json }
}

describe('[Q14] a page that somebody may not know of changes nothing for them', () => {
  const asked = [
    'framboisier',
    'framboisie',
    'framboisiers remontants',
    'fram',
    'cassissier',
    'cassisier',
    '"le framboisier"',
    'taille -framboisier',
    'framboisier type:pratique',
  ]
  test('neither words nor counts nor corrections, whether it was made so or became so', async () => {
    await wiki.page(ana, 'La taille du framboisier')
    await wiki.page(ana, 'Un cassissier au jardin')
    const before = await Promise.all(asked.map(said))
    const hidden = { title: 'Framboisie cassisier framboisiers remontants', type: 'practice', visibility: 'private' }
    const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', ana, hidden)
    await wiki.ask('PATCH', `/api/pages/${json.page.slug}/fields`, ana, { summary: 'Taille du framboisie, du fram.' })
    expect(await Promise.all(asked.map(said))).toEqual(before)
    expect((await wiki.ask<SearchAnswer>('GET', '/api/search?q=framboisie', ana)).json.results[0]?.page.title).toBe(
      hidden.title,
    )
    await wiki.ask('PUT', `/api/pages/${json.page.slug}/place`, steward, { territory: null, visibility: 'public' })
    expect((await titles('framboisie'))[0]).toBe(hidden.title)
    await wiki.ask('PUT', `/api/pages/${json.page.slug}/place`, steward, { territory: null, visibility: 'private' })
    expect(await Promise.all(asked.map(said))).toEqual(before)
  })
})

test('[Q15] ten thousand characters are refused before any work, and eight words are looked for at most', async () => {
  const { status, json } = await wiki.ask('GET', `/api/search?q=${'x'.repeat(10_000)}`)
  expect([status, json.code]).toEqual([400, 'search.malformed'])
  const words = 'le four la taille du framboisier un cassissier au jardin greffer lavoir pain grand'.split(' ')
  expect((await titles(words.join(' '))).length).toBeGreaterThan(3)
})

const pack = async (since = '') => (await wiki.ask<OfflinePack>('GET', `/api/offline-pack?since=${since}`)).json
const names = ({ pages }: OfflinePack) => pages.map(({ title }) => title)

describe('[Q7] the offline pack', () => {
  test('brings what changed since, and what is no longer to be kept', async () => {
    const first = await pack()
    expect([first.whole, first.pages.length > 5]).toEqual([true, true])
    expect(await pack(first.version)).toMatchObject({ whole: false, pages: [], removed: [] })
    const { slug, id } = await wiki.page(ana, 'Du nouveau')
    const second = await pack(first.version)
    expect([second.whole, names(second)]).toEqual([false, ['Du nouveau']])
    await wiki.ask('PUT', `/api/pages/${slug}/archived`, steward, { archived: true })
    expect(await pack(second.version)).toMatchObject({ whole: false, pages: [], removed: [id] })
    expect((await pack('99999999999999')).whole).toBe(true)
  })

  test('holds public pages alone, as readers see them, and tells its size before', async () => {
    const hidden = { title: 'Page cachée', type: 'practice', visibility: 'private' }
    await wiki.ask('POST', '/api/pages', ana, hidden)
    const whole = await pack()
    expect(JSON.stringify(whole)).not.toContain('cachée')
    const size = (await wiki.ask<OfflinePackSize>('GET', '/api/offline-pack/size')).json
    expect([size.pages, size.version]).toEqual([whole.pages.length, whole.version])
    expect(size.bytes / JSON.stringify(whole.pages).length).toBeCloseTo(1, 0)
  })

  test('comes in parts, each going on after the last: together they are all of it, each page once', async () => {
    const { store, now } = wiki.wiki
    const packs = new OfflinePacks(store.db, now, () => [])
    const whole = await packs.pack({})
    const parts: OfflinePack[] = []
    for (let next: PageId | null | undefined; next !== null; next = parts.at(-1)?.next ?? null)
      parts.push(await packs.pack(next ? { after: next } : {}, 3))
    expect(parts.length).toBe(Math.ceil(whole.pages.length / 3))
    expect(parts.flatMap(names).toSorted()).toEqual(names(whole).toSorted())
  })

  test('is as wide as the territories that are asked for, and the network', async () => {
    const centre = { name: 'Centre du nord', kind: 'centre' }
    const { json } = await wiki.ask<{ id: string }>('POST', '/api/territories', steward, centre)
    const there = { title: 'Four du nord', type: 'practice', territory: json.id }
    await wiki.ask('POST', '/api/pages', steward, there)
    const asked = async (territories: string) =>
      names((await wiki.ask<OfflinePack>('GET', `/api/offline-pack?territories=${territories}`)).json)
    expect((await asked(json.id)).includes('Four du nord')).toBe(true)
    expect((await asked('')).includes('Four du nord')).toBe(false)
    expect((await asked('')).includes('Grand four à pain')).toBe(true)
    expect(await titles('four territoire:centre-du-nord')).toEqual(['Four du nord'])
  })
})
