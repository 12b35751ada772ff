import { availableParallelism } from 'node:os'
import { allContenders, onEach, processorOf, type Contender } from './contenders.ts'
import { percentile, printTable, sorted } from './figures.ts'
import { Load } from './load.ts'

const RATES = [500, 1000, 2000, 4000, 6000, 8000, 12_000, 16_000]
const SECONDS = 3
const TOO_LATE = 250
const PROCESSES = 2

const SHAPES = [
  { name: 'one document, 8 writers', documents: 1, writers: 4 },
  { name: '20 documents, 2 writers each', documents: 20, writers: 1 },
]

/** Edits a second before one in a hundred takes more than 250 ms to its reader. */
export async function benchCeilings(): Promise<void> {
  const processors = availableParallelism()
  console.log(
    `Ceilings: edits a second before p99 passes ${TOO_LATE} ms, or not all arrive (${processors} processors, load included)\n`,
  )
  for (const shape of SHAPES) {
    const rows = await onEach(await allContenders(), (contender) => climb(contender, shape))
    printTable([shape.name, 'edits/s', 'p50 ms', 'p99 ms', 'server', 'load', 'then'], rows)
  }
}

/** Raises the rate until it is too much; answers the last that was not. */
async function climb(contender: Contender, { documents, writers }: (typeof SHAPES)[number]): Promise<string[]> {
  const names = Array.from({ length: documents }, () => contender.newDocument())
  // Each process has a reader on each document, and hears there what it wrote itself.
  const share = names.map((name) => ({ name, writers, readers: 1 }))
  const load = await Load.open(
    contender.address,
    Array.from({ length: PROCESSES }, () => share),
  )
  let best = ['0', '', '', '', '']
  let then = ''
  await load.write(200, 1)
  for (const rate of RATES) {
    const before = processorOf(contender)
    const { sent, expected, took, processor } = await load.write(rate, SECONDS)
    const used = (processorOf(contender) - before) / SECONDS
    const times = sorted(took)
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)]
    const figures = [
      String(Math.round(sent / SECONDS)),
      p50.toFixed(1),
      p99.toFixed(1),
      share100(used),
      share100(processor),
    ]
    then = `${rate}: p99 ${p99.toFixed(0)} ms, ${((100 * took.length) / expected).toFixed(1)} % arrive`
    if (!(p99 <= TOO_LATE) || took.length < expected) break
    ;[best, then] = [figures, '']
  }
  load.close()
  return [...best, then]
}

const share100 = (processors: number) => `${(100 * processors).toFixed(0)} %`
