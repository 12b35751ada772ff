/**
 * The register of lost text: one test for each way in which a live wiki or a note pad is publicly known to have lost
 * words, exercised on ours. Where a way is closed by construction, the test shows the construction.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type * as SqliteLog from '@terreau/server/update-log/sqlite-log.ts'
import { hasUnsavedWords } from '../../client/src/sync/live-page.ts'
import { contentOf, logOf, replayed } from '../convergence/oracles.ts'
import { Stage } from '../convergence/stage.ts'
import { turn } from '../convergence/simulated-wiki.ts'
import type { Visitor } from '../convergence/visitor.ts'
import { disk, onThatDisk, soundDisk } from './failing-store.ts'

vi.mock('node:worker_threads', () => import('../convergence/same-thread.ts'))
vi.mock('../../server/src/update-log/sqlite-log.ts', async (importOriginal) => {
  const { openSqliteLog } = await importOriginal<typeof SqliteLog>()
  return { openSqliteLog: (...store: Parameters<typeof openSqliteLog>) => onThatDisk(openSqliteLog(...store)) }
})

/** Longer than a room that nobody is in stays open. */
const UNTIL_UNLOADED = 45_000
const PATIENCE = 30

let stage: Stage
let ana: Visitor
let ben: Visitor

beforeEach(async () => {
  soundDisk()
  stage = new Stage()
  await stage.open()
  ;[ana, ben] = [stage.arrive(stage.member(0)), stage.arrive(stage.member(1))]
  await stage.calm()
})

afterEach(async () => {
  soundDisk()
  await stage.stop()
})

const summaryOf = ({ page }: Visitor) => page.fields.get('summary')
const stateOf = ({ page }: Visitor) => page.getState().save
const write = ({ page }: Visitor, words: string) => page.fields.set('summary', words)
const firstText = (doc: Y.Doc) => (bodyOf(doc).get(0) as Y.XmlElement).get(0) as Y.XmlText
const type = ({ page }: Visitor, words: string, at = 0) => firstText(page.doc).insert(at, words)
const textOf = ({ page }: Visitor) => firstText(page.doc)
const wordsOf = ({ page }: Visitor) => firstText(page.doc).toJSON()
const rows = () => logOf({ wiki: stage.wiki.wiki, pageId: stage.pageId })
const logged = async () => contentOf(replayed(await rows()))

function goOffline(visitor: Visitor): void {
  visitor.online = false
  visitor.wire?.break()
}

async function newcomer(): Promise<Visitor> {
  const visitor = stage.arrive(stage.member(3))
  await stage.calm()
  return visitor
}

test('[Z1] an edit is saved while what is known of its authors cannot be stored', async () => {
  const { db } = stage.wiki.wiki.store
  await db.schema.alterTable('contribution').renameTo('contribution_away').execute()
  write(ana, 'sans auteurs')
  await stage.calm()
  await stage.later(1000)
  expect([stateOf(ana).kind, summaryOf(ben)]).toEqual(['saved', 'sans auteurs'])
  await db.schema.alterTable('contribution_away').renameTo('contribution').execute()
  expect((await stage.wiki.wiki.contributions.authors(stage.pageId)).map(({ name }) => name)).toContain('Ana')
})

test('[Z2] a store that fails a hundred times is tried a hundred and one times, and everyone sees that nothing is saved', async () => {
  disk.failsWrite = (n) => n <= 100 && 'before'
  disk.writes = 0
  write(ana, 'cent fois')
  await stage.deliverAll(PATIENCE)
  expect([stateOf(ana).kind, stateOf(ben).kind]).toEqual(['not-saved', 'not-saved'])
  await stage.later(1_200_000)
  await stage.calm()
  expect([disk.writes, stateOf(ana).kind, summaryOf(ben)]).toEqual([101, 'saved', 'cent fois'])
})

test('[Z3] what is written without a network is counted, holds one back from leaving, and lands on return', async () => {
  goOffline(ana)
  await stage.deliverAll()
  for (const word of ['un', 'deux', 'trois']) write(ana, word)
  expect([stateOf(ana), hasUnsavedWords(stateOf(ana))]).toEqual([{ kind: 'offline', waiting: 3 }, true])
  ana.online = true
  await stage.calm()
  expect([stateOf(ana).kind, summaryOf(ben)]).toEqual(['saved', 'trois'])
})

test('[Z4] emojis replaced by two people at once stay whole or go whole, and stop no update', async () => {
  type(ana, 'a😀b👩‍🌾c')
  await stage.calm()
  textOf(ana).delete(1, 2)
  textOf(ana).insert(1, '👨')
  textOf(ben).delete(1, 2)
  textOf(ben).insert(1, '😃')
  await stage.calm()
  expect([wordsOf(ana).isWellFormed(), wordsOf(ana).includes('\ufffd'), wordsOf(ana) === wordsOf(ben)]).toEqual([
    true,
    false,
    true,
  ])
  expect(await logged()).toBe(contentOf(ana.page.doc))
})

