import { allContenders, onEach, type Contender } from './contenders.ts'
import { percentile, printTable, sorted } from './figures.ts'
import { Load } from './load.ts'

const SIZES = [4, 40, 200]
const READERS = 4
const SECONDS = 5
const EDITS_PER_DOCUMENT = 4

/** Five connections on each of many documents: whether everything arrives, and how late. */
export async function benchConnections(): Promise<void> {
  console.log(
    `Connections: one writer and ${READERS} readers a document, ${EDITS_PER_DOCUMENT} edits a second on each\n`,
  )
  for (const documents of SIZES) {
    const rows = await onEach(await allContenders(), (contender) => spread(contender, documents))
    printTable(
      [
        `${documents * (READERS + 1)} connections, ${documents} documents`,
        'opened in s',
        'delivered',
        'p50 ms',
        'p99 ms',
      ],
      rows,
    )
  }
}

async function spread(contender: Contender, documents: number): Promise<string[]> {
  const began = performance.now()
  const names = Array.from({ length: documents }, () => contender.newDocument())
  const load = await Load.open(contender.address, [names.map((name) => ({ name, writers: 1, readers: READERS }))])
  const opened = (performance.now() - began) / 1000
  const { expected, took } = await load.write(documents * EDITS_PER_DOCUMENT, SECONDS)
  load.close()
  const times = sorted(took)
  return [
    opened.toFixed(1),
    `${((100 * took.length) / expected).toFixed(2)} %`,
    ...[0.5, 0.99].map((part) => percentile(times, part).toFixed(1)),
  ]
}
