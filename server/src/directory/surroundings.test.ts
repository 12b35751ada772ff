import { afterAll, beforeAll, expect, test } from 'vitest'
import type {
  GapAnswer,
  HoursAnswer,
  NeedsAnswer,
  Neighbours,
  OddPosition,
  WaysAnswer,
  WeekAnswer,
} from '@terreau/shared/api/directory.ts'
import { OutlineStore } from '../maps/outline-store.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let steward: string
let [serre, halle, tram, amap]: string[] = []

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward')
  const add = (type: string, title: string, fields?: Record<string, unknown>) =>
    wiki.pageWith(steward, type, title, fields)
  serre = await add('place', 'La Grande Serre', {
    commune: '33063',
    opening_hours: 'Mo-Fr 09:00-12:00,14:00-18:00',
    closures: [{ from: '2026-11-24', until: '2026-11-24', reason: 'Travaux' }],
    geo: { lat: 44.84, lon: -0.58 },
  })
  halle = await add('place', 'Halle sans chemin', { commune: '33281', stage: 'open' })
  await add('transport-option', 'En voiture seul', { mode: 'car-alone', serves: [serre, halle] })
  tram = await add('transport-option', 'Tram A, Stalingrad', {
    mode: 'tram',
    serves: [serre],
    line: 'A',
    stop: 'Stalingrad',
    walk_m: 450,
    step_free: 'yes',
    frequency_min: 8,
    price: { min: 1.9, currency: 'EUR' },
    verified_on: '2026-09-01',
  })
  await add('transport-option', 'À vélo par le pont', { mode: 'cycle', serves: [serre], walk_m: 0 })
  await add('transport-option', 'Covoiturage du jeudi', { mode: 'carpool', serves: [serre] })
  amap = await add('service', 'Paniers', { place: serre, slots: 'Th 18:30-19:30', products: ['légumes'] })
  await add('actor', 'Les Maraîchers', {
    offers: [amap],
    needs: [
      { label: 'Des cagettes' },
      { label: 'Un camion', until: '2020-01-01' },
      { label: 'Une serre', until: '2099-01-01' },
    ],
  })
}, 60_000)
afterAll(() => wiki.close())

const get = async <T>(path: string, who: string | null = null) => (await wiki.ask<T>('GET', `/api/${path}`, who)).json

test('[T14] ways to come are told without a car first and with the car alone last, with their stop, walk, fare and its day', async () => {
  const { ways, carFree, place } = await get<WaysAnswer>(`pages/${serre}/ways`)
  expect([place?.title, carFree, ways.map(({ mode }) => mode)]).toEqual([
    'La Grande Serre',
    true,
    ['cycle', 'tram', 'carpool', 'car-alone'],
  ])
  expect(ways[1]).toMatchObject({
    line: 'A',
    stop: 'Stalingrad',
    walkMetres: 450,
    stepFree: 'yes',
    bikes: 'unknown',
    everyMinutes: 8,
    fare: { min: 1.9, currency: 'EUR', on: '2026-09-01' },
    open: { state: 'unknown', why: 'not-said' },
  })
  expect(ways[0]).toMatchObject({ stepFree: 'unknown', fare: null, everyMinutes: null })
})

const grams = (answer?: WaysAnswer) => answer?.ways.map(({ mode, gases }) => [mode, gases?.grams])

test('[T14] gases are an order of magnitude for those who come together, with unit, day and source', async () => {
  const from = '44.80,-0.58'
  const [one, three] = await Promise.all(
    [1, 3].map((people) => get<WaysAnswer>(`pages/${serre}/ways?people=${people}&from=${from}`)),
  )
  // 4.448 km as the crow flies, times 1.3.
  expect(one?.trip).toEqual({ straightMetres: 4448, metres: 5782, detour: 1.3 })
  expect(grams(one)).toEqual([
    ['cycle', 0.98],
    ['tram', 25],
    ['carpool', 1300],
    ['car-alone', 1300],
  ])
  expect(grams(three)).toEqual([
    ['cycle', 2.9],
    ['tram', 74],
    ['carpool', 1300],
    ['car-alone', 1300],
  ])
  expect(one?.ways.at(-1)?.gases).toMatchObject({
    unit: 'vehicle-km',
    factor: 217.6,
    gramsPerKm: 220,
    validFrom: '2025-10-16',
  })
})