test('[Z5] an edit too large to be taken is refused by name, and its words are handed back', async () => {
  type(ana, 'x'.repeat(4 * 1024 * 1024))
  type(ana, 'Gardez ceci. ')
  await stage.calm()
  expect(stateOf(ana)).toMatchObject({
    kind: 'refused',
    why: 'wire.too-large',
    words: expect.stringContaining('Gardez ceci.'),
  })
  expect(wordsOf(ben)).not.toContain('Gardez')
})

test('[Z6] a page whose store fails stays open after its last reader has gone, and its words land when the store is back', async () => {
  disk.failsWrite = () => 'before'
  write(ana, 'reste')
  await stage.deliverAll(PATIENCE)
  stage.depart(ana)
  stage.depart(ben)
  await stage.deliverAll(PATIENCE)
  await stage.later(10 * UNTIL_UNLOADED)
  soundDisk()
  await stage.later(60_000)
  expect(summaryOf(await newcomer())).toBe('reste')
})

test('[Z7] behind a network that lets tickets through and no socket, the page never says that it is saved', async () => {
  const cut = stage.wiki.accept.bind(stage.wiki)
  stage.wiki.accept = (wire) => wire.break()
  ana.wire?.break()
  await stage.deliverAll()
  write(ana, 'bloqué')
  for (let minute = 0; minute < 3; minute += 1) {
    await stage.deliverAll()
    await stage.later(20_000)
    expect(stateOf(ana)).toEqual({ kind: 'offline', waiting: 1 })
  }
  stage.wiki.accept = cut
  await stage.calm()
  expect([stateOf(ana).kind, summaryOf(ben)]).toEqual(['saved', 'bloqué'])
})

test('[Z8] a whole page made elsewhere replaces nothing: it is no more than another update, refused where it is not its sender’s', async () => {
  const other = new Y.Doc()
  writeBody(bodyOf(other), { type: 'doc', content: [paragraph('Tout autre chose')] })
  const before = await logged()
  const taken = stage.wiki.wiki.rooms.receiveUpdate(stage.pageId, stage.member(1).id, Y.encodeStateAsUpdate(other))
  await expect(taken).rejects.toMatchObject({ code: 'wire.unknown-client' })
  expect(await logged()).toBe(before)
})

test('[Z9] the last words of two people, closer to each other than the network is fast, are both saved', async () => {
  type(ana, 'Fin d’Ana. ')
  type(ben, 'Fin de Ben. ')
  expect([stateOf(ana).kind, stateOf(ben).kind]).toEqual(['pending', 'pending'])
  await stage.deliverAll()
  stage.depart(ana)
  stage.depart(ben)
  const words = wordsOf(await newcomer())
  expect([words.includes('Fin d’Ana. '), words.includes('Fin de Ben. ')]).toEqual([true, true])
})

test('[Z10] no one may write before the whole page is there, and opening it writes nothing', async () => {
  const before = (await rows()).length
  const late = stage.arrive(stage.member(2))
  const seen = new Set<string>()
  late.page.subscribe(() => seen.add(`${late.page.getState().mayWrite} ${bodyOf(late.page.doc).length > 0}`))
  await stage.calm()
  expect([seen.has('true false'), late.page.getState().mayWrite, (await rows()).length]).toEqual([false, true, before])
})

test('[Z11] after a long time apart both sides keep their words: nothing that the server says makes a page forget its own', async () => {
  goOffline(ana)
  await stage.deliverAll()
  for (let word = 0; word < 50; word += 1) type(ana, `a${word} `)
  for (let word = 0; word < 50; word += 1) type(ben, `b${word} `)
  await stage.deliverAll()
  await stage.later(UNTIL_UNLOADED)
  ana.online = true
  await stage.calm(6)
  const words = wordsOf(ana)
  const lost = ['a', 'b']
    .flatMap((who) => Array.from({ length: 50 }, (_, n) => `${who}${n} `))
    .filter((word) => !words.includes(word))
  expect([lost, words === wordsOf(ben)]).toEqual([[], true])
})

test('[Z12] words written after a loss of connection that nobody noticed are not called saved, and land later', async () => {
  ana.wire?.break()
  write(ana, 'dans le vide')
  expect(stateOf(ana)).toEqual({ kind: 'pending', waiting: 1 })
  await stage.later(10_000)
  expect(stateOf(ana)).toEqual({ kind: 'pending', waiting: 1 })
  await stage.calm()
  expect([stateOf(ana).kind, summaryOf(ben)]).toEqual(['saved', 'dans le vide'])
})

test('[Z13] someone whose edit is refused goes alone: the others stay, and their words are saved', async () => {
  write(ana, 'bien rangé')
  ben.page.fields.set('price', 'interdit')
  await stage.calm()
  expect([stateOf(ben).kind, stateOf(ana).kind, ana.page.fields.has('price')]).toEqual(['refused', 'saved', false])
  expect(summaryOf(await newcomer())).toBe('bien rangé')
})

