import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PageAnswer, PageCard, PageList } from '@terreau/shared/api/pages.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

let wiki: WikiForTests
let steward: string
let serre: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward')
  const add = (type: string, title: string, fields?: Record<string, unknown>) =>
    wiki.pageWith(steward, type, title, fields)
  const bordeaux = { commune: '33063', stage: 'open' }
  serre = await add('place', 'La Grande Serre', {
    ...bordeaux,
    opening_hours: 'Mo-Fr 09:00-18:00; PH off',
    geo: { lat: 44.84, lon: -0.58 },
    wheelchair: 'yes',
    shower: 'yes',
  })
  await add('place', 'Halle du soir', {
    ...bordeaux,
    opening_hours: 'Mo-Su 18:00-23:00',
    geo: { lat: 44.85, lon: -0.57 },
    wheelchair: 'limited',
    shower: 'no',
  })
  await add('place', 'Jardin sans horaires', {
    commune: '33281',
    geo: { lat: 44.86, lon: -0.65 },
    entrance_level: 'no',
  })
  await add('place', 'Lieu dont rien n’est dit')
  await add('place', 'Case de Saint-Denis', {
    commune: '97411',
    opening_hours: 'Mo-Fr 09:00-18:00',
    geo: { lat: -20.88, lon: 55.45 },
  })
  await add('space', 'Table du fond', {
    place: serre,
    seats: 2,
    noise: 'quiet',
    light: 'daylight',
    wheelchair: 'yes',
    calls: 'no',
  })
  await add('space', 'Salle des machines', { place: serre, seats: 12, noise: 'loud', light: 'artificial' })
  await add('service', 'Paniers du jeudi', { place: serre, slots: 'Th 18:30-19:30', products: ['légumes', 'œufs'] })
  await add('service', 'Prêt d’outils', { place: serre, slots: 'Tu 17:00-19:00', products: ['outils'] })
  await add('practice', 'Atelier court', {
    participants: { min: 2, max: 8 },
    duration: 'PT1H30M',
    cost: { min: 0, currency: 'EUR' },
  })
  await add('practice', 'Grand chantier', {
    participants: { min: 30 },
    duration: 'P2D',
    cost: { min: 0, currency: 'EUR' },
  })
  await add('practice', 'Guide sans chiffres')
  await add('experiment', 'Reprise d’une friche', {
    setup: 'reuse',
    existing: 'Une ancienne gare, ses quais et un hangar',
  })
  await add('event', 'Chaque mardi', {
    start: '2026-11-03T18:00:00+01:00',
    end: '2026-11-03T20:00:00+01:00',
    tz: 'Europe/Paris',
    rrule: 'FREQ=WEEKLY',
    place: serre,
    status: 'confirmed',
  })
}, 60_000)
afterAll(() => wiki.close())

const list = async (query: string, who: string | null = null) =>
  (await wiki.ask<PageList>('GET', `/api/pages?${query}`, who)).json
const titles = (pages: readonly PageCard[] | undefined) => pages?.map(({ title }) => title)
const NOON = encodeURIComponent('2026-11-24T12:00:00+01:00')

test('[T12] what is open then is listed, what nobody knows apart, and what is closed not at all', async () => {
  const { pages, unknown, total } = await list(`type=place&openAt=${NOON}`)
  expect([titles(pages), total]).toEqual([['Case de Saint-Denis', 'La Grande Serre'], 2])
  expect(titles(unknown?.pages)).toEqual(['Jardin sans horaires', 'Lieu dont rien n’est dit'])
  expect(pages[1]?.answers?.open).toEqual({
    state: 'open',
    why: 'hours',
    next: { at: '2026-11-24T17:00:00.000Z', state: 'closed' },
  })
  expect(unknown?.pages[0]?.answers).toMatchObject({ open: { state: 'unknown', why: 'not-said' }, unknown: ['openAt'] })
})

