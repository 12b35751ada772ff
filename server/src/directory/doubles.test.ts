import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerList } from '@terreau/shared/api/care.ts'
import type { Neighbours, WaysAnswer } from '@terreau/shared/api/directory.ts'
import type { DoubleList } from '@terreau/shared/api/doubles.ts'
import type { ContributionList } from '@terreau/shared/api/history.ts'
import type { Following } from '@terreau/shared/api/notices.ts'
import type { PageAnswer, PageList } from '@terreau/shared/api/pages.ts'
import type { PageId, TerritoryId } from '@terreau/shared/ids.ts'
import { leadElsewhere } from '../pages/merged-pages.ts'
import { oldData } from '../storage/old-data-for-tests.ts'
import { openStore } from '../storage/store.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { DoubleStore } from './double-store.ts'
import { lackingValues } from './lacking-values.ts'

let wiki: WikiForTests
let [steward, keeper, member]: string[] = []
let [kept, gone, near, private_]: string[] = []
const at = (north: number) => ({ lat: 44.84 + north / 111_195, lon: -0.58 })

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward', 'Sam')
  keeper = await wiki.someone('validator', 'Val')
  member = await wiki.someone('member', 'Ana')
  const add = (title: string, fields: Record<string, unknown>) => wiki.pageWith(member ?? '', 'place', title, fields)
  kept = await add('Le Cent Sept', { geo: at(0), commune: '33063', cog_year: 2026, shower: 'no' })
  gone = await add('Le Centsept', {
    geo: at(7),
    geo_precision: 0.9,
    address: '107 cours de l’Yser',
    opening_hours: 'Mo-Fr 09:00-18:00',
    shower: 'yes',
    verified_on: '2026-01-01',
  })
  near = await add('Le Cent Sept, la cantine', { geo: at(100) })
  await add('Loin du Cent Sept', { geo: at(400) })
  await add('Une cantine', { geo: at(101) })
  private_ = await add('Centsept', { geo: at(20) })
  await wiki.ask('PUT', `/api/pages/${private_}/place`, steward, { territory: null, visibility: 'private' })
}, 60_000)
afterAll(() => wiki.close())

const doubles = async (who: string | null = null) => (await wiki.ask<DoubleList>('GET', '/api/doubles', who)).json
const titles = ({ doubles: pairs }: DoubleList) => pairs.map(({ pages }) => pages.map(({ page }) => page.title))
const read = async (ref = '', who: string | null = null) =>
  (await wiki.ask<PageAnswer>('GET', `/api/pages/${ref}`, who)).json

test('[T39] places within 300 m of which one’s name holds the other’s are shown as perhaps one, nearest first, with what each lacks', async () => {
  const list = await doubles()
  expect(titles(list)).toEqual([
    ['Le Cent Sept', 'Le Centsept'],
    ['Le Centsept', 'Le Cent Sept, la cantine'],
    ['Le Cent Sept', 'Le Cent Sept, la cantine'],
  ])
  const [pair] = list.doubles
  expect([pair?.metres, list.total]).toEqual([7, 3])
  expect(pair?.pages.map(({ lacks }) => lacks)).toEqual([
    ['address', 'opening_hours'],
    ['commune', 'cog_year'],
  ])
})

test('[T39] [R8] nobody is shown a pair of which they may not know; keepers decide, and nobody else', async () => {
  const shown = [titles(await doubles()).flat(), titles(await doubles(member)).flat()]
  expect(shown.map((all) => all.includes('Centsept'))).toEqual([false, true])
  const may = async (who: string | null = null) => {
    const [pair] = (await doubles(who)).doubles
    return [pair?.mayPart, ...(pair?.pages.map(({ mayKeep }) => mayKeep) ?? [])]
  }
  expect([await may(), await may(member), await may(keeper)]).toEqual([
    [false, false, false],
    [false, false, false],
    [true, true, true],
  ])
  const asked = await wiki.ask('POST', '/api/doubles/merged', member, { keep: kept, other: gone })
  const parted = await wiki.ask('POST', '/api/doubles/apart', member, { one: kept, other: near })
  expect([asked.json.code, parted.json.code]).toEqual(['member.not-allowed', 'member.not-allowed'])
})

test('[T39] two places that were said to be two are not shown together again', async () => {
  expect((await wiki.ask('POST', '/api/doubles/apart', keeper, { one: near, other: kept })).status).toBe(204)
  expect((await wiki.ask('POST', '/api/doubles/apart', keeper, { one: kept, other: near })).status).toBe(204)
  expect(titles(await doubles())).toEqual([
    ['Le Cent Sept', 'Le Centsept'],
    ['Le Centsept', 'Le Cent Sept, la cantine'],
  ])
})

