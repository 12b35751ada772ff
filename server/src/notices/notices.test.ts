import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Following, NoticeList } from '@terreau/shared/api/notices.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Me } from '@terreau/shared/api/people.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { EndedContributions } from './ended-contributions.ts'

const DAY = 24 * 3600 * 1000

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
  await wiki.ask('POST', `/api/pages/${page.id}/proposals`, ana, {})
})

afterEach(() => wiki.close())

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

async function write(secret: string, words: string): Promise<void> {
  await wiki.wiki.rooms.write(page.id, await idOf(secret), (doc) => {
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [new Y.XmlText(words)])
    bodyOf(doc).insert(0, [element])
  })
}

const propose = (secret: string, message?: string) =>
  wiki.ask('POST', `/api/pages/${page.id}/proposals`, secret, message ? { message } : {})

async function wrote(secret: string, words: string, message?: string): Promise<void> {
  await write(secret, words)
  await propose(secret, message)
  await wiki.wiki.projector.settled()
}

async function judge(secret: string, verdict: 'validated' | 'returned', reason?: string): Promise<void> {
  const { json } = await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, secret)
  const hunks = [...new Set(json.hunks.map(({ key }) => key))]
  const body = { hunks, verdict, ...(reason && { reason }) }
  const { status, json: said } = await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, secret, body)
  expect(status, JSON.stringify(said)).toBe(201)
}

const follow = (secret: string, kind: string, id: string) =>
  wiki.ask('PUT', `/api/me/following/${kind}/${id}`, secret).then(({ status }) => status)

async function list(secret: string): Promise<NoticeList> {
  await wiki.wiki.happenings.settled()
  return (await wiki.ask<NoticeList>('GET', '/api/me/notices', secret)).json
}

const told = async (secret: string) =>
  (await list(secret)).notices.map(({ kind, by, words, reason }) =>
    [kind, by?.name, words, reason].filter(Boolean).join(' · '),
  )

const news = async (secret: string) => (await wiki.ask<Me>('GET', '/api/me', secret)).json.news

const ofThread = (secret: string, words: string, mentions: MemberId[] = []) =>
  wiki.ask<{ id: string }>('POST', `/api/pages/${page.id}/threads`, secret, { kind: 'talk', words, mentions })

async function inTerritory(visibility: 'public' | 'private', ...people: readonly string[]): Promise<string> {
  const asked = { name: 'Le Parc', kind: 'centre', visibility }
  const { json } = await wiki.ask<Territory>('POST', '/api/territories', sam, asked)
  for (const one of people)
    await wiki.ask('PUT', `/api/territories/${json.id}/members/${await idOf(one)}`, sam, { role: 'member' })
  await wiki.ask('PUT', `/api/pages/${page.id}/place`, sam, { territory: json.id, visibility })
  return json.id
}

test('[D70] what is written and validated is told to those who follow the page, its territory or its type, and not to whoever did it', async () => {
  const territory = await inTerritory('public')
  const [cleo, dora] = [await wiki.someone('member', 'Cléo'), await wiki.someone('member', 'Dora')]
  expect(await follow(ana, 'page', page.slug)).toBe(204)
  expect(await follow(bob, 'page', page.id)).toBe(204)
  expect(await follow(cleo, 'territory', territory)).toBe(204)
  expect(await follow(dora, 'type', 'practice')).toBe(204)
  await wrote(ana, 'Il faut une clé de dix.', 'Ce qu’il faut')
  for (const one of [bob, cleo, dora]) expect(await told(one)).toEqual(['proposed · Ana · Ce qu’il faut'])
  expect(await told(ana)).toEqual([])
  await judge(vera, 'validated')
  await wiki.ask('DELETE', `/api/me/following/territory/${territory}`, cleo)
  expect(await told(bob)).toEqual(['version · Vera', 'proposed · Ana · Ce qu’il faut'])
  await wrote(ana, 'Et un chiffon.')
  expect((await told(cleo)).length).toBe(2)
  const mine = async (secret: string) => (await wiki.ask<Following>('GET', '/api/me/following', secret)).json
  expect((await mine(bob)).pages.map(({ title }) => title)).toEqual(['Réparer un vélo'])
  expect(await mine(dora)).toEqual({ pages: [], territories: [], types: ['practice'] })
  expect(await mine(cleo)).toEqual({ pages: [], territories: [], types: [] })
})

