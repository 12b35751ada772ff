import { expect, test, vi } from 'vitest'
import { tell } from '../figures.ts'
import { Chance } from './chance.ts'
import { faultsOf } from './oracles.ts'
import { Stage } from './stage.ts'
import { BLOCKS } from './writings.ts'

vi.mock('node:worker_threads', () => import('./same-thread.ts'))

const COUNT = Number(process.env.FRAMES ?? 3000)
const SEED = Number(process.env.SEED ?? 20_261_122)
/** A page is left for another before it is so full of pasted blocks that drawing an edit takes longer than judging it. */
const ON_ONE_PAGE = 250

/** Five people write on one page whose network and server are well; answers what is wrong, and how many frames they sent. */
async function writeTogether(chance: Chance): Promise<{ faults: string[]; frames: number }> {
  const stage = new Stage(chance)
  try {
    await stage.open(BLOCKS)
    const visitors = Array.from({ length: 5 }, (_, index) => stage.arrive(stage.member(index % 4)))
    await stage.calm()
    const frames = () => visitors.reduce((sum, { made }) => sum + made.length, 0)
    while (frames() < ON_ONE_PAGE) {
      for (let edits = 1 + chance.below(12); edits > 0; edits -= 1) chance.pick(visitors)?.act()
      await stage.deliverAll()
      await stage.later(1000)
    }
    await stage.calm()
    const { wiki } = stage.wiki
    return { faults: await faultsOf({ visitors, gone: [], wiki, pageId: stage.pageId }), frames: frames() }
  } finally {
    await stage.stop()
  }
}

test(
  `[X1] none of the edits that people make together is refused, and all end with the same page (SEED=${SEED})`,
  async () => {
    const chance = new Chance(SEED)
    const faults: string[] = []
    let frames = 0
    while (frames < COUNT) {
      const written = await writeTogether(chance)
      faults.push(...written.faults)
      frames += written.frames
    }
    tell('honest frames', { 'honest frames': frames, 'honest refused or lost': faults.length })
    expect(faults).toEqual([])
  },
  60_000 + COUNT * 30,
)
