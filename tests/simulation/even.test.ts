import { expect, test, vi } from 'vitest'
import { faultsOver, patience, seedsOf } from './seeds.ts'

vi.mock('node:worker_threads', () => import('../convergence/same-thread.ts'))
/** Power never fails here (K2 sees to that), so a sync takes one turn and a run is the same each time. */
vi.mock('node:fs', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  fdatasync: (_file: number, told: () => void) => void setImmediate(told),
}))

const seeds = seedsOf(0)

test(
  '[X1] whatever the network and the server do, everyone ends with the same page, nobody is refused, and nothing saved is lost (even seeds)',
  async () => {
    const { faults, edits } = await faultsOver(seeds)
    expect(faults).toEqual([])
    expect(edits).toBeGreaterThanOrEqual(seeds.length * 5)
  },
  patience(seeds),
)
