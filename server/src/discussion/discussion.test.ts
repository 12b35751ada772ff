import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { LedgerList } from '@terreau/shared/api/care.ts'
import type { PeopleToCall, Thread, ThreadList } from '@terreau/shared/api/discussion.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Happening } from '../happenings/happenings.ts'
import { Objections } from '../versions/objections.ts'
import { oldData } from '../storage/old-data-for-tests.ts'
import { openStore } from '../storage/store.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { ThreadStore } from './thread-store.ts'

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, bob, vera, steward] = ['', '', '', '']

const THURSDAY = 'Le jeudi soir convient mieux que le samedi.'

beforeEach(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  bob = await wiki.someone('member', 'Bob')
  vera = await wiki.someone('validator', 'Véra')
  steward = await wiki.someone('steward', 'Sam')
  page = await wiki.page(ana, 'Ouvrir un point de retrait')
  await write(ana, (body) => body.insert(0, [paragraph(THURSDAY)]))
})

afterEach(() => wiki.close())

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

async function write(secret: string, change: (body: Y.XmlFragment) => void): Promise<void> {
  await wiki.wiki.rooms.write(page.id, await idOf(secret), (doc) => change(bodyOf(doc)))
  await wiki.wiki.projector.settled()
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

/** The hash of the passage that has these words. */
async function passage(words: string): Promise<string> {
  const { json } = await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}?version=live`, steward)
  return json.page.passages.find(({ text }) => text.includes(words))?.hash ?? ''
}

async function opened(secret: string, thread: object): Promise<string> {
  return (await wiki.ask<{ id: string }>('POST', `/api/pages/${page.id}/threads`, secret, thread)).json.id
}

const objection = async (secret = bob) =>
  opened(secret, { kind: 'objection', passage: await passage('Le jeudi'), words: 'Les comptages disent autre chose.' })

const threads = async (secret?: string | null) =>
  (await wiki.ask<ThreadList>('GET', `/api/pages/${page.id}/threads`, secret)).json

async function one(id: string, secret?: string | null): Promise<Thread> {
  const thread = (await threads(secret)).threads.find((each) => each.id === id)
  if (!thread) throw new Error('no such thread')
  return thread
}

const settle = (id: string, secret: string, how: string, words?: string) =>
  wiki.ask('POST', `/api/threads/${id}/settling`, secret, { how, ...(words && { words }) })

const code = async (...asked: Parameters<typeof settle>) => (await settle(...asked)).json?.code ?? 'done'

const said = ({ messages }: Thread) => messages.map(({ by, words }) => `${by.name}: ${words}`)

const acts = async () =>
  (await wiki.ask<LedgerList>('GET', '/api/ledger')).json.entries.map(({ kind, by, reason }) => [kind, by, reason])

test('[D31] members talk of a page and of a passage, reply, close and open again; everyone who reads it reads them', async () => {
  const whole = await opened(ana, { kind: 'talk', words: 'Qui connaît un autre lieu ?' })
  const ofPassage = await opened(bob, { kind: 'talk', passage: await passage('Le jeudi'), words: 'Pourquoi ?' })
  await wiki.ask('POST', `/api/threads/${whole}/messages`, bob, { words: 'Moi.' })
  const shown = await threads()
  expect(shown.threads.map((each) => [each.id, each.passage?.quote ?? null])).toEqual([
    [whole, null],
    [ofPassage, THURSDAY],
  ])
  expect(said(await one(whole))).toEqual(['Ana: Qui connaît un autre lieu ?', 'Bob: Moi.'])
  expect([shown.may, (await one(whole)).may]).toEqual([
    { open: false, hide: false },
    { reply: false, settle: [], reopen: false },
  ])
  expect((await one(whole, vera)).may).toEqual({ reply: true, settle: ['resolved'], reopen: false })
  expect((await settle(whole, vera, 'resolved')).status).toBe(204)
  expect((await one(whole)).settled).toMatchObject({ how: 'resolved', by: { name: 'Véra' } })
  expect((await threads()).threads.map(({ id }) => id)).toEqual([ofPassage, whole])
  const late = await wiki.ask('POST', `/api/threads/${whole}/messages`, bob, { words: 'Encore.' })
  expect([late.status, late.json.code]).toEqual([409, 'thread.settled'])
  expect((await wiki.ask('DELETE', `/api/threads/${whole}/settling`, bob)).status).toBe(204)
  expect((await one(whole)).settled).toBe(null)
})

test('[D39] a passage is said to contradict a statement of what a principle is not, in its words of then and as it stands', async () => {
  const words = 'une base de loisirs'
  const play = await wiki.wiki.pages.create({ type: 'principle', title: 'Jouer', lang: 'fr' }, await idOf(steward))
  const fields = { title: 'Jouer', principle: 'play', is: ['un jeu'], is_not: ['un concours', words] }
  await wiki.ask('PATCH', `/api/pages/${play.id}/fields`, steward, fields)
  const about = { kind: 'objection', passage: await passage('Le jeudi'), words: 'On y court à plusieurs.' }
  const contradicts = { principle: play.id, words }
  const id = await opened(bob, { ...about, contradicts })
  const shown = async () => (await one(id)).contradicts
  expect(await shown()).toMatchObject({ principle: { title: 'Jouer', slug: 'jouer' }, words })
  const refused = async (asked: object) =>
    (await wiki.ask('POST', `/api/pages/${page.id}/threads`, bob, { ...about, ...asked })).json.code
  expect(await refused({ contradicts: { principle: play.id, words: 'un jardin' } })).toBe('thread.no-such-statement')
  expect(await refused({ contradicts: { principle: page.id, words } })).toBe('thread.no-such-statement')
  expect(await refused({ kind: 'talk', passage: undefined, contradicts })).toBe('thread.needs-passage')
  await wiki.ask('PATCH', `/api/pages/${play.id}/fields`, steward, { is_not: ['une course'] })
  expect([(await shown())?.words, await refused({ contradicts })]).toEqual([words, 'thread.no-such-statement'])
  // Nobody is told of a principle of which they may not know.
  await wiki.ask('PUT', `/api/pages/${play.id}/place`, steward, { territory: null, visibility: 'private' })
  expect([await shown(), (await one(id, bob)).contradicts?.words]).toEqual([null, words])
})

test('[D39] a thread from before anything could be contradicted contradicts nothing', async () => {
  const folder = await oldData('0031-doubles', (sqlite) => {
    sqlite.pragma('foreign_keys = OFF')
    sqlite.exec(`INSERT INTO thread VALUES ('fil', 'page', 'talk', NULL, 'ana', 1, NULL, NULL, NULL)`)
  })
  const store = await openStore(folder)
  expect((await new ThreadStore(store.db, Date.now).byId('fil'))?.contradicts).toBeNull()
  await store.close()
  await rm(folder, { recursive: true })
})

test('[D31] [R8] visitors and people in quarantine write in no thread; of a private page nothing is told', async () => {
  const id = await opened(ana, { kind: 'talk', words: 'Qui vient ?' })
  const asVisitor = await wiki.ask('POST', `/api/pages/${page.id}/threads`, null, { kind: 'talk', words: 'Moi' })
  expect(asVisitor.json.code).toBe('member.unknown')
  await wiki.ask('POST', `/api/members/${await idOf(bob)}/quarantine`, steward, { reason: 'Le temps de parler' })
  for (const [path, body] of [
    [`/api/pages/${page.id}/threads`, { kind: 'talk', words: 'Moi' }],
    [`/api/threads/${id}/messages`, { words: 'Moi' }],
    [`/api/threads/${id}/settling`, { how: 'resolved' }],
  ] as const)
    expect((await wiki.ask('POST', path, bob, body)).json.code).toBe('member.not-allowed')
  const place = { territory: null, visibility: 'private' }
  expect((await wiki.ask('PUT', `/api/pages/${page.id}/place`, steward, place)).status).toBeLessThan(300)
  for (const secret of [null, bob]) {
    expect((await wiki.ask('GET', `/api/pages/${page.id}/threads`, secret)).json.code).toBe('page.unknown')
    const reply = await wiki.ask('POST', `/api/threads/${id}/messages`, secret, { words: 'Moi' })
    expect(reply.status).not.toBe(204)
  }
})

test('[D33] an objection is about a passage, stands in the ledger with its words, and is open wherever the passage went', async () => {
  const nowhere = await wiki.ask('POST', `/api/pages/${page.id}/threads`, bob, { kind: 'objection', words: 'Non.' })
  expect(nowhere.json.code).toBe('thread.needs-passage')
  const gone = { kind: 'objection', passage: '0'.repeat(64), words: 'Non.' }
  expect((await wiki.ask('POST', `/api/pages/${page.id}/threads`, bob, gone)).json.code).toBe('thread.passage-changed')
  const first = await passage('Le jeudi')
  const id = await objection()
  const objections = new Objections(wiki.wiki.store.db)
  expect(await objections.openOn(page.id)).toEqual([{ hash: first, was: first, text: THURSDAY }])
  expect((await acts())[0]).toEqual(['objection.raised', 'Bob', 'Les comptages disent autre chose.'])
  await write(ana, (body) => ((body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(8, ' ou le vendredi'))
  expect(await objections.openOn(page.id)).toMatchObject([{ hash: await passage('vendredi'), was: first }])
  expect((await one(id)).passage).toMatchObject({ quote: THURSDAY, live: await passage('vendredi') })
  await write(ana, (body) => body.delete(0, 1))
  expect(await objections.openOn(page.id)).toMatchObject([{ hash: null }])
  expect((await one(id)).passage).toMatchObject({ quote: THURSDAY, live: null })
  await settle(id, bob, 'withdrawn')
  expect(await objections.openOn(page.id)).toEqual([])
  expect((await acts())[0]).toEqual(['objection.settled', 'Bob', null])
})

test('[D33] its passage is contested for readers until it is settled, in the validated version too while that holds it', async () => {
  await wiki.ask('POST', `/api/pages/${page.id}/proposals`, ana, {})
  const changes = await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, vera)
  const hunks = changes.json.hunks.map(({ key }) => key)
  await wiki.ask('POST', `/api/pages/${page.id}/verdicts`, vera, { hunks, verdict: 'validated' })
  await wiki.ask('POST', `/api/pages/${page.id}/versions`, vera, {})
  const standing = async () => {
    const { json } = await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}`)
    const found = json.page.passages.find(({ text }) => text.includes('jeudi'))
    return [json.page.shows, found?.standing, found?.text, json.talks]
  }
  expect(await standing()).toEqual(['validated', 'validated', THURSDAY, 0])
  const id = await objection()
  expect(await standing()).toEqual(['validated', 'contested', THURSDAY, 1])
  await write(ana, (body) => ((body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(8, ' ou le vendredi'))
  expect(await standing()).toEqual(['validated', 'contested', THURSDAY, 1])
  await settle(id, steward, 'answered', 'C’est compté.')
  expect(await standing()).toEqual(['validated', 'validated', THURSDAY, 0])
})

