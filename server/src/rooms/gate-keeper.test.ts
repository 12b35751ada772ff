import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newPage } from '@terreau/shared/document/new-page.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { newId } from '../storage/new-id.ts'
import { GateKeeper } from './gate-keeper.ts'

const ANA = newId<MemberId>()
const CLIENT = 7
const keepers: GateKeeper[] = []

afterAll(() => Promise.all(keepers.map((keeper) => keeper.end())))

function keeper(longest?: number): GateKeeper {
  const made = new GateKeeper(longest)
  keepers.push(made)
  return made
}

/** A page of Ana's behind the keeper's gate. */
function openPage(gates: GateKeeper): { pageId: PageId; doc: Y.Doc } {
  const [pageId, doc] = [newId<PageId>(), new Y.Doc()]
  newPage(doc, { title: 'Une page' })
  gates.open(pageId, () => ({
    pageId,
    type: 'practice',
    state: Y.encodeStateAsUpdate(doc),
    owners: new Map([[CLIENT, ANA]]),
  }))
  return { pageId, doc }
}

/** Ana writes so many paragraphs at once. */
function paragraphs(doc: Y.Doc, count: number): { author: MemberId; bytes: Uint8Array } {
  const replica = new Y.Doc()
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
  replica.clientID = CLIENT
  const before = Y.encodeStateVector(replica)
  bodyOf(replica).push(Array.from({ length: count }, () => new Y.XmlElement('paragraph')))
  return { author: ANA, bytes: Y.encodeStateAsUpdate(replica, before) }
}

test('[G5] each update is judged after those before it, on its own page', async () => {
  const gates = keeper()
  const [one, other] = [openPage(gates), openPage(gates)]
  const update = paragraphs(one.doc, 1)
  const verdicts = await gates.judge(one.pageId, [update, update, { ...update, author: newId<MemberId>() }])
  expect(verdicts.map((verdict) => ('novel' in verdict ? verdict.novel : verdict.refused))).toEqual([
    true,
    false,
    false,
  ])
  expect(await gates.judge(other.pageId, [paragraphs(other.doc, 1)])).toMatchObject([{ novel: true }])
})

test('[G5] an update over which the gate takes too long is refused, and the gate stands again for everyone', async () => {
  const gates = keeper(60)
  const [attacked, other] = [openPage(gates), openPage(gates)]
  await gates.judge(other.pageId, [paragraphs(other.doc, 1)])
  const [heavy, light] = await Promise.all([
    gates.judge(attacked.pageId, [paragraphs(attacked.doc, 60_000)]),
    gates.judge(other.pageId, [paragraphs(other.doc, 2)]),
  ])
  expect(heavy).toMatchObject([{ refused: 'wire.bad-frame', details: { rule: 'takes too long' } }])
  expect(light).toMatchObject([{ novel: true }])
  expect(await gates.judge(attacked.pageId, [paragraphs(attacked.doc, 1)])).toMatchObject([{ novel: true }])
})

/** Threads that keep every processor busy until they are ended, or for half a minute. */
function busyMachine(): { end: () => Promise<unknown> } {
  const spin = 'const began = Date.now(); while (Date.now() - began < 30_000);'
  const threads = Array.from({ length: 12 * availableParallelism() }, () => new Worker(spin, { eval: true }))
  return { end: () => Promise.all(threads.map((thread) => thread.terminate())) }
}

test('[G5] a large paste is admitted on a machine that is busy with other things, however long that takes', async () => {
  const gates = keeper(300)
  const { pageId, doc } = openPage(gates)
  await gates.judge(pageId, [paragraphs(doc, 1)])
  const busy = busyMachine()
  const verdicts = await gates.judge(pageId, [paragraphs(doc, 3000)])
  await busy.end()
  expect(verdicts).toMatchObject([{ novel: true }])
})
