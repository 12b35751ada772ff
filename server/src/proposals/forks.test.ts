import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Provenance } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { CorrectionList, NewFork, OwnProposals } from '@terreau/shared/api/proposals.ts'
import type { PageChanges, ReviewHunk, ReviewQueue, VerdictAnswer } from '@terreau/shared/api/reviews.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { openWiki } from '../wiki.ts'

const WORDS = ['Il faut une clé de dix.', 'Et un chiffon.', 'On ferme l’eau.']

let wiki: WikiForTests
let page: PageAnswer['page']
let [ana, bob, vera] = ['', '', '']

beforeEach(async () => {
  wiki = await WikiForTests.open()
  ana = await wiki.someone('member', 'Ana')
  bob = await wiki.someone('validator', 'Bob')
  vera = await wiki.someone('validator', 'Vera')
  page = await wiki.page(ana, 'Réparer un vélo')
  await wrote(ana, (body) => body.insert(0, WORDS.map(paragraph)))
  await judge(
    vera,
    (await changes(vera)).map(({ key }) => key),
  )
})

afterEach(() => wiki.close())

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

async function wrote(secret: string, change: (body: Y.XmlFragment) => void): Promise<void> {
  await wiki.wiki.rooms.write(page.id, await idOf(secret), (doc) => change(bodyOf(doc)))
  await wiki.ask('POST', `/api/pages/${page.id}/proposals`, secret, {})
  await wiki.wiki.projector.settled()
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}

const text = (body: Y.XmlFragment, at: number) => (body.get(at) as Y.XmlElement).get(0) as Y.XmlText

const changes = async (secret: string) =>
  (await wiki.ask<PageChanges>('GET', `/api/pages/${page.id}/changes`, secret)).json.hunks

const proposed = async (secret: string) => (await changes(secret)).filter(({ proposal }) => proposal !== undefined)

const judge = (secret: string, hunks: readonly string[], verdict = 'validated', reason?: string) =>
  wiki.ask<VerdictAnswer & { code: string }>('POST', `/api/pages/${page.id}/verdicts`, secret, {
    hunks: [...new Set(hunks)],
    verdict,
    ...(reason && { reason }),
  })

