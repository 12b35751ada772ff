import { expect, test, vi } from 'vitest'
import { simulate } from './simulation.ts'

vi.mock('node:worker_threads', () => import('./same-thread.ts'))
/** Power never fails here (K2 sees to that), so a sync takes one turn and a run is the same each time. */
vi.mock('node:fs', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  fdatasync: (_file: number, told: () => void) => void setImmediate(told),
}))

const EVENTS = 120
const SEEDS = Number(process.env.SEEDS ?? (process.env.SOAK ? 5000 : 250))

/** `SEED=1234` plays one run alone; `SEEDS` or `SOAK=1` play more of them. */
const seeds = process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: SEEDS }, (_, index) => index + 1)

test(
  '[X1] whatever the network and the server do, everyone ends with the same page, nobody is refused, and nothing saved is lost',
  async () => {
    const faults: string[] = []
    let edits = 0
    for (const seed of seeds) {
      const outcome = await simulate(seed, EVENTS)
      faults.push(...outcome.faults.map((fault) => `SEED=${seed}: ${fault}`))
      edits += outcome.edits
    }
    expect(faults).toEqual([])
    expect(edits).toBeGreaterThan(seeds.length * 20)
  },
  300_000 + seeds.length * 1000,
)

test('[X1] the same seed plays the same run', async () => {
  const [first, second] = [await simulate(7, EVENTS), await simulate(7, EVENTS)]
  expect(second).toEqual(first)
})
