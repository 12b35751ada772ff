import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { CorrectionList, NewCorrection } from '@terreau/shared/api/proposals.ts'
import type { PageChanges, ReviewHunk, ReviewQueue, VerdictAnswer } from '@terreau/shared/api/reviews.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { openWiki } from '../wiki.ts'

const KEY = 'Il faut une clé de dix.'

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, vera, viktor, sam] = ['', '', '', '']

beforeEach(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  vera = await wiki.someone('validator', 'Vera')
  viktor = await wiki.someone('validator', 'Viktor')
  sam = await wiki.someone('steward', 'Sam')
  page = await wiki.page(ana, 'Réparer un vélo')
  await wrote(ana, (body) => body.insert(0, [paragraph(KEY), paragraph('Et un chiffon.')]))
})

afterEach(() => wiki.close())

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

async function wrote(secret: string, change: (body: Y.XmlFragment) => void, on = page): Promise<void> {
  await wiki.wiki.rooms.write(on.id, await idOf(secret), (doc) => change(bodyOf(doc)))
  await wiki.ask('POST', `/api/pages/${on.id}/proposals`, secret, {})
  await wiki.wiki.projector.settled()
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const text = (body: Y.XmlFragment, at: number) => (body.get(at) as Y.XmlElement).get(0) as Y.XmlText

const read = async (secret?: string | null, version?: string, on = page) =>
  (await wiki.ask<PageAnswer>('GET', `/api/pages/${on.id}${version ? `?version=${version}` : ''}`, secret)).json.page

const wordsOf = (one: PageAnswer['page']) =>
  one.passages.filter(({ kind }) => kind !== 'field').map((passage) => passage.text)

interface Said extends Partial<NewCorrection> {
  readonly of?: string
}

/** Proposes other words for a passage, as a browser does, from a device where somebody did before or not. */
async function propose(
  said: Said,
  { device, secret, on = page }: { device?: string; secret?: string; on?: typeof page } = {},
) {
  const { of = KEY, words = 'Il faut une clé de douze.', ...more } = said
  const passage = (await read(ana, 'live', on)).passages.find((one) => one.text === of)?.hash ?? '0'.repeat(64)
  const cookies = { ...(device && { device }), ...(secret && { session: secret }) }
  const answer = await wiki.app.inject({
    method: 'POST',
    url: `/api/pages/${on.id}/corrections`,
    headers: { origin: wiki.config.origins[0] ?? '', 'accept-language': 'fr' },
    cookies,
    payload: { passage, words, ...more },
  })
  const given = answer.cookies.find(({ name }) => name === 'device')
  return { status: answer.statusCode, json: answer.json<{ id: string; code: string }>(), given }
}

const changes = async (secret: string, on = page) =>
  (await wiki.ask<PageChanges>('GET', `/api/pages/${on.id}/changes`, secret)).json.hunks

const proposed = async (secret: string, on = page) =>
  (await changes(secret, on)).find(({ proposal }) => proposal !== undefined) as ReviewHunk

async function judge(
  secret: string,
  key: string,
  verdict: string,
  { reason, device, on = page }: { reason?: string; device?: string; on?: typeof page } = {},
) {
  const answer = await wiki.app.inject({
    method: 'POST',
    url: `/api/pages/${on.id}/verdicts`,
    headers: { origin: wiki.config.origins[0] ?? '' },
    cookies: { session: secret, ...(device && { device }) },
    payload: { hunks: [key], verdict, ...(reason && { reason }) },
  })
  return { status: answer.statusCode, json: answer.json<VerdictAnswer & { code: string }>() }
}

async function acceptAll(secret: string, on = page): Promise<void> {
  const keys = (await changes(secret, on)).map(({ key }) => key)
  const body = { hunks: [...new Set(keys)], verdict: 'validated' }
  await wiki.ask('POST', `/api/pages/${on.id}/verdicts`, secret, body)
}

const proposedTo = async (secret: string) =>
  (await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}`, secret)).json.proposed

test('[D60] [D63] what a visitor proposed waits with the rest, and makes a version once a peer accepts it, credited to them', async () => {
  await acceptAll(vera)
  expect((await propose({ why: 'Elle est plus  grande.' })).status).toBe(201)
  expect(wordsOf(await read(null, 'live'))).toEqual([KEY, 'Et un chiffon.'])
  const queue = async () => (await wiki.ask<ReviewQueue>('GET', '/api/reviews', vera)).json.waiting
  expect(await queue()).toMatchObject([{ passages: 1 }])
  expect([await proposedTo(vera), await proposedTo(ana)]).toEqual([1, 0])
  expect((await read()).standing).toBe('validated')
  const hunk = await proposed(vera)
  expect(hunk).toMatchObject({
    kind: 'text',
    state: 'waiting',
    notJudging: null,
    authors: [],
    proposal: { name: null, visitor: true, why: 'Elle est plus grande.', stale: false },
  })
  expect(hunk.words.filter(({ kind }) => kind !== 'same').map((one) => one.text)).toEqual(['dix', 'douze'])
  expect((await judge(vera, hunk.key, 'validated')).json).toMatchObject({ version: 2 })
  const now = await read()
  expect(wordsOf(now)).toEqual(['Il faut une clé de douze.', 'Et un chiffon.'])
  expect(now.authors.map(({ name }) => name)).toEqual(['Ana', 'une visiteuse'])
  expect(await queue()).toEqual([])
})

test('[D60] it is refused plainly where nothing differs, the passage is another one, or more than words would change; and on closed pages', async () => {
  expect((await propose({ words: KEY })).json.code).toBe('correction.same')
  expect((await propose({ of: 'Rien' })).json.code).toBe('correction.passage-changed')
  expect((await propose({ of: 'Réparer un vélo', words: 'V' })).json.code).toBe('correction.shape')
  expect((await propose({ of: 'Réparer un vélo', words: 'Réparer son vélo' })).status).toBe(201)
  await wiki.ask('PUT', `/api/pages/${page.id}/lock`, sam, { reason: 'Le temps de relire' })
  expect((await propose({})).json.code).toBe('page.locked')
  await wiki.ask('PUT', `/api/pages/${page.id}/archived`, sam, { archived: true })
  expect((await propose({})).json.code).toBe('page.archived')
})

test('[D60] of a private page nothing can be proposed, and what was proposed is told to nobody who may not know of it', async () => {
  const hidden = await wiki.ask<PageAnswer>('POST', '/api/pages', sam, {
    type: 'practice',
    title: 'En secret',
    visibility: 'private',
  })
  const on = hidden.json.page
  await wrote(sam, (body) => body.insert(0, [paragraph('Un mot.')]), on)
  const passage = (await read(sam, 'live', on)).passages[1]?.hash
  const asked = { passage, words: 'Deux mots.' }
  expect((await wiki.ask('POST', `/api/pages/${on.id}/corrections`, null, asked)).status).toBe(404)
  expect((await wiki.ask('POST', `/api/pages/${on.id}/corrections`, ana, asked)).status).toBe(201)
  const outsider = await wiki.ask('GET', `/api/pages/${on.id}/corrections`, null)
  expect(outsider.status).toBe(401)
})

/** A place whose hours peers validated. */
async function validatedPlace(): Promise<PageAnswer['page']> {
  const made = { type: 'place', title: 'Le local', lang: 'fr' }
  const { json } = await wiki.ask<PageAnswer>('POST', '/api/pages', ana, made)
  const facts = { opening_hours: 'Mo-Fr 09:00-18:00', shower: 'unknown' }
  expect((await wiki.ask('PATCH', `/api/pages/${json.page.id}/fields`, ana, facts)).status).toBe(200)
  await wrote(ana, (body) => body.insert(0, [paragraph('On y entre par la cour.')]), json.page)
  await acceptAll(vera, json.page)
  return json.page
}

const states = (on: PageAnswer['page'], field: string, was: unknown, is: unknown, secret?: string) =>
  wiki.ask<{ code: string }>('POST', `/api/pages/${on.id}/corrections`, secret, { field, was, is })

test('[D68] a visitor proposes another value for a fact, or a first one; it enters once a peer accepts it, credited to them', async () => {
  const on = await validatedPlace()
  expect((await states(on, 'opening_hours', 'Mo-Fr 09:00-18:00', 'Mo-Sa 09:00-18:00')).status).toBe(201)
  expect((await states(on, 'bike_parking', null, 12)).status).toBe(201)
  expect((await read(null, 'live', on)).fields).not.toHaveProperty('bike_parking')
  const hunks = (await changes(vera, on)).filter(({ proposal }) => proposal)
  expect(hunks).toMatchObject([
    { kind: 'field', field: 'opening_hours', after: [{ value: 'Mo-Sa 09:00-18:00' }], proposal: { visitor: true } },
    { kind: 'field', field: 'bike_parking', before: [], after: [{ value: 12 }], proposal: { beside: null } },
  ])
  for (const { key } of hunks) expect((await judge(vera, key, 'validated', { on })).status).toBe(201)
  const now = await read(null, 'validated', on)
  expect(now.fields).toMatchObject({ opening_hours: 'Mo-Sa 09:00-18:00', bike_parking: 12 })
  expect(now.authors.map(({ name }) => name)).toEqual(['Ana', 'une visiteuse', 'une visiteuse'])
  const { json } = await wiki.ask<CorrectionList>('GET', `/api/pages/${on.id}/corrections`, sam)
  expect(json.corrections).toMatchObject([{ was: null, is: 12 }, { was: 'Mo-Fr 09:00-18:00' }])
})

test('[D68] it is refused plainly where the fact says something else, would stay, or cannot say it; where it changed since, it can only be returned', async () => {
  const on = await validatedPlace()
  const code = async (...said: [string, unknown, unknown]) => (await states(on, ...said)).json.code
  expect(await code('shower', 'yes', 'no')).toBe('correction.passage-changed')
  expect(await code('shower', 'unknown', 'unknown')).toBe('correction.same')
  expect(await code('shower', 'unknown', 'perhaps')).toBe('correction.value')
  expect(await code('operator', null, [])).toBe('correction.value')
  expect((await states(on, 'shower', 'unknown', 'yes')).status).toBe(201)
  const { key } = await proposed(vera, on)
  await wiki.ask('PATCH', `/api/pages/${on.id}/fields`, ana, { shower: 'no' })
  await wiki.wiki.projector.settled()
  expect((await judge(vera, key, 'validated', { on })).json.code).toBe('review.stale')
  const stale = await proposed(vera, on)
  expect(stale).toMatchObject({ proposal: { stale: true }, before: [{ value: 'unknown' }], after: [{ value: 'yes' }] })
  expect((await judge(vera, stale.key, 'validated', { on })).json.code).toBe('correction.passage-changed')
  expect((await judge(vera, stale.key, 'returned', { on, reason: 'Non : elle est en panne.' })).status).toBe(201)
  // Readers of the validated version still read the older fact: what they propose is for the one that stands now.
  expect((await states(on, 'shower', 'unknown', 'yes')).status).toBe(201)
  expect((await proposed(vera, on)).before).toMatchObject([{ value: 'no' }])
})

test.each(['was', 'is'])(
  '[D68] however deep it is nested, no value is more than one that does not go here (%s)',
  async (side) => {
    const on = await validatedPlace()
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const answer = await wiki.app.inject({
      method: 'POST',
      url: `/api/pages/${on.id}/corrections`,
      headers: { origin: wiki.config.origins[0] ?? '', 'content-type': 'application/json' },
      payload: `{"field":"shower","was":"unknown","is":"yes"}`.replace(`"${side}":`, `"${side}":${deep},"name":`),
    })
    expect(answer.json<{ code: string }>().code).toBe('correction.value')
  },
)

test('[D62] whoever proposed it does not accept it: neither the member, nor the visitor who came in on the same device', async () => {
  const { given } = await propose({})
  expect(given).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  const device = given?.value ?? ''
  const stored = await wiki.wiki.store.db.selectFrom('correction_device').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(stored)).not.toContain(device)
  const { key } = await proposed(vera)
  expect((await judge(vera, key, 'validated', { device })).json.code).toBe('review.own-hand')
  expect((await judge(viktor, key, 'validated')).status).toBe(201)
  expect((await propose({ of: 'Et un chiffon.', words: 'Et deux chiffons.' }, { secret: vera })).given).toBeUndefined()
  const own = await proposed(vera)
  expect([own.notJudging, own.proposal?.name, own.authors[0]?.name]).toEqual(['own-hand', 'Vera', 'Vera'])
  expect((await judge(vera, own.key, 'validated')).json.code).toBe('review.own-hand')
  expect((await judge(viktor, own.key, 'validated')).status).toBe(201)
  expect((await read()).authors.map(({ name }) => name)).toEqual(['Ana', 'une visiteuse', 'Vera'])
})

test('[D62] [D63] where two are asked, the second sees what was written as any other change; on the device it came from it is nobody’s to judge', async () => {
  const on = await wiki.page(ana, 'Changer une prise')
  const callout = new Y.XmlElement('callout')
  callout.setAttribute('kind', 'safety')
  callout.insert(0, [paragraph('Couper le courant.')])
  await wrote(ana, (body) => body.insert(0, [callout]), on)
  await acceptAll(vera, on)
  await acceptAll(viktor, on)
  const { given } = await propose({ of: 'Couper le courant.', words: 'Couper le courant avant.', name: 'Zoé' }, { on })
  expect((await judge(vera, (await proposed(vera, on)).key, 'validated', { on })).json.version).toBeNull()
  const [hunk] = await changes(viktor, on)
  expect(hunk).toMatchObject({ missing: 1, state: 'waiting', authors: [{ name: 'Zoé' }] })
  expect(hunk?.proposal).toBeUndefined()
  const device = given?.value ?? ''
  expect((await judge(viktor, hunk?.key ?? '', 'validated', { device, on })).json.code).toBe('review.own-hand')
  expect((await judge(viktor, hunk?.key ?? '', 'validated', { on })).json.version).toBe(2)
})

test('[D63] accepting it says nothing of what else waits in its passage', async () => {
  await acceptAll(vera)
  await wrote(ana, (body) => text(body, 0).insert(0, 'Avant tout : '))
  await propose({ of: `Avant tout : ${KEY}`, words: 'Avant tout : Il faut une clé de douze.' })
  expect((await judge(vera, (await proposed(vera)).key, 'validated')).json.version).toBeNull()
  const [hunk] = await changes(vera)
  expect(hunk).toMatchObject({ state: 'waiting', missing: 1, verdicts: [] })
  expect(hunk?.authors.map(({ name }) => name)).toEqual(['Ana', 'une visiteuse'])
})

test('[D63] [D10] accepting it is no verdict of whoever wrote the words around it, though they stand again as peers validated them', async () => {
  await acceptAll(vera)
  await wrote(viktor, (body) => text(body, 0).delete(0, KEY.length))
  await wrote(viktor, (body) => text(body, 0).insert(0, KEY))
  await propose({})
  const { key } = await proposed(viktor)
  expect((await judge(viktor, key, 'validated')).json.version).toBeNull()
  const hunk = (await changes(viktor)).find(({ after }) => after.some((one) => one.text.includes('douze')))
  expect(hunk).toMatchObject({ state: 'waiting', missing: 1, notJudging: 'own-hand', verdicts: [] })
  expect((await judge(vera, hunk?.key ?? '', 'validated')).json.version).toBe(2)
})

test('[D61] it follows its passage through what others write; where they changed the same words it can only be returned', async () => {
  await propose({})
  const before = await proposed(vera)
  await wrote(ana, (body) => text(body, 0).insert(0, 'D’abord, '))
  expect((await judge(vera, before.key, 'validated')).json.code).toBe('review.stale')
  const { key, proposal } = await proposed(vera)
  expect(proposal?.stale).toBe(false)
  await wrote(ana, (body) => text(body, 0).delete('D’abord, Il faut une clé de '.length, 3))
  const stale = await proposed(vera)
  expect([stale.proposal?.stale, stale.key === key]).toEqual([true, false])
  expect((await judge(vera, stale.key, 'validated')).json.code).toBe('correction.passage-changed')
  expect((await judge(vera, stale.key, 'returned')).json.code).toBe('review.reason-missing')
  expect((await judge(vera, stale.key, 'returned', { reason: 'La phrase a changé.' })).status).toBe(201)
  expect(await proposed(vera)).toBeUndefined()
  const { json } = await wiki.ask<CorrectionList>('GET', `/api/pages/${page.id}/corrections`, sam)
  expect(json.corrections).toMatchObject([
    { outcome: 'returned', reason: 'La phrase a changé.', answeredBy: 'Vera', visitor: true },
  ])
})

test('[D61] it is written among what someone else is writing, as an edit of its words alone', async () => {
  await propose({})
  const { key } = await proposed(vera)
  const live = await wiki.wiki.rooms.hold(page.id)
  const own = await idOf(ana)
  await Promise.all([
    judge(vera, key, 'validated'),
    wiki.wiki.rooms.write(page.id, own, (doc) => text(bodyOf(doc), 1).insert(0, 'Oui. ')),
  ])
  wiki.wiki.rooms.release(live)
  expect(wordsOf(await read(ana, 'live'))).toEqual(['Il faut une clé de douze.', 'Oui. Et un chiffon.'])
})

test('[D64] a wiki that ends between a yes and the words has either both or neither', async () => {
  const { store } = wiki.wiki
  await propose({ name: 'Zoé' })
  await propose({ of: 'Et un chiffon.', words: 'Et deux chiffons.' })
  await states(page, 'duration', null, 'PT30M')
  await states(page, 'difficulty', null, 'easy')
  const rows = await store.db.selectFrom('correction').select(['id', 'words']).orderBy('id').execute()
  const by = await idOf(vera)
  const { seq } = await wiki.wiki.rooms.read(page.id)
  for (const { id, words } of rows) {
    const writer = await wiki.wiki.members.visitor(store.db, 'Zoé')
    const taken = JSON.stringify({ by, seq, words })
    await store.db.updateTable('correction').set({ taken, written_by: writer }).where('id', '=', id).execute()
    if (words.includes('douze'))
      await wiki.wiki.rooms.write(page.id, writer, (doc) => {
        text(bodyOf(doc), 0).delete(19, 3)
        text(bodyOf(doc), 0).insert(19, 'douze')
      })
    if (words === 'PT30M')
      await wiki.wiki.rooms.write(page.id, writer, (doc) => fieldsOfDoc(doc).set('duration', 'PT30M'))
  }
  await wiki.app.close()
  await wiki.wiki.close()
  const again = await openWiki(wiki.config.folder, { onDiskLost: () => {}, onDefect: () => {} })
  const after = await again.store.db.selectFrom('correction').select(['outcome', 'taken']).orderBy('id').execute()
  const waiting = { outcome: null, taken: null }
  expect(after).toMatchObject([{ outcome: 'accepted' }, waiting, { outcome: 'accepted' }, waiting])
  await again.close()
  await rm(wiki.config.folder, { recursive: true, force: true })
  wiki = await WikiForTests.open()
})