async function live(): Promise<string[]> {
  await wiki.wiki.projector.settled()
  const { json } = await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}?version=live`, ana)
  return json.page.passages.map((passage) => passage.text)
}

/** Writes apart, as the browser does: the page with what was written before, and all that is new beyond the page. */
async function writesApart(secret: string, change: (body: Y.XmlFragment, doc: Y.Doc) => void): Promise<NewFork> {
  const { json } = await wiki.ask<NewFork>('POST', `/api/pages/${page.id}/forks`, secret)
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream' }
  const url = `/api/forks/${json.id}/updates`
  const doc = new Y.Doc()
  const known = (await wiki.app.inject({ url, headers })).rawPayload
  Y.applyUpdate(doc, known)
  const before = Y.encodeStateVector(doc)
  doc.clientID = json.clientId
  doc.transact(() => change(bodyOf(doc), doc))
  const payload = Buffer.from(Y.encodeStateAsUpdate(doc, before))
  const answer = await wiki.app.inject({ method: 'PUT', url, headers, payload })
  expect(answer.statusCode, answer.body).toBe(204)
  return json
}

async function sendsApart(secret: string, change: (body: Y.XmlFragment, doc: Y.Doc) => void): Promise<string> {
  const { id } = await writesApart(secret, change)
  expect((await wiki.ask('POST', `/api/forks/${id}/sending`, secret, { message: 'Plus clair.' })).status).toBe(204)
  return id
}

const one = (hunks: readonly ReviewHunk[], words: string) =>
  hunks.find(({ after }) => after.some((passage) => passage.text.includes(words)))?.key ?? ''

const three = (body: Y.XmlFragment, doc: Y.Doc) => {
  text(body, 0).insert(0, 'Avant tout, ')
  text(body, 1).insert(3, 'grand ')
  body.delete(1, 0)
  body.insert(3, [paragraph('Puis on ouvre.')])
  fieldsOfDoc(doc).set('summary', 'En trois gestes.')
}

test('[D65] what a member writes apart is theirs alone until they send it, and then waits hunk by hunk', async () => {
  const { id } = await writesApart(bob, three)
  expect(await live()).toEqual(['Réparer un vélo', ...WORDS])
  expect(await proposed(vera)).toEqual([])
  expect((await wiki.ask('GET', `/api/forks/${id}/updates`, vera)).status).toBe(404)
  expect((await wiki.ask('POST', `/api/forks/${id}/sending`, vera, {})).status).toBe(404)
  expect((await wiki.ask('POST', `/api/forks/${id}/sending`, bob, { message: 'Plus clair.' })).status).toBe(204)
  const hunks = await proposed(vera)
  expect(hunks).toHaveLength(4)
  expect(hunks.every(({ proposal, authors }) => proposal?.why === 'Plus clair.' && authors[0]?.name === 'Bob')).toBe(
    true,
  )
  const { waiting } = (await wiki.ask<ReviewQueue>('GET', '/api/reviews', vera)).json
  expect(waiting).toMatchObject([{ passages: 4 }])
  expect((await wiki.ask<ReviewQueue>('GET', '/api/reviews', bob)).json.waiting).toEqual([])
  expect((await judge(bob, [hunks[0]?.key ?? ''])).json.code).toBe('review.own-hand')
  expect((await wiki.ask('DELETE', `/api/forks/${id}`, bob)).status).toBe(204)
  expect(await proposed(vera)).toEqual([])
})

test('[C6] what somebody wrote apart is theirs to take along, with what was answered; what they put aside is kept no more', async () => {
  const exported = async () =>
    (await wiki.ask<Record<string, Record<string, unknown>[]>>('GET', '/api/me/export', bob)).json
  await sendsApart(bob, three)
  const [added] = [one(await proposed(vera), 'Puis on ouvre.')]
  await judge(vera, [added], 'returned', 'Trop vite.')
  const { id } = await writesApart(bob, (body) => body.insert(0, [paragraph('Pas encore dit.')]))
  const all = await exported()
  expect(all['fork.words']?.map(({ words }) => (words as string[]).toSorted())).toEqual([
    ['Avant tout, ', 'En trois gestes.', 'grand '].toSorted(),
    ['Pas encore dit.'],
  ])
  expect(all['fork_answer.words']).toMatchObject([
    { words: 'Puis on ouvre.', outcome: 'returned', reason: 'Trop vite.' },
  ])
  expect(Object.keys(all['fork.member_id']?.[0] ?? {})).not.toContain('carried')
  await wiki.ask('DELETE', `/api/forks/${id}`, bob)
  expect((await exported())['fork.words']).toHaveLength(1)
  const { db } = wiki.wiki.store
  expect((await db.selectFrom('fork').select('bytes').where('id', '=', id).executeTakeFirst())?.bytes).toHaveLength(2)
})

test('[D69] what somebody proposed, and what became of it, is told to them, and in the history of its page to those who review it', async () => {
  const made = async (secret: string) => (await wiki.ask<OwnProposals>('GET', '/api/me/proposed', secret)).json.proposed
  const { id } = await writesApart(bob, three)
  expect(await made(bob)).toMatchObject([{ page: { id: page.id }, state: 'writing', apart: true }])
  await wiki.ask('POST', `/api/forks/${id}/sending`, bob, { message: 'Plus clair.' })
  const passage = page.passages[0]?.hash ?? (await changes(vera))[0]?.after[0]?.hash
  const said = { passage, words: 'Réparer son vélo' }
  expect((await wiki.ask('POST', `/api/pages/${page.id}/corrections`, bob, said)).status).toBe(201)
  await judge(vera, [one(await proposed(vera), 'Puis on ouvre.')], 'returned', 'Trop vite.')
  await judge(vera, [one(await proposed(vera), 'Avant tout')])
  const states = (await made(bob)).map(({ state, apart, answeredBy, reason }) =>
    [state, apart, answeredBy, reason].join(),
  )
  expect(states.toSorted()).toEqual(
    ['waiting,true,,', 'waiting,false,,', 'returned,true,Vera,Trop vite.', 'accepted,true,Vera,'].toSorted(),
  )
  expect(await made(vera)).toEqual([])
  const { json } = await wiki.ask<CorrectionList>('GET', `/api/pages/${page.id}/corrections`, vera)
  expect(json.corrections.filter(({ outcome }) => outcome !== null)).toMatchObject([
    { name: 'Bob', why: 'Plus clair.', outcome: 'accepted' },
    { name: 'Bob', outcome: 'returned', reason: 'Trop vite.' },
  ])
  const { db } = wiki.wiki.store
  await db.updateTable('page').set({ visibility: 'private', reach: 'private' }).where('id', '=', page.id).execute()
  await db
    .updateTable('member')
    .set({ role: 'visitor' })
    .where('id', '=', await idOf(bob))
    .execute()
  expect(await made(bob)).toEqual([])
})

test('[D67] each change says at which passage of the page it is drawn: the one it changes, or would follow', async () => {
  const shown = async (secret: string) =>
    (await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}?version=live`, secret)).json
  await sendsApart(bob, (body, doc) => {
    three(body, doc)
    body.insert(0, [paragraph('Tout en haut.')])
  })
  await wiki.wiki.projector.settled()
  const { page: now, proposed: waiting } = await shown(vera)
  const said = (words: string) => now.passages.find(({ text: one }) => one.includes(words))?.hash
  const beside = (await proposed(vera)).map(({ after, proposal }) => [after[0]?.text, proposal?.beside])
  expect(Object.fromEntries(beside)).toEqual({
    'En trois gestes.': null,
    'Tout en haut.': null,
    'Avant tout, Il faut une clé de dix.': said('clé de dix'),
    'Et grand un chiffon.': said('chiffon'),
    'Puis on ouvre.': said('ferme l’eau'),
  })
  expect([waiting, (await shown(bob)).proposed, (await shown(ana)).proposed]).toEqual([5, 5, 0])
})