test('[D34] an objection is withdrawn by whoever raised it, or answered in words by a peer without a hand in the passage', async () => {
  const id = await objection()
  expect(await code(id, ana, 'withdrawn')).toBe('member.not-allowed')
  expect(await code(id, ana, 'answered', 'Mais si.')).toBe('member.not-allowed')
  expect(await code(id, vera, 'resolved')).toBe('member.not-allowed')
  expect(await code(id, vera, 'answered')).toBe('thread.needs-words')
  expect((await one(id, vera)).may.settle).toEqual(['answered'])
  await write(vera, (body) => ((body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(8, ' tard'))
  expect(await code(id, vera, 'answered', 'J’ai compté.')).toBe('thread.own-words')
  expect((await one(id, vera)).may.settle).toEqual([])
  expect(await code(id, steward, 'answered', 'Le comptage d’octobre le dit.')).toBe('done')
  expect(await one(id)).toMatchObject({ settled: { how: 'answered', by: { name: 'Sam' } } })
  expect(said(await one(id))).toEqual(['Bob: Les comptages disent autre chose.', 'Sam: Le comptage d’octobre le dit.'])
  expect((await wiki.ask('DELETE', `/api/threads/${id}/settling`, bob)).json.code).toBe('member.not-allowed')
  expect((await wiki.ask('DELETE', `/api/threads/${id}/settling`, steward)).status).toBe(204)
  const own = await objection(vera)
  expect(await code(own, vera, 'answered', 'Je me réponds.')).toBe('thread.own-words')
  expect(await code(own, vera, 'withdrawn', 'Je me trompais.')).toBe('done')
})

test('[D34] whoever wrote the passage does not answer by taking it away first, or under another name', async () => {
  await write(vera, (body) => body.insert(1, [paragraph('La clé passe de main en main chaque semaine.')]))
  const words = { kind: 'objection', passage: await passage('La clé'), words: 'Personne ne le fait.' }
  const id = await opened(bob, words)
  await write(vera, (body) => body.delete(1, 1))
  expect((await one(id)).passage?.live).toBe(null)
  expect((await settle(id, vera, 'answered', 'Voilà.')).json.code).toBe('thread.own-words')
  await wiki.wiki.store.db
    .updateTable('member')
    .set({ became: await idOf(steward) })
    .where('id', '=', await idOf(vera))
    .execute()
  expect((await settle(id, steward, 'answered', 'Voilà.')).json.code).toBe('thread.own-words')
})

test('[D34] whoever wrote words that somebody else put back does not answer for them', async () => {
  await write(vera, (body) => body.insert(1, [paragraph('La clé passe de main en main chaque semaine.')]))
  const { json } = await wiki.ask<{ contributions: { id: string }[] }>('GET', `/api/pages/${page.id}/contributions`)
  await write(ana, (body) => body.delete(1, 1))
  const to = { to: json.contributions[0]?.id }
  expect((await wiki.ask('POST', `/api/pages/${page.id}/restorations`, bob, to)).status).toBeLessThan(300)
  await wiki.wiki.projector.settled()
  const asked = { kind: 'objection', passage: await passage('La clé'), words: 'Personne ne le fait.' }
  const id = await opened(ana, asked)
  expect(await code(id, vera, 'answered', 'Mais si.')).toBe('thread.own-words')
  expect(await code(id, steward, 'answered', 'Mais si.')).toBe('done')
})

test('[D32] people are called by name among those who write and belong there; they are told, and no name is kept', async () => {
  const heard: Happening[] = []
  wiki.wiki.happenings.listen(async (happening) => void heard.push(happening))
  await opened(bob, { kind: 'talk', words: 'Bonjour' })
  const people = async (q: string, secret = ana) =>
    (await wiki.ask<PeopleToCall>('GET', `/api/pages/${page.id}/people?q=${q}`, secret)).json.people
  expect((await people('b')).map(({ name }) => name)).toEqual(['Bob'])
  expect(await people('ver')).toEqual([])
  const [bobs, veras] = [await idOf(bob), await idOf(vera)]
  const words = `@Bob, et @Véra, qu’en pensez-vous ? @${veras}`
  const id = await opened(ana, {
    kind: 'objection',
    passage: await passage('Le jeudi'),
    words,
    mentions: [bobs, veras],
  })
  expect((await one(id)).messages).toMatchObject([
    { words: `@Bob, et @Véra, qu’en pensez-vous ? @ ${veras}`, mentions: [{ id: bobs, name: 'Bob' }] },
  ])
  await wiki.wiki.happenings.settled()
  expect(heard.at(-1)).toMatchObject({ kind: 'thread.written', mentioned: [bobs], others: [], objection: true })
  await wiki.ask('POST', `/api/threads/${id}/messages`, bob, { words: 'Plutôt d’accord.' })
  await wiki.wiki.happenings.settled()
  expect(heard.at(-1)).toMatchObject({ by: bobs, mentioned: [], others: [await idOf(ana)] })
  expect(JSON.stringify([await acts(), heard])).not.toContain('@Bob')
  const rows = await wiki.wiki.store.db.selectFrom('message').select('words').execute()
  expect(JSON.stringify(rows)).not.toContain('@Bob')
  await wiki.wiki.store.db.updateTable('member').set({ name: 'Anonyme' }).where('id', '=', bobs).execute()
  expect((await one(id)).messages[0]?.words).toMatch(/^@Anonyme, et/)
})

test('[D37] a message taken out of sight is shown to stewards alone, and its words are in no ledger and no file', async () => {
  const id = await objection()
  const [message] = (await one(id)).messages
  const reason = { reason: 'Des mots qui blessent quelqu’un' }
  expect((await wiki.ask('POST', `/api/messages/${message?.id}/hide`, vera, reason)).json.code).toBe(
    'member.not-allowed',
  )
  expect((await wiki.ask('POST', `/api/messages/${message?.id}/hide`, steward, reason)).status).toBe(204)
  expect((await one(id, bob)).messages).toMatchObject([{ words: null, hidden: true }])
  expect((await one(id, steward)).messages).toMatchObject([
    { words: 'Les comptages disent autre chose.', hidden: true },
  ])
  expect(JSON.stringify(await acts())).not.toContain('comptages')
  expect(await wiki.wiki.ledger.brokenAt()).toBe(null)
  const exported = await wiki.ask('GET', '/api/me/export', bob)
  expect(JSON.stringify(exported.json)).not.toContain('comptages')
  expect(JSON.stringify(exported.json)).toContain('message.by_member')
  await wiki.ask('POST', `/api/messages/${message?.id}/show`, steward, reason)
  expect(said(await one(id))).toEqual(['Bob: Les comptages disent autre chose.'])
})

test('[D37] [F7] words of the page that were taken out of sight are quoted in no thread', async () => {
  await write(bob, (body) => body.insert(1, [paragraph('Des mots qui blessent quelqu’un.')]))
  const id = await opened(ana, { kind: 'talk', passage: await passage('blessent'), words: 'Vraiment ?' })
  await write(ana, (body) => body.delete(1, 1))
  expect((await one(id)).passage?.quote).toBe('Des mots qui blessent quelqu’un.')
  const { json } = await wiki.ask<{ contributions: { id: string; author: { name: string } }[] }>(
    'GET',
    `/api/pages/${page.id}/contributions`,
  )
  const bobs = json.contributions.find(({ author }) => author.name === 'Bob')
  await wiki.ask('POST', `/api/contributions/${bobs?.id}/hide`, steward, { reason: 'Des mots qui blessent' })
  expect((await one(id)).passage?.quote).toBe(null)
  expect((await one(id, steward)).passage?.quote).toBe('Des mots qui blessent quelqu’un.')
})

test('[D36] settled objections and other wordings stay to be read, with how they were settled, through a rebuild too', async () => {
  const id = await objection()
  const variant = await opened(ana, {
    kind: 'variant',
    passage: await passage('Le jeudi'),
    words: 'Le jeudi convient.',
  })
  await settle(id, vera, 'answered', 'C’est compté.')
  await settle(variant, bob, 'resolved', 'Gardons la phrase.')
  await wiki.wiki.projector.catchUp(true)
  expect((await threads()).threads.map(({ kind, settled, passage: at }) => [kind, settled?.how, at?.quote])).toEqual([
    ['variant', 'resolved', THURSDAY],
    ['objection', 'answered', THURSDAY],
  ])
  expect((await one(id)).passage?.live).toBe(await passage('Le jeudi'))
})
