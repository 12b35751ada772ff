import { simulate } from '../convergence/simulation.ts'
import { tell } from '../figures.ts'

const SEEDS = Number(process.env.SEEDS ?? 2000)
const FIRST = Number(process.env.FROM ?? 1)
const PARTS = 2

/** The seeds of one of the parts that are played side by side; `SEED=1234` plays one run alone, `FROM` and `SEEDS` say which. */
export function seedsOf(part: number): number[] {
  if (process.env.SEED) return part === 0 ? [Number(process.env.SEED)] : []
  return Array.from({ length: SEEDS }, (_, index) => FIRST + index).filter((seed) => seed % PARTS === part)
}

/** Plays these runs; answers what did not end well, with its seed, and how much was written. */
export async function faultsOver(seeds: readonly number[]): Promise<{ faults: string[]; edits: number }> {
  const faults: string[] = []
  let edits = 0
  for (const seed of seeds) {
    const outcome = await simulate(seed)
    faults.push(...outcome.faults.map((fault) => `SEED=${seed}: ${fault}`))
    edits += outcome.edits
  }
  tell('simulation', { runs: seeds.length, edits, faults: faults.length })
  return { faults, edits }
}

/** Milliseconds within which so many runs are over, with a margin. */
export const patience = (seeds: readonly number[]): number => 120_000 + seeds.length * 2000