test('[T12] a time without an offset is that of each place’s own wall', async () => {
  const { pages } = await list('type=place&openAt=2026-11-26T20:00')
  expect(titles(pages)).toEqual(['Halle du soir'])
  expect(titles((await list('type=place&openAt=2026-11-27T10:00')).pages)).toEqual([
    'Case de Saint-Denis',
    'La Grande Serre',
  ])
})

test('[T12] near is measured, sorted, and unknown where nobody said where', async () => {
  const { pages, unknown } = await list('type=place&near=44.84,-0.58&radius=3000')
  expect(pages.map(({ title, answers }) => [title, answers?.metres])).toEqual([
    ['La Grande Serre', 0],
    ['Halle du soir', 1363],
  ])
  expect(titles(unknown?.pages)).toEqual(['Lieu dont rien n’est dit'])
  expect(titles((await list('type=place&near=44.84,-0.58')).pages)?.at(-1)).toBe('Lieu dont rien n’est dit')
})

test('[T12] without a step: a limit is told, unknown stands apart, one no is enough', async () => {
  const { pages, unknown } = await list('type=place&stepFree=true')
  expect(pages.map(({ title, answers }) => [title, answers?.limited])).toEqual([
    ['Halle du soir', ['stepFree']],
    ['La Grande Serre', undefined],
  ])
  expect(titles(unknown?.pages)).toEqual(['Case de Saint-Denis', 'Lieu dont rien n’est dit'])
  const shower = await list('type=place&shower=yes')
  expect([titles(shower.pages), shower.unknown?.total]).toEqual([['La Grande Serre'], 3])
})

test('[T12] guides for twenty at most, under two hours and free', async () => {
  const { pages, unknown } = await list('type=practice&people=20&within=120&free=true')
  expect([titles(pages), titles(unknown?.pages)]).toEqual([['Atelier court'], ['Guide sans chiffres']])
  expect(unknown?.pages[0]?.answers?.unknown).toEqual(['people', 'within', 'free'])
})

test('[T13] a space that fits is filtered by what must be, and told what it lacks of what was wished for', async () => {
  const { pages } = await list('type=space&seats=2&wish=quiet,daylight,calls&equipment=écran')
  expect(pages.map(({ title, answers }) => [title, answers?.lacks, answers?.unsaid])).toEqual([
    ['Salle des machines', ['quiet', 'daylight'], ['calls', 'écran']],
    ['Table du fond', ['calls'], ['écran']],
  ])
  expect(titles((await list('type=space&seats=2&wish=quiet,daylight')).pages)).toEqual([
    'Table du fond',
    'Salle des machines',
  ])
  expect(titles((await list('type=space&seats=3')).pages)).toEqual(['Salle des machines'])
})

test('[T8] services are listed by product and by what is handed over next', async () => {
  wiki.ahead = Date.parse('2026-11-25T10:00:00Z') - Date.now()
  const { pages } = await list('type=service&sort=next')
  wiki.ahead = 0
  expect(pages.map(({ title, answers }) => [title, answers?.next?.from])).toEqual([
    ['Paniers du jeudi', '2026-11-26T17:30:00.000Z'],
    ['Prêt d’outils', '2026-12-01T16:00:00.000Z'],
  ])
  expect(titles((await list('type=service&product=legume')).pages)).toEqual(['Paniers du jeudi'])
})

test('[T12] a meeting is open while it lasts', async () => {
  const at = encodeURIComponent('2026-12-01T19:00:00+01:00')
  const { pages } = await list(`type=event&openAt=${at}`)
  expect(pages[0]?.answers).toMatchObject({ open: { state: 'open' }, next: { from: '2026-12-01T17:00:00.000Z' } })
})

test('[T12] launches like ours are found by how and from what they began', async () => {
  expect(titles((await list('type=experiment&setup=reuse&existing=gare')).pages)).toEqual(['Reprise d’une friche'])
  expect(titles((await list('type=experiment&existing=piscine')).pages)).toEqual([])
})