test('[T39] that two places are two is taken back by those who may say so, and listed to nobody else', async () => {
  const said = async (who?: string) => (await doubles(who)).apart.map((pair) => pair.map(({ title }) => title))
  const two = [['Le Cent Sept', 'Le Cent Sept, la cantine']]
  expect([await said(keeper), await said(member), await said()]).toEqual([two, [], []])
  // Order makes no difference; once taken back there is nothing left to take back.
  const takeBack = (who?: string) => wiki.ask('DELETE', `/api/doubles/apart/${near}/${kept}`, who)
  expect([(await takeBack(member)).json.code, (await takeBack(keeper)).status]).toEqual(['member.not-allowed', 204])
  expect([(await takeBack(keeper)).status, await said(keeper), (await doubles()).total]).toEqual([204, [], 3])
  await wiki.ask('POST', '/api/doubles/apart', keeper, { one: kept, other: near })
})

test('[T39] [R8] keepers are told of no pair, said to be two, of which they may not know', async () => {
  await wiki.ask('POST', '/api/doubles/apart', steward, { one: private_, other: kept })
  const elsewhere = await wiki.ask<{ id: TerritoryId }>('POST', '/api/territories', steward, {
    name: 'Là-bas',
    kind: 'centre',
    visibility: 'private',
  })
  const place = { territory: elsewhere.json.id, visibility: 'private' }
  await wiki.ask('PUT', `/api/pages/${private_}/place`, steward, place)
  expect(JSON.stringify(await doubles(keeper))).not.toContain('"Centsept"')
  expect(JSON.stringify((await doubles(steward)).apart)).toContain('"Centsept"')
  const asked = await wiki.ask('DELETE', `/api/doubles/apart/${private_}/${kept}`, keeper)
  expect(asked.json.code).toBe('page.unknown')
  await wiki.ask('DELETE', `/api/doubles/apart/${private_}/${kept}`, steward)
  await wiki.ask('PUT', `/api/pages/${private_}/place`, steward, { territory: null, visibility: 'private' })
})

test('[T40] of two merged places the one leads to the other, with its relations, and the values that were lacking are an edit of whoever merged', async () => {
  const tram = await wiki.pageWith(member ?? '', 'transport-option', 'Tram B', {
    mode: 'tram',
    serves: [gone],
    step_free: 'yes',
  })
  const twice = await wiki.pageWith(member ?? '', 'actor', 'Les voisins', { places: [kept, gone] })
  await wiki.ask('PUT', `/api/me/following/page/${gone}`, member)
  await wiki.wiki.projector.settled()
  const merged = await wiki.ask('POST', '/api/doubles/merged', keeper, { keep: kept, other: gone })
  expect(merged.status).toBe(201)

  const { fields } = (await read(kept)).page
  expect(fields).toMatchObject({ address: '107 cours de l’Yser', opening_hours: 'Mo-Fr 09:00-18:00', shower: 'no' })
  expect([fields.title, fields.verified_on, fields.geo_precision]).toEqual(['Le Cent Sept', undefined, undefined])
  const { contributions } = (await wiki.ask<ContributionList>('GET', `/api/pages/${kept}/contributions`, keeper)).json
  expect(contributions[0]?.author.name).toBe('Val')

  const { pages: followed } = (await wiki.ask<Following>('GET', '/api/me/following', member)).json
  expect(followed.map(({ id }) => id)).toContain(kept)

  const old = await read('le-centsept')
  expect([old.page.archivedAt === null, old.mergedInto?.slug]).toEqual([false, 'le-cent-sept'])
  const screen = await wiki.app.inject({ url: '/p/le-centsept' })
  expect([screen.statusCode, screen.headers.location]).toEqual([302, '/p/le-cent-sept'])
  const { ways } = (await wiki.ask<WaysAnswer>('GET', `/api/pages/${kept}/ways`)).json
  expect(ways.map(({ page }) => page.id)).toEqual([tram])
  const { relations } = (await wiki.ask<Neighbours>('GET', `/api/pages/${kept}/neighbours`)).json
  expect(relations.map(({ relation, pages }) => [relation, pages.map(({ id }) => id)])).toEqual([
    ['serves', [tram]],
    ['runs', [twice]],
  ])
  expect(
    (await wiki.ask<PageList>('GET', '/api/pages?type=transport-option&near=44.84,-0.58&radius=100')).json.total,
  ).toBe(1)
  // What is derived anew says the same.
  await wiki.wiki.projector.catchUp(true)
  expect((await wiki.ask<WaysAnswer>('GET', `/api/pages/${kept}/ways`)).json.ways.length).toBe(1)
  const { entries } = (await wiki.ask<LedgerList>('GET', '/api/ledger')).json
  expect([entries[0]?.kind, entries[0]?.page?.title]).toEqual(['page.merged', 'Le Centsept'])
})