test('[D65] only words under an id of its author’s are kept apart, and nothing that could not stand in the page', async () => {
  const { json } = await wiki.ask<NewFork>('POST', `/api/pages/${page.id}/forks`, bob)
  const send = async (client: number, name: string) => {
    const doc = new Y.Doc()
    const headers = { authorization: `Bearer ${bob}`, 'content-type': 'application/octet-stream' }
    const url = `/api/forks/${json.id}/updates`
    Y.applyUpdate(doc, (await wiki.app.inject({ url, headers })).rawPayload)
    const before = Y.encodeStateVector(doc)
    doc.clientID = client
    bodyOf(doc).insert(0, [new Y.XmlElement(name)])
    const payload = Buffer.from(Y.encodeStateAsUpdate(doc, before))
    return (await wiki.app.inject({ method: 'PUT', url, headers, payload })).json<{ code: string }>().code
  }
  expect(await send(json.clientId + 1, 'paragraph')).toBe('wire.unknown-client')
  expect(await send(json.clientId, 'script')).toBe('wire.bad-frame')
  expect((await wiki.ask('POST', `/api/forks/${json.id}/sending`, bob, {})).json.code).toBe('fork.nothing-new')
})

test('[D66] taken one by one, each change comes once, by its author, beside what others write; what is returned stays out', async () => {
  await sendsApart(bob, three)
  await judge(vera, [one(await proposed(vera), 'grand')])
  expect(await live()).toEqual(['Réparer un vélo', WORDS[0], 'Et grand un chiffon.', WORDS[2]])
  expect(await proposed(vera)).toHaveLength(3)
  await wrote(ana, (body) => text(body, 2).insert(0, 'Doucement, '))
  const back = await judge(vera, [one(await proposed(vera), 'Puis on ouvre.')], 'returned', 'Pas ici.')
  expect(back.status).toBe(201)
  expect(await proposed(vera)).toHaveLength(2)
  await judge(vera, [one(await proposed(vera), 'Avant tout')])
  await judge(vera, [one(await proposed(vera), 'En trois gestes.')])
  const now = ['Réparer un vélo', 'En trois gestes.', `Avant tout, ${WORDS[0]}`, 'Et grand un chiffon.']
  expect(await live()).toEqual([...now, `Doucement, ${WORDS[2]}`])
  expect(await proposed(vera)).toEqual([])
  const { json } = await wiki.ask<PageAnswer>('GET', `/api/pages/${page.id}`)
  expect(json.page.authors.map(({ name }) => name)).toEqual(['Ana', 'Bob'])
  const [version] = await wiki.wiki.store.db.selectFrom('version').select('judges').orderBy('number', 'desc').execute()
  expect(JSON.parse(version?.judges ?? '[]')).toEqual([await idOf(vera)])
})