/** Territories, each in the one before it, by their names; answers their ids. */
async function nested(...names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    const within = ids.at(-1)
    const asked = { name, kind: 'grouping', ...(within && { within }) }
    ids.push((await wiki.ask<Territory>('POST', '/api/territories', sam, asked)).json.id)
  }
  return ids
}

const place = (territory: string | undefined, visibility = 'public') =>
  wiki.ask('PUT', `/api/pages/${page.id}/place`, sam, { territory, visibility })

test('[D70] whoever follows a territory hears of what happens in all that lies in it, at whatever depth, and once', async () => {
  const [around = '', inside = '', deep = ''] = await nested('Bordeaux Métropole', 'Bordeaux', 'La Bastide')
  const [apart = ''] = await nested('Le Bassin')
  const [cleo, dora] = [await wiki.someone('member', 'Cléo'), await wiki.someone('member', 'Dora')]
  await follow(cleo, 'territory', around)
  for (const one of [around, inside, deep]) await follow(dora, 'territory', one)
  for (const [kind, id] of [
    ['page', page.id],
    ['type', 'practice'],
  ] as const)
    await follow(dora, kind, id)
  await follow(bob, 'territory', apart)
  await place(deep)
  await wrote(ana, 'Il faut une clé de dix.', 'Dans le quartier')
  const said = ['proposed · Ana · Dans le quartier']
  expect([await told(cleo), await told(dora), await told(bob)]).toEqual([said, said, []])
  await follow(vera, 'territory', inside)
  await place(around)
  wiki.ahead += DAY + 1
  await wrote(ana, 'Et un chiffon.', 'Tout autour')
  expect([(await told(cleo)).length, await told(vera)]).toEqual([2, []])
  // Rows that lie in each other, however they came to, tell nobody twice and end.
  await wiki.wiki.store.db
    .updateTable('territory')
    .set({ parent_id: deep as TerritoryId })
    .where('id', '=', around as TerritoryId)
    .execute()
  wiki.ahead += DAY + 1
  await wrote(ana, 'On ferme l’eau.', 'En rond')
  expect((await told(dora)).slice(0, 1)).toEqual(['proposed · Ana · En rond'])
  expect((await told(dora)).length).toBe(3)
})

test('[D70] [D71] what one follows is told with what lies in it, as far as one may know of that', async () => {
  const [around = '', , deep = ''] = await nested('Bordeaux Métropole', 'Bordeaux', 'La Bastide')
  await follow(bob, 'territory', around)
  const mine = async () => (await wiki.ask<Following>('GET', '/api/me/following', bob)).json.territories
  const names = async () => (await mine()).map(({ name, inside }) => [name, ...inside.map((one) => one.name)])
  expect(await names()).toEqual([['Bordeaux Métropole', 'Bordeaux', 'La Bastide']])
  await wiki.ask('PATCH', `/api/territories/${deep}`, sam, { visibility: 'private' })
  expect(await names()).toEqual([['Bordeaux Métropole', 'Bordeaux']])
  const joins = async (secret: string) =>
    wiki.ask('PUT', `/api/territories/${deep}/members/${await idOf(secret)}`, sam, { role: 'member' })
  await joins(ana)
  await place(deep)
  await wrote(ana, 'Il faut une clé de dix.', 'Entre nous')
  expect([await told(bob), await news(bob)]).toEqual([[], false])
  await joins(bob)
  expect([await names(), await told(bob)]).toEqual([
    [['Bordeaux Métropole', 'Bordeaux', 'La Bastide']],
    ['proposed · Ana · Entre nous'],
  ])
})

test('[D71] [R9] of an unlisted page hear those who follow it, and those who belong there: nobody else by its territory or type', async () => {
  const [around = '', inside = ''] = await nested('Bordeaux Métropole', 'Bordeaux')
  const [cleo, dora] = [await wiki.someone('member', 'Cléo'), await wiki.someone('member', 'Dora')]
  await wiki.ask('PUT', `/api/territories/${around}/members/${await idOf(cleo)}`, sam, { role: 'member' })
  for (const one of [bob, cleo]) await follow(one, 'territory', around)
  await follow(vera, 'type', 'practice')
  await follow(dora, 'page', page.id)
  await place(inside, 'unlisted')
  await wrote(ana, 'Il faut une clé de dix.', 'Par l’adresse')
  const said = ['proposed · Ana · Par l’adresse']
  expect([await told(cleo), await told(dora), await told(bob), await told(vera)]).toEqual([said, said, [], []])
})

