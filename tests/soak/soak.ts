/**
 * Plays for long what the suite plays for minutes. `pnpm soak [simulation [MINUTES]|properties [N]|kills [N]|cuts [N]|frames [N]]
 * [--from SEED]`; Ctrl-C ends it with the summary, which says where to go on.
 */
import { parseArgs } from 'node:util'
import { added, breakOff, play, type Played, type Round } from './rounds.ts'

interface Part {
  /** How much is enough, unless one says. */
  readonly enough: number
  /** The figure that grows towards it; null where minutes do. */
  readonly counted: string | null
  /** What is played side by side, beginning with this seed. */
  rounds(seed: number): readonly Round[]
  /** By how much the seed grows from one time to the next. */
  readonly step: number
}

const SIMULATED = 150
const HALVES = [0, 500_000]

const PARTS: Readonly<Record<string, Part>> = {
  simulation: {
    enough: Number.POSITIVE_INFINITY,
    counted: null,
    step: SIMULATED,
    rounds: (seed) => [
      { project: 'simulation', test: 'tests/simulation', env: { FROM: `${seed}`, SEEDS: `${SIMULATED}` } },
    ],
  },
  properties: {
    enough: 100,
    counted: 'rounds',
    step: 1,
    rounds: (seed) => [{ project: 'unit', test: 'shared/src', env: { SEED: `${seed}` } }],
  },
  kills: {
    enough: 1000,
    counted: 'kills',
    step: 1,
    rounds: (seed) => [{ project: 'faults', test: 'faults/kill.test', env: { SEED: `${seed}`, KILLS: '50' } }],
  },
  cuts: {
    enough: 2000,
    counted: 'cuts',
    step: 1,
    rounds: (seed) => [{ project: 'faults', test: 'power-cut', env: { SEED: `${seed}`, POWER_CUTS: '250' } }],
  },
  frames: {
    enough: 1_000_000,
    counted: 'hostile frames',
    step: 1,
    rounds: (seed) => [
      ...HALVES.map((half) => ({
        project: 'convergence',
        test: 'convergence/fuzz',
        env: { SEED: `${seed + half}`, FRAMES: '10000' },
      })),
      ...HALVES.map((half) => ({
        project: 'convergence',
        test: 'convergence/honest-frames',
        env: { SEED: `${seed + half}`, FRAMES: '10000' },
      })),
      { project: 'faults', test: 'under-attack', env: { SEED: `${seed}`, FRAMES: '2000' } },
    ],
  },
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: '1' } },
})
const [wanted, amount] = positionals
const chosen = wanted ? [wanted] : Object.keys(PARTS)
const state = { stopping: false, failed: false }

process.on('SIGINT', () => {
  state.stopping = true
  breakOff()
})

const summaries: string[] = []
for (const name of chosen) {
  const part = PARTS[name]
  if (!part) throw new Error(`no such part: ${name} (${Object.keys(PARTS).join(', ')})`)
  // Run without saying which, the simulation leaves time for the others.
  const enough = Number(amount) || (wanted ? part.enough : Math.min(part.enough, part.counted ? part.enough : 30))
  if (!state.stopping) summaries.push(await soak(name, part, enough))
}
console.log(`\n${summaries.join('\n')}`)
process.exit(state.failed ? 1 : 0)

async function soak(name: string, part: Part, enough: number): Promise<string> {
  const began = performance.now()
  const minutes = () => (performance.now() - began) / 60_000
  let sum: Record<string, number> = {}
  let seed = Number(values.from)
  const done = () => (part.counted === null ? minutes() : (sum[part.counted] ?? 0))
  while (!state.stopping && done() < enough) {
    const played = await together(part.rounds(seed))
    if (state.stopping) break
    sum = added([sum, { rounds: 1 }, ...played.map(({ figures }) => figures)])
    seed += part.step
    for (const failure of played.flatMap(({ failures }) => failures)) complain(name, failure)
    console.log(line(name, sum, minutes()))
  }
  return `${line(name, sum, minutes())} — goes on with: pnpm soak ${name} --from ${seed}`
}

/** Two at a time. */
async function together(rounds: readonly Round[]): Promise<Played[]> {
  const all: Played[] = []
  for (let at = 0; at < rounds.length && !state.stopping; at += 2)
    all.push(...(await Promise.all(rounds.slice(at, at + 2).map(play))))
  return all
}

function complain(name: string, failure: string): void {
  state.failed = true
  console.error(`\n  ${name} FAILED\n${failure.slice(0, 3000)}\n`)
}

function line(name: string, sum: Readonly<Record<string, number>>, minutes: number): string {
  const figures = Object.entries(sum).map(([what, figure]) => `${what} ${Number(figure.toFixed(1))}`)
  return `  ${name}, ${minutes.toFixed(1)} min: ${figures.join(', ') || 'nothing yet'}`
}