/** The words of the live page, each piece with who wrote it. */
async function credits(): Promise<string[]> {
  const { json } = await wiki.ask<Provenance>('GET', `/api/pages/${page.id}/provenance`, ana)
  return json.passages
    .filter(({ kind }) => kind !== 'field')
    .map(({ runs, text: all }) =>
      runs.map(({ from, to, origin }) => `${all.slice(from, to)}‹${json.people[origin]}›`).join(''),
    )
}

async function takeOneByOne(secret: string, ...words: readonly string[]): Promise<void> {
  for (const some of words) expect((await judge(secret, [one(await proposed(secret), some)])).status).toBe(201)
}

test('[D66] [A1] what is left once some was taken changes nothing around it: all of that stays by who wrote it', async () => {
  await sendsApart(bob, (body) => {
    body.delete(0)
    body.insert(2, [paragraph('Puis on ouvre.'), paragraph('Puis on ferme.')])
  })
  await takeOneByOne(vera, 'Puis on ouvre')
  await judge(
    vera,
    (await proposed(vera)).map(({ key }) => key),
  )
  expect(await credits()).toEqual([
    'Et un chiffon.‹Ana›',
    'On ferme l’eau.‹Ana›',
    'Puis on ouvre.‹Bob›',
    'Puis on ferme.‹Bob›',
  ])
})

/** As the editor's binding does on giving a block another form: it goes, and comes again, here or elsewhere. */
function heading(body: Y.XmlFragment, at: number, words: string, to = at): void {
  const element = new Y.XmlElement('heading')
  element.setAttribute('level', 2 as never)
  element.insert(0, [new Y.XmlText(words)])
  body.delete(at)
  body.insert(to, [element])
}

test('[D66] [A1] what was given another form apart, then on the page, then apart again, stays by who wrote it', async () => {
  await wrote(vera, (body) => body.insert(3, [paragraph('Doucement')]))
  await writesApart(bob, (body) => heading(body, 3, 'Doucement'))
  await wrote(ana, (body) => heading(body, 3, 'Doucement'))
  await sendsApart(bob, (body) => {
    for (const at of [3, 4]) heading(body, at, 'Doucement')
  })
  const keys = (await proposed(vera)).map(({ key }) => key)
  expect((await judge(vera, keys)).status).toBe(201)
  expect((await credits()).slice(3)).toEqual(['Doucement‹Vera›', 'Doucement‹Vera›'])
})

test('[D66] [A1] words that come without the passage that they were taken from stay by who wrote them', async () => {
  await wrote(bob, (body) => body.insert(0, [paragraph('Doucement')]))
  await sendsApart(vera, (body) => heading(body, 0, 'Doucement', 3))
  await takeOneByOne(bob, 'Doucement')
  expect((await credits()).filter((said) => said.startsWith('Douc'))).toEqual(['Doucement‹Bob›', 'Doucement‹Bob›'])
})