test('[D70] a contribution that ends by itself is told once, and keystrokes are not', async () => {
  await follow(bob, 'page', page.id)
  await write(ana, 'Il faut une clé de dix.')
  await wiki.wiki.contributions.flush()
  await wiki.wiki.notices.ended.look()
  expect(await told(bob)).toEqual([])
  wiki.ahead += 16 * 60_000
  await wiki.wiki.notices.ended.look()
  expect(await told(bob)).toEqual(['proposed · Ana'])
  await wiki.ask('POST', '/api/me/notices/read', bob, { upto: new Date(Date.now() + DAY).toISOString() })
  await wiki.wiki.notices.ended.look()
  expect(await news(bob)).toBe(false)
})

test('[D70] a contribution that ended while the wiki stood still is told once it runs again, and no more', async () => {
  await follow(bob, 'page', page.id)
  await write(ana, 'Il faut une clé de dix.')
  await wiki.wiki.contributions.flush()
  wiki.ahead += 3 * DAY
  const { happenings, store } = wiki.wiki
  const again = () => new EndedContributions(store.db, happenings, () => Date.now() + wiki.ahead)
  await again().look()
  expect(await told(bob)).toEqual(['proposed · Ana'])
  wiki.ahead += 3 * DAY
  await again().look()
  expect(await told(bob)).toHaveLength(1)
})

test('[D70] what happens of one kind on one page within a day is one notice, new again; the next day it is another', async () => {
  await follow(bob, 'page', page.id)
  expect(await news(bob)).toBe(false)
  await wrote(ana, 'Un.', 'Premier')
  await wrote(sam, 'Deux.', 'Deuxième')
  expect(await told(bob)).toEqual(['proposed · Sam · Deuxième'])
  expect(await news(bob)).toBe(true)
  const [newest] = (await list(bob)).notices
  await wiki.ask('POST', '/api/me/notices/read', bob, { upto: newest?.at })
  expect(await news(bob)).toBe(false)
  wiki.ahead += DAY + 1
  await wrote(ana, 'Trois.', 'Troisième')
  const notices = (await list(bob)).notices.map(({ words, read }) => [words, read])
  expect(notices).toEqual([
    ['Troisième', false],
    ['Deuxième', true],
  ])
})

test('[D70] whoever is called by name, whoever wrote in a thread and whoever follows the page are told of what is said, each once', async () => {
  await follow(vera, 'page', page.id)
  await follow(bob, 'page', page.id)
  const { json } = await ofThread(ana, 'Qui connaît un autre lieu ?')
  expect(await told(vera)).toEqual(['said · Ana · Qui connaît un autre lieu ?'])
  const words = { words: '@Ana, le Parc.', mentions: [await idOf(ana)] }
  await wiki.ask('POST', `/api/threads/${json.id}/messages`, bob, words)
  expect(await told(ana)).toEqual(['called · Bob · , le Parc.'])
  expect(await told(vera)).toEqual(['said · Bob · , le Parc.'])
  await wiki.ask('POST', `/api/threads/${json.id}/settling`, ana, { how: 'resolved' })
  expect(await told(bob)).toEqual(['said · Ana · Qui connaît un autre lieu ?'])
})

test('[D70] a page that waits for fifteen days tells those who look after it, once, and nobody else', async () => {
  await wrote(ana, 'Il faut une clé de dix.')
  await wiki.wiki.reviews.queues.sweep()
  wiki.ahead += 16 * DAY
  await wiki.wiki.reviews.queues.sweep()
  await wiki.wiki.reviews.queues.sweep()
  expect([await told(vera), await told(sam)]).toEqual([['waiting'], ['waiting']])
  expect([await told(ana), await told(bob)]).toEqual([[], []])
})

