import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newPage } from '@terreau/shared/document/new-page.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { newId } from '../storage/new-id.ts'
import { GateKeeper } from './gate-keeper.ts'
import { Gates } from './gates.ts'

const ANA = newId<MemberId>()
const CLIENT = 7

/** Counts what is judged in the other thread. */
class WatchedKeeper extends GateKeeper {
  judged = 0

  override judge(...asked: Parameters<GateKeeper['judge']>) {
    this.judged += asked[1].length
    return super.judge(...asked)
  }
}

const keeper = new WatchedKeeper()
const clock = { now: 0 }
const gates = new Gates(() => clock.now, keeper)

afterAll(() => gates.end())

/** A page that Ana writes in; what her gate admits is in it, as in a room. */
class Page {
  readonly id = newId<PageId>()
  readonly doc = new Y.Doc()

  constructor() {
    newPage(this.doc, { title: 'Une page' })
    const state = () => Y.encodeStateAsUpdate(this.doc)
    gates.open(this.id, () => ({ pageId: this.id, type: 'practice', state: state(), owners: new Map([[CLIENT, ANA]]) }))
  }

  /** Ana writes so many paragraphs at once; answers whether they were admitted, and judged in the other thread. */
  async write(count: number, times = 1): Promise<{ admitted: boolean; there: boolean }> {
    const before = keeper.judged
    const updates = this.#updates(count, times)
    let admitted = true
    while (updates.length > 0) {
      const verdicts = await gates.judge(this.id, updates)
      for (const [at, verdict] of verdicts.entries()) {
        if ('refused' in verdict) admitted = false
        else Y.applyUpdate(this.doc, updates[at]?.bytes ?? new Uint8Array())
      }
      updates.splice(0, verdicts.length)
    }
    return { admitted, there: keeper.judged > before }
  }

  #updates(count: number, times: number): { author: MemberId; bytes: Uint8Array }[] {
    const replica = new Y.Doc()
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(this.doc))
    replica.clientID = CLIENT
    const updates: Uint8Array[] = []
    replica.on('update', (bytes: Uint8Array) => void updates.push(bytes))
    for (let time = 0; time < times; time += 1)
      bodyOf(replica).push(Array.from({ length: count }, () => new Y.XmlElement('paragraph')))
    return updates.map((bytes) => ({ author: ANA, bytes }))
  }
}

const [HERE, THERE] = [
  { admitted: true, there: false },
  { admitted: true, there: true },
]

test('[G5] what is light is judged on the way; what is heavy goes to the watched thread, and its page with it for a while', async () => {
  const page = new Page()
  expect([await page.write(1), await page.write(3, 40)]).toEqual([HERE, HERE])
  expect([await page.write(500), await page.write(1)]).toEqual([THERE, THERE])
  clock.now += 20_000
  expect([await page.write(1), await page.write(500), await page.write(1, 20)]).toEqual([HERE, THERE, THERE])
})

test('[G5] a page that has grown large stays in the watched thread', async () => {
  const page = new Page()
  for (let part = 0; part < 6; part += 1) expect(await page.write(10_000)).toEqual(THERE)
  clock.now += 20_000
  expect(await page.write(1)).toEqual(THERE)
})