test('[T14] a page at a place is reached as its place is; one at none has no ways', async () => {
  expect((await get<WaysAnswer>(`pages/${amap}/ways`)).place?.title).toBe('La Grande Serre')
  expect(await get(`pages/${await wiki.pageWith(steward, 'practice', 'Un guide')}/ways`)).toMatchObject({
    place: null,
    ways: [],
  })
  expect((await get<{ code: string }>('pages/nulle-part/ways')).code).toBe('page.unknown')
})

test('[T5] a page tells its hours day by day, with days off, closures and what is to be asked', async () => {
  const { zone, days, hints } = await get<HoursAnswer>(`pages/${serre}/hours?from=2026-11-09`)
  expect([zone, days.length, hints]).toEqual(['Europe/Paris', 7, ['holidays-unsaid']])
  expect(days[2]).toEqual({
    day: '2026-11-11',
    holiday: 'armistice',
    stretches: [
      { from: '09:00', until: '12:00', state: 'open' },
      { from: '14:00', until: '18:00', state: 'open' },
    ],
  })
  expect((await get<HoursAnswer>(`pages/${serre}/hours?from=2026-11-24`)).days[0]?.stretches).toEqual([])
  expect((await get<HoursAnswer>(`pages/${halle}/hours`)).open).toMatchObject({ state: 'unknown', why: 'not-said' })
})

test('[T9] the week of a territory says at each hour how many are open, and of how many nobody knows', async () => {
  const { monday, cells, places, total } = await get<WeekAnswer>('week?territory=243300316&monday=2026-11-26')
  expect([monday, cells.length, total]).toEqual(['2026-11-23', 168, 2])
  // Monday and Tuesday at 10:30; on Tuesday there are works.
  expect([cells[10], cells[34]]).toEqual([
    { open: 1, unknown: 1 },
    { open: 0, unknown: 1 },
  ])
  expect(places.map(({ page, week }) => [page.title, week.slice(8, 14)])).toEqual([
    ['Halle sans chemin', 'uuuuuu'],
    ['La Grande Serre', 'cooocc'],
  ])
})

const relations = async (ref: string | undefined) =>
  (await get<Neighbours>(`pages/${ref}/neighbours`)).relations.map(({ relation, direction, pages }) => [
    relation,
    direction,
    pages.map(({ title }) => title),
  ])

test('[T15] relations are walked both ways', async () => {
  expect(await relations(amap)).toEqual([
    ['hands-over-at', 'out', ['La Grande Serre']],
    ['offers', 'in', ['Les Maraîchers']],
  ])
  expect(await relations(halle)).toEqual([['serves', 'in', ['En voiture seul']]])
  expect(await relations(tram)).toEqual([['serves', 'out', ['La Grande Serre']]])
})

test('[T16] needs stand beside offers, and fade', async () => {
  const { needs, offers } = await get<NeedsAnswer>('needs')
  expect(needs.map(({ label, actor }) => [label, actor.title])).toEqual([
    ['Des cagettes', 'Les Maraîchers'],
    ['Une serre', 'Les Maraîchers'],
  ])
  expect(offers.map(({ service, by }) => [service.title, by.map(({ title }) => title)])).toEqual([
    ['Paniers', ['Les Maraîchers']],
  ])
  expect((await get<NeedsAnswer>('needs?q=legume')).needs).toEqual([])
  wiki.ahead = 91 * 86_400_000
  expect((await get<NeedsAnswer>('needs')).needs.map(({ label }) => label)).toEqual(['Une serre'])
  wiki.ahead = 0
})

test('[T17] what pages lack is listed: a way without a car, hours, a page that names them, a page at all', async () => {
  const gap = async (kind: string, who: string | null = null) => {
    const { pages, total, of } = await get<GapAnswer>(`gaps/${kind}`, who)
    return [pages.map(({ page }) => page.title), total, of]
  }
  expect(await gap('no-way')).toEqual([['Halle sans chemin'], 1, 2])
  expect(await gap('no-hours')).toEqual([['Halle sans chemin'], 1, 2])
  expect((await gap('orphans'))[0]).toContain('Les Maraîchers')
  const { total, of, communes } = await get<GapAnswer>('gaps/no-page')
  expect([total, of, communes?.some(({ code }) => code === '33281')]).toEqual([26, 28, false])
  wiki.ahead = 4 * 31 * 86_400_000
  expect((await gap('recheck'))[0]).toEqual(['Tram A, Stalingrad'])
  wiki.ahead = 0
})