test.each([['at once'], ['one by one']])(
  '[D66] [A1] [D10] what was given another form apart, and let go on the page meanwhile, stays by who wrote it when it is taken %s',
  async (how) => {
    const vic = await wiki.someone('validator', 'Vic')
    await wrote(vic, (body) => body.insert(3, [paragraph('Doucement')]))
    await writesApart(bob, (body) => heading(body, 3, 'Doucement'))
    await wrote(ana, (body) => body.delete(3))
    await sendsApart(bob, (body) => {
      text(body, 3).insert(9, ' partout')
      body.insert(4, [paragraph('Puis on ouvre.')])
    })
    const keys = (await proposed(vera)).map(({ key }) => key)
    expect(keys).toHaveLength(2)
    if (how === 'at once') await judge(vic, keys)
    else await takeOneByOne(vic, 'partout', 'Puis on ouvre')
    expect((await credits()).slice(3)).toEqual(['Doucement‹Vic› partout‹Bob›', 'Puis on ouvre.‹Bob›'])
    const waiting = (await changes(vic)).find(({ after }) => after[0]?.text === 'Doucement partout')
    expect(waiting).toMatchObject({
      state: 'waiting',
      notJudging: 'own-hand',
      authors: [{ name: 'Vic' }, { name: 'Bob' }],
    })
  },
)

test('[D66] taken at once, it is merged as it was written', async () => {
  await sendsApart(bob, three)
  await wrote(ana, (body) => text(body, 0).insert(WORDS[0]?.length ?? 0, ' Ou de onze.'))
  const keys = (await proposed(vera)).map(({ key }) => key)
  expect((await judge(vera, keys)).status).toBe(201)
  expect(await live()).toEqual([
    'Réparer un vélo',
    'En trois gestes.',
    `Avant tout, ${WORDS[0]} Ou de onze.`,
    'Et grand un chiffon.',
    WORDS[2],
    'Puis on ouvre.',
  ])
  expect(await proposed(vera)).toEqual([])
})

test.each([
  ['in the page, out of its fork and answered', true],
  ['in its fork alone', false],
] as const)('[D64] what was on its way when the wiki ended is %s', async (_, written) => {
  const { rooms, store } = wiki.wiki
  const id = await sendsApart(bob, three)
  const { bytes } = await store.db.selectFrom('fork').select('bytes').executeTakeFirstOrThrow()
  const hunks = (await proposed(vera)).map(({ words }, at) => ({ part: `${at}`, words }))
  const taking = JSON.stringify({ by: await idOf(vera), update: Buffer.from(bytes).toString('base64'), hunks })
  await store.db
    .updateTable('fork')
    .set({ taking, next_bytes: new Uint8Array(2) })
    .where('id', '=', id)
    .execute()
  // Whoever wrote it may have written something else meanwhile.
  await rooms.write(page.id, await idOf(bob), (doc) => text(bodyOf(doc), 2).insert(0, 'Vite, '))
  if (written) await rooms.receiveUpdate(page.id, await idOf(bob), bytes)
  await wiki.app.close()
  await wiki.wiki.close()
  const again = await openWiki(wiki.config.folder, { onDiskLost: () => {}, onDefect: () => {} })
  const row = await again.store.db.selectFrom('fork').select(['taking', 'closed_at', 'bytes']).executeTakeFirstOrThrow()
  const answers = await again.store.db.selectFrom('fork_answer').select('outcome').execute()
  const entries = await again.store.db.selectFrom('ledger_entry').select('says').execute()
  await again.close()
  await rm(wiki.config.folder, { recursive: true, force: true })
  wiki = await WikiForTests.open()
  expect([row.taking, row.closed_at !== null, row.bytes.length > 2]).toEqual([null, written, !written])
  expect(answers.length).toBe(written ? hunks.length : 0)
  expect(entries.filter(({ says }) => says?.includes(id)).length).toBe(written ? 1 : 0)
})
