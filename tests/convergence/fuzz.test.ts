import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { applyOnly } from '@terreau/server/rooms/apply-only.ts'
import { tell } from '../figures.ts'
import { BesiegedPage } from './besieged-page.ts'
import { Chance } from './chance.ts'
import { readFrame } from './guest.ts'
import { canBeBuilt } from './hand.ts'
import { FRAMES } from './hostile-frames.ts'
import { contentOf, replayed } from './oracles.ts'

vi.mock('node:worker_threads', () => import('./same-thread.ts'))

const COUNT = Number(process.env.FRAMES ?? 12_000)
const SEED = Number(process.env.SEED ?? 20_261_122)
const LOOK_EVERY = 500

let page: BesiegedPage

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  page = await BesiegedPage.open()
})

afterAll(async () => {
  await page.close()
  vi.useRealTimers()
})

test(
  `[X3] frames of every type, broken in every way, harm neither the page nor those in it (SEED=${SEED})`,
  async () => {
    const chance = new Chance(SEED)
    const seen = await page.copy()
    let [slowest, refused, admitted] = [{ name: '', ms: 0 }, 0, 0]
    for (let sent = 1; sent <= COUNT; sent += 1) {
      await page.attacker.come()
      const { own, others } = ids(page)
      const [name, make] = chance.weighted(FRAMES)
      const frame = make({ chance, doc: seen, own, others })
      const began = performance.now()
      page.attacker.send(frame)
      await page.attacker.answered()
      const ms = performance.now() - began
      if (ms > slowest.ms) slowest = { name, ms }
      refused += page.attacker.heard().some((one) => readFrame(one).kind === 'refused') ? 1 : 0
      admitted += takeIn(page, seen)
      if (sent % LOOK_EVERY === 0) await look(page, seen)
    }
    await look(page, seen)
    tell(`hostile frames (longest: ${slowest.name})`, {
      'hostile frames': COUNT,
      refused,
      admitted,
      'longest frame, ms': slowest.ms,
    })
    expect(refused).toBeGreaterThan(COUNT / 4)
  },
  120_000 + COUNT * 20,
)

function ids({ attacker, victim }: BesiegedPage): { own: number; others: number[] } {
  return { own: attacker.clientId ?? 0, others: [victim.clientId ?? 0] }
}

/** What the others heard goes into a copy of theirs; answers how many updates that was. */
function takeIn({ victim }: BesiegedPage, seen: Y.Doc): number {
  const updates = victim.heard().flatMap((frame) => readFrame(frame).update ?? [])
  applyOnly(seen, ...updates)
  return updates.length
}

/** The page, its log and what the others heard are one and the same, an editor can show it, and people go on writing. */
async function look(besieged: BesiegedPage, seen: Y.Doc): Promise<void> {
  const rows = await besieged.wiki.store.db
    .selectFrom('update_log')
    .select(['member_id as member', 'bytes'])
    .where('page_id', '=', besieged.pageId)
    .orderBy('seq')
    .execute()
  const said = await besieged.content()
  expect([contentOf(seen), contentOf(replayed(rows))]).toEqual([said, said])
  expect([canBeBuilt(seen), besieged.victim.welcome]).toEqual([true, true])
  expect(await besieged.honestEditLands()).toBe(true)
  applyOnly(seen, ...(await changesSince(besieged)))
}

/** The victim's own words, which nobody sends back to her. */
async function changesSince(besieged: BesiegedPage): Promise<Uint8Array[]> {
  return besieged.wiki.rooms.with(besieged.pageId, (room) => [room.state()])
}