const square = (west: number) =>
  [
    [west, 44.8],
    [west + 0.1, 44.8],
    [west + 0.1, 44.9],
    [west, 44.9],
  ] as const

test('[T38] a position outside its commune, by the outlines that are here, and a stop far from what it serves are told, and kept', async () => {
  const store = new OutlineStore(wiki.wiki.store.db)
  await store.keep({ code: '33063', name: 'Bordeaux', rings: [square(-0.6)] })
  await store.keep({ code: '33281', name: 'Mérignac', rings: [square(-0.7)] })
  const odd = (asked: string) => get<OddPosition>(`odd-position?${asked}`)
  expect(await odd('at=44.85,-0.65&commune=33063')).toEqual({
    outside: { commune: 'Bordeaux', within: 'Mérignac' },
    far: [],
  })
  expect((await odd('at=44.95,-0.55&commune=33063')).outside).toEqual({ commune: 'Bordeaux', within: null })
  // Within, beside the border, where no outline speaks, and where only that of another commune does.
  expect((await odd('at=44.85,-0.55&commune=33063')).outside).toBeNull()
  expect((await odd('at=44.85,-0.601&commune=33063')).outside).toBeNull()
  expect((await odd('at=48.85,2.35&commune=75110')).outside).toBeNull()
  expect((await odd('at=44.85,-0.55&commune=75110')).outside).toEqual({ commune: 'Paris', within: 'Bordeaux' })
  const { far } = await odd(`at=44.9,-0.58&serves=${serre},${halle}`)
  expect(far.map(({ place, metres }) => [place.title, metres])).toEqual([['La Grande Serre', 6672]])
  expect((await odd(`at=44.88,-0.58&serves=${serre}`)).far).toEqual([])

  const away = await wiki.pageWith(steward, 'place', 'Ailleurs', { commune: '33063', geo: { lat: 44.85, lon: -0.65 } })
  const stop = { mode: 'bus', serves: [serre, away], stop_geo: { lat: 44.9, lon: -0.58 } }
  const bus = await wiki.pageWith(steward, 'transport-option', 'Bus lointain', stop)
  const { pages, total, of } = await get<GapAnswer>('gaps/odd-position')
  expect([total, of]).toEqual([2, 3])
  expect(pages.map(({ page, odd: told }) => [page.title, told?.outside?.within, told?.far.length])).toEqual([
    ['Ailleurs', 'Mérignac', 0],
    ['Bus lointain', undefined, 2],
  ])
  for (const id of [away, bus]) await wiki.ask('PUT', `/api/pages/${id}/archived`, steward, { archived: true })
})

test('[T17] pages that name one that is gone are listed with it', async () => {
  expect((await get<GapAnswer>('gaps/wanted')).total).toBe(0)
  await wiki.ask('PUT', `/api/pages/${tram}/archived`, steward, { archived: true })
  await wiki.ask('PUT', `/api/pages/${amap}/archived`, steward, { archived: true })
  const { pages } = await get<GapAnswer>('gaps/wanted')
  expect(pages.map(({ page, wants }) => [page.title, wants?.map(({ title }) => title)])).toEqual([
    ['Les Maraîchers', ['Paniers']],
  ])
})

test('[R8] ways, neighbours and gaps tell nobody of what they may not know of', async () => {
  const place = { territory: null, visibility: 'private' }
  const [option] = (await get<WaysAnswer>(`pages/${serre}/ways`)).ways
  await wiki.ask('PUT', `/api/pages/${option?.page.id}/place`, steward, place)
  expect((await get<WaysAnswer>(`pages/${serre}/ways`)).ways.map(({ mode }) => mode)).toEqual(['carpool', 'car-alone'])
  expect((await get<GapAnswer>('gaps/no-way')).total).toBe(2)
  expect((await get<GapAnswer>('gaps/no-way', steward)).total).toBe(1)
  expect(JSON.stringify(await get(`pages/${serre}/neighbours`))).not.toContain('vélo')
  await wiki.ask('PUT', `/api/pages/${serre}/place`, steward, place)
  const far = async (who: string | null) =>
    (await get<OddPosition>(`odd-position?at=44.9,-0.58&serves=${serre}`, who)).far.length
  expect([await far(null), await far(steward)]).toEqual([0, 1])
})