test('[Z14] a page that could not be read is not taken for a new one, nor for one that is gone', async () => {
  write(ana, 'toujours là')
  await stage.calm()
  for (const visitor of [ana, ben]) stage.depart(visitor)
  await stage.deliverAll()
  await stage.later(UNTIL_UNLOADED)
  const before = await logged()
  Object.assign(disk, { reads: 0, failsRead: (n: number) => n <= 2 })
  const back = await newcomer()
  await stage.calm()
  expect([stateOf(back).kind, summaryOf(back), await logged()]).toEqual(['saved', 'toujours là', before])
})

test('[Z15] a page has one life: it is never written again from text, so each word keeps its identity through restarts', async () => {
  type(ana, 'une fois ')
  await stage.calm()
  const vectorOf = () =>
    stage.wiki.wiki.rooms.with(stage.pageId, ({ doc }) => Y.decodeStateVector(Y.encodeStateVector(doc)))
  const before = await vectorOf()
  await stage.restart('restart')
  await stage.restart('crash')
  expect(await vectorOf()).toEqual(before)
  const body: BodyNode = { type: 'doc', content: [paragraph('encore')] }
  expect(() => writeBody(bodyOf(ana.page.doc), body)).toThrow('only an empty body')
})

test('[Z16] a snapshot never says that it holds more than it does', async () => {
  for (let word = 0; word < 230; word += 1) {
    type(ana, 'm')
    if (word % 10 === 0) await stage.deliverAll()
  }
  await stage.calm()
  for (const visitor of [ana, ben]) stage.depart(visitor)
  await stage.deliverAll()
  await stage.later(UNTIL_UNLOADED)
  await stage.settle()
  const { db } = stage.wiki.wiki.store
  const snapshot = await db.selectFrom('snapshot').selectAll().executeTakeFirstOrThrow()
  const upTo = await db
    .selectFrom('update_log')
    .select('bytes')
    .where('page_id', '=', stage.pageId)
    .where('seq', '<=', snapshot.upto_seq)
    .orderBy('seq')
    .execute()
  const held = new Y.Doc()
  Y.applyUpdate(held, snapshot.state)
  for (const { bytes } of upTo) Y.applyUpdate(held, bytes)
  expect(Y.encodeStateVector(held)).toEqual(Y.encodeStateVectorFromUpdate(snapshot.state))
  expect(contentOf((await newcomer()).page.doc)).toBe(await logged())
})

test('[Z17] whoever comes back while their page is being put away finds it, at whatever moment', async () => {
  for (let moment = 0; moment < 20; moment += 1) {
    for (const visitor of stage.visitors.toReversed()) stage.depart(visitor)
    await stage.deliverAll()
    vi.advanceTimersByTime(UNTIL_UNLOADED)
    for (let microtask = 0; microtask < moment; microtask += 1) await Promise.resolve()
    const back = stage.arrive(stage.member(0))
    await stage.calm()
    write(back, `retour ${moment}`)
    await stage.calm()
    expect([stateOf(back).kind, (await logged()).includes(`retour ${moment}`)]).toEqual(['saved', true])
  }
})

test('[Z18] nothing saved lives in a browser alone: on a device that knows nothing, all of it is there', async () => {
  type(ana, 'une semaine de notes ')
  await stage.calm()
  for (const visitor of [ana, ben]) stage.depart(visitor)
  await stage.restart('crash')
  stage.wiki.ahead += 7 * 24 * 3_600_000
  expect(wordsOf(await newcomer())).toContain('une semaine de notes')
})

test('[Z18] a page whose birth was cut short opens empty, and can be written', async () => {
  const { id } = await stage.wiki.wiki.pages.create(
    { type: 'practice', title: 'À peine née', lang: 'fr' },
    stage.member(0).id,
  )
  await stage.restart('crash')
  const born = stage.wiki.wiki.rooms.write(id, stage.member(0).id, (doc) =>
    bodyOf(doc).push([new Y.XmlElement('paragraph')]),
  )
  expect((await born).body.content).toEqual([{ type: 'paragraph' }])
})

test('[Z19] two people who write at the same time, one live and one by the form, both keep what they wrote', async () => {
  const { rooms } = stage.wiki.wiki
  write(ana, 'résumé d’Ana')
  type(ben, 'phrase de Ben ')
  const form = rooms.write(stage.pageId, stage.member(2).id, (doc) =>
    doc.getMap('fields').set('title', 'Composter à trois'),
  )
  await stage.calm()
  await form
  expect([summaryOf(ben), wordsOf(ana).includes('phrase de Ben'), ana.page.fields.get('title')]).toEqual([
    'résumé d’Ana',
    true,
    'Composter à trois',
  ])
  await turn()
})

function paragraph(words: string): BodyNode {
  return { type: 'paragraph', content: [{ type: 'text', text: words }] }
}