test('[T40] what was merged into a page that is merged follows; taken out of the archive, a page is itself again', async () => {
  const again = await wiki.ask('POST', '/api/doubles/merged', keeper, { keep: gone, other: near })
  expect(again.json.code).toBe('double.unknown')
  await wiki.ask('POST', '/api/doubles/merged', keeper, { keep: near, other: kept })
  expect((await read('le-centsept')).mergedInto?.id).toBe(near)
  expect((await wiki.ask<WaysAnswer>('GET', `/api/pages/${near}/ways`)).json.ways.length).toBe(1)
  expect((await doubles()).merged.map(({ page, into }) => [page.title, into.title])).toEqual([
    ['Le Cent Sept', 'Le Cent Sept, la cantine'],
    ['Le Centsept', 'Le Cent Sept, la cantine'],
  ])
  await wiki.ask('PUT', `/api/pages/${gone}/archived`, keeper, { archived: false })
  const back = await read('le-centsept')
  expect([back.page.archivedAt, back.mergedInto]).toEqual([null, undefined])
  const waysTo = async (page?: string) =>
    (await wiki.ask<WaysAnswer>('GET', `/api/pages/${page}/ways`)).json.ways.length
  expect([await waysTo(gone), await waysTo(near)]).toEqual([1, 0])
  expect(titles(await doubles())).toEqual([['Le Centsept', 'Le Cent Sept, la cantine']])
})

test('[T40] [R8] nobody is led to a page of which they may not know', async () => {
  await wiki.ask('POST', '/api/doubles/merged', steward, { keep: private_, other: gone })
  expect((await read('le-centsept')).mergedInto).toBeUndefined()
  expect((await read('le-centsept', member)).mergedInto?.id).toBe(private_)
  expect(JSON.stringify(await doubles())).not.toContain('"Centsept"')
})

test('[T39] [T40] places from before anything was said of doubles are proposed, said to be two and merged like any other', async () => {
  const folder = await oldData('0030-outlines', (sqlite) => {
    sqlite.exec(
      `INSERT INTO member (id, name, role, colour, kind, created_at) VALUES ('ana', 'Ana', 'member', 'learn', 'person', 1)`,
    )
    const page =
      sqlite.prepare(`INSERT INTO page (id, type, slug, title, title_key, lang, created_by, created_at, updated_at)
    VALUES (@id, 'place', @id, 'Le Moulin', 'le moulin', 'fr', 'ana', 1, 1)`)
    const facts = sqlite.prepare(`INSERT INTO page_facts (page_id, facts, lat, lon) VALUES (@id, '{}', 44.8, -0.5)`)
    for (const id of ['aval', 'amont']) void [page.run({ id }), facts.run({ id })]
    sqlite.exec(`INSERT INTO page_link VALUES ('tram', 'aval', 'serves')`)
  })

  const opened = await openStore(folder)
  const store = new DoubleStore(opened.db)
  const [up, down] = ['amont', 'aval'] as [PageId, PageId]
  const pair = { one: up, other: down, metres: 0 }
  expect([await store.pairs(null), await store.merged(9)]).toEqual([{ perhaps: [pair], apart: [] }, []])
  await store.part([down, up])
  expect(await store.pairs(null)).toEqual({ perhaps: [], apart: [pair] })
  await leadElsewhere(opened.db, down, up, 2)
  expect(await store.merged(9)).toEqual([{ page: down, into: up }])
  expect(await opened.db.selectFrom('page_link').select('to_page').execute()).toEqual([{ to_page: up }])
  // A page leads to one page, and to none that does not exist; a pair is kept one way round.
  const nowhere = ['nulle-part', 'personne'] as [PageId, PageId]
  await expect(leadElsewhere(opened.db, down, up, 3)).rejects.toThrow('UNIQUE')
  await expect(leadElsewhere(opened.db, up, nowhere[0], 3)).rejects.toThrow('FOREIGN KEY')
  await expect(store.part(nowhere)).rejects.toThrow('FOREIGN KEY')
  await expect(opened.db.insertInto('page_apart').values({ one: down, other: up }).execute()).rejects.toThrow('CHECK')
  await opened.close()
  await rm(folder, { recursive: true })
})

test('[T40] a page lacks what it does not say, and what goes with what it does not say; sources come with values', () => {
  const here = { title: 'Ici', geo: at(0), sources: ['a'] }
  const [one, two] = ['01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11', '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e12']
  const other = {
    title: 'Là',
    geo: at(1),
    geo_precision: 0.5,
    commune: '33063',
    cog_year: 2026,
    shower: 'maybe',
    sources: [one],
  }
  expect(lackingValues({ ...here, sources: [two] }, other)).toEqual({
    commune: '33063',
    cog_year: 2026,
    sources: [two, one],
  })
  expect(lackingValues({ ...here, sources: [one] }, { sources: [one] })).toEqual({})
})