test('[D72] whoever’s passage is kept is thanked; whoever’s is given back is told why, and every reason', async () => {
  await wrote(ana, 'Il faut une clé de dix.')
  await judge(vera, 'returned', 'De quelle clé s’agit-il ?')
  await judge(sam, 'returned', 'Une photo aiderait.')
  expect(await told(ana)).toEqual(['returned · Sam · Réparer un vélo · De quelle clé s’agit-il ?\nUne photo aiderait.'])
  await wrote(bob, 'Une clé plate suffit.')
  const { json } = await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, vera)
  const key = json.hunks.find(({ after }) => after[0]?.text.startsWith('Une clé'))?.key ?? ''
  const body = { hunks: [key], verdict: 'validated', reason: 'Bien vu' }
  await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, body)
  expect(await told(bob)).toEqual(['validated · Vera · Une clé plate suffit. · Bien vu'])
})

test('[D71] a notice is read for as long as one may know of its page, and what one may not know of is not followed', async () => {
  await follow(bob, 'page', page.id)
  await follow(bob, 'type', 'practice')
  await wrote(ana, 'Il faut une clé de dix.')
  expect([(await told(bob)).length, await news(bob)]).toEqual([1, true])
  const territory = await inTerritory('private', ana)
  expect([await told(bob), await news(bob)]).toEqual([[], false])
  expect((await wiki.ask<Following>('GET', '/api/me/following', bob)).json.pages).toEqual([])
  await wrote(ana, 'Et un chiffon.')
  expect(await told(bob)).toEqual([])
  expect(await follow(bob, 'page', page.id)).toBe(404)
  expect(await follow(bob, 'page', page.slug)).toBe(404)
  expect(await follow(bob, 'territory', territory)).toBe(404)
  expect(await follow(bob, 'page', 'nulle-part')).toBe(404)
  expect(await follow(bob, 'type', 'nothing')).toBe(400)
  expect(await follow(bob, 'person', page.id)).toBe(400)
})

test('[D71] whoever belongs nowhere there any more reads nothing of what they were told', async () => {
  const territory = await inTerritory('private', ana, bob)
  expect(await follow(bob, 'territory', territory)).toBe(204)
  await wrote(ana, 'Il faut une clé de dix.')
  expect([(await told(bob)).length, await news(bob)]).toEqual([1, true])
  await wiki.ask('DELETE', `/api/territories/${territory}/members/me`, bob)
  expect([await told(bob), await news(bob)]).toEqual([[], false])
  await wiki.ask('PUT', `/api/territories/${territory}/members/${await idOf(bob)}`, sam, { role: 'member' })
  expect((await told(bob)).length).toBe(1)
})

test('[D71] words that are taken out of sight are in no notice, and nobody is told under an old name', async () => {
  await follow(bob, 'page', page.id)
  const { json } = await ofThread(ana, 'Des mots de trop')
  expect(await told(bob)).toEqual(['said · Ana · Des mots de trop'])
  const threads = await wiki.ask<{ threads: { messages: { id: string }[] }[] }>('GET', `/api/pages/${page.id}/threads`)
  const message = threads.json.threads[0]?.messages[0]?.id
  expect(json.id).toBeTruthy()
  await wiki.ask('POST', `/api/messages/${message}/hide`, sam, { reason: 'Ces mots visent quelqu’un' })
  await wiki.ask('PATCH', '/api/me', ana, { name: 'Anouk' })
  expect(await told(bob)).toEqual(['said · Anouk'])
})

test('[D71] notices are one’s own: they leave with their member, and pages of them follow one another', async () => {
  await follow(bob, 'type', 'practice')
  for (let n = 0; n < 32; n += 1) {
    page = await wiki.page(ana, `Pratique ${n}`)
    await propose(ana)
  }
  const first = await list(bob)
  const rest = (await wiki.ask<NoticeList>('GET', `/api/me/notices?before=${first.next}`, bob)).json
  expect([first.notices.length, rest.notices.length, rest.next]).toEqual([30, 2, null])
  expect(new Set([...first.notices, ...rest.notices].map(({ id }) => id)).size).toBe(32)
  expect((await wiki.ask('GET', '/api/me/notices?before=x', bob)).status).toBe(400)
  await wiki.ask('DELETE', '/api/me', bob, { id: await idOf(bob) })
  const left = await wiki.wiki.store.db.selectFrom('notice').select('id').execute()
  expect(left).toEqual([])
})