test('[T11] a territory of the official code lists what lies in it, and what is at a place there', async () => {
  expect(titles((await list('territory=33063')).pages)).toEqual([
    'Chaque mardi',
    'Halle du soir',
    'La Grande Serre',
    'Paniers du jeudi',
    'Prêt d’outils',
    'Salle des machines',
    'Table du fond',
  ])
  expect(titles((await list('territory=243300316&type=place')).pages)).toEqual([
    'Halle du soir',
    'Jardin sans horaires',
    'La Grande Serre',
  ])
  expect(titles((await list('territory=D974')).pages)).toEqual(['Case de Saint-Denis'])
  expect((await wiki.ask('GET', '/api/pages?territory=999999999')).json.code).toBe('area.unknown')
})

test('[T10] a card names the commune of its place', async () => {
  const { pages } = await list('type=place&territory=33281')
  expect(pages[0]?.answers?.commune).toEqual({ code: '33281', name: 'Mérignac' })
})

test('[T10] a page names the territories that its fields give by their code', async () => {
  const { json } = await wiki.ask<PageAnswer>('GET', `/api/pages/${serre}`)
  expect(json.areas).toEqual({ '33063': 'Bordeaux' })
})

test('[N5] a list that asks is read to its end, each page once', async () => {
  const seen: string[] = []
  let cursor = ''
  do {
    const answer = await list(`sort=updated&near=44.84,-0.58&limit=3${cursor && `&cursor=${cursor}`}`)
    seen.push(...answer.pages.map(({ id }) => id))
    expect(answer.unknown === undefined).toBe(cursor !== '')
    cursor = answer.next ?? ''
  } while (cursor)
  expect([seen.length, new Set(seen).size]).toEqual([14, 14])
})

test('[R8] where a page is, is told to those alone who may see the place listed', async () => {
  const place = { territory: null, visibility: 'private' }
  expect((await wiki.ask('PUT', `/api/pages/${serre}/place`, steward, place)).status).toBe(200)
  const asked = (who: string | null) => list('type=space&near=44.84,-0.58', who)
  const [visitor, member] = [await asked(null), await asked(steward)]
  expect(visitor.pages.map(({ answers }) => answers?.metres)).toEqual([undefined, undefined])
  expect(member.pages.map(({ answers }) => answers?.metres)).toEqual([0, 0])
  expect(titles((await list('territory=33063')).pages)).toEqual(['Halle du soir'])
  await wiki.ask('PUT', `/api/pages/${serre}/place`, steward, { ...place, visibility: 'public' })
})

test('[T30] a table is put in order by any field of its type, either way; what nobody said comes last', async () => {
  const seats = async (sort: string) => titles((await list(`type=space&sort=${sort}`)).pages)
  expect([await seats('seats'), await seats('-seats')]).toEqual([
    ['Table du fond', 'Salle des machines'],
    ['Salle des machines', 'Table du fond'],
  ])
  const stages = titles((await list('type=place&sort=-stage')).pages)
  expect(stages?.slice(0, 2).toSorted((a, b) => a.localeCompare(b))).toEqual(['Halle du soir', 'La Grande Serre'])
  const costs = async (sort: string) => titles((await list(`type=practice&sort=${sort}`)).pages)?.at(-1)
  expect([await costs('participants'), await costs('-participants')]).toEqual([
    'Guide sans chiffres',
    'Guide sans chiffres',
  ])
  const whole = (await list('type=space&sort=seats&fields=all')).pages
  expect(whole[0]?.fields).toMatchObject({ seats: 2, noise: 'quiet', place: serre })
  const seen: unknown[] = []
  let cursor = ''
  do {
    const answer = await list(`type=place&sort=-stage&limit=2${cursor && `&cursor=${cursor}`}`)
    seen.push(...answer.pages.map(({ id }) => id))
    cursor = answer.next ?? ''
  } while (cursor)
  expect(new Set(seen).size).toBe(seen.length)
})

test('[T30] an order by what no page says, whatever it is called, is answered', async () => {
  const known = (await list('type=place')).total
  for (const sort of ['constructor', '-constructor', '__proto__'])
    expect((await list(`type=place&sort=${sort}`)).total).toBe(known)
})
