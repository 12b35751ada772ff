import { printTable } from './figures.ts'
import { corpusOf } from './search-corpus.ts'
import { FilledSearch } from './search-filled.ts'
import { PEERS, type Peer } from './search-peers.ts'
import {
  guidePages,
  qualityOf,
  qualitySet,
  seedPages,
  type CorpusPage,
  type Finder,
  type SetQuery,
} from './search-set.ts'

/** Peers that keep all in memory, or index for minutes, are left out above so many pages. */
const PEERS_UPTO: Readonly<Record<string, number>> = {
  'Terreau, on a device': 2_000,
  'MiniSearch 7': 2_000,
  'lunr 2.3, French': 2_000,
  'FTS5, stock': 100_000,
}

const SIZES = [2_000, 20_000, 100_000]

/** How well and how fast pages are found, beside MiniSearch, lunr alone and FTS5 with its stock tokenizer, in one run. */
export async function benchSearch(): Promise<void> {
  const pages = [...(await seedPages()), ...(await guidePages())]
  const queries = qualitySet(pages).filter(({ half }) => half === 'reporting')
  await quality(pages, queries)
  const upto = Number(process.env['SEARCH_PAGES'] ?? SIZES.at(-1))
  for (const total of SIZES.filter((size) => size <= upto)) await speed(pages, total)
}

async function quality(pages: readonly CorpusPage[], queries: readonly SetQuery[]): Promise<void> {
  console.log(`Search: ${queries.length} queries of the half that nothing was tuned on, ${pages.length} pages`)
  console.log('Mean reciprocal rank / found in ten\n')
  const own = await FilledSearch.open()
  await own.put(pages)
  const finders: [string, Finder][] = [
    ['Terreau', own.find],
    ...PEERS.map((peer): [string, Finder] => [peer.name, peer.index(pages)]),
  ]
  const found = await Promise.all(finders.map(([, find]) => qualityOf(find, queries)))
  const kinds = [...(found[0]?.keys() ?? [])]
  const rows = kinds.map((kind) => [
    kind,
    String(found[0]?.get(kind)?.queries ?? 0),
    ...found.map((one) => `${one.get(kind)?.mrr.toFixed(2)} / ${one.get(kind)?.inTen.toFixed(2)}`),
  ])
  printTable(['kind', 'queries', ...finders.map(([name]) => name)], rows)
  await own.close()
}

async function speed(pages: readonly CorpusPage[], total: number): Promise<void> {
  console.log(`Search in ${total.toLocaleString('en')} pages\n`)
  const texts = qualitySet(pages).map(({ text }) => text)
  const rows = [await ownFigures(pages, total, texts)]
  for (const peer of PEERS)
    if (total <= (PEERS_UPTO[peer.name] ?? 0)) rows.push(await peerFigures(peer, corpusOf(pages, total), texts))
  printTable(['', 'index, s', 'on disk', 'memory', 'update, ms', 'start, s', 'p50, ms', 'p99, ms', 'hostile, ms'], rows)
}

/** What it made is gone once its row is there: the next one's memory is its own. */
async function peerFigures(peer: Peer, corpus: Iterable<CorpusPage>, texts: readonly string[]): Promise<string[]> {
  const before = await memory()
  const [seconds, find] = timed(() => peer.index(corpus))
  const kept = (await memory()) - before
  return [peer.name, seconds, '', `${kept} MB`, '', '', ...(await latency(find, texts)), '']
}

async function ownFigures(pages: readonly CorpusPage[], total: number, texts: readonly string[]): Promise<string[]> {
  const own = await FilledSearch.open()
  const began = performance.now()
  await own.put(corpusOf(pages, total))
  const index = ((performance.now() - began) / 1000).toFixed(1)
  const disk = `${Math.round(own.bytes() / 2 ** 20)} MB`
  const update = (await own.updateCost(pages)).toFixed(1)
  own.letGo()
  const before = await memory()
  const start = performance.now()
  await own.reopen()
  const opening = ((performance.now() - start) / 1000).toFixed(1)
  const figures = await latency(own.find, texts)
  const kept = `${(await memory()) - before} MB`
  const hostile = (await slowest(own.find, HOSTILE)).toFixed(0)
  await own.close()
  return ['Terreau', index, disk, kept, update, opening, ...figures, hostile]
}

function timed<T>(work: () => T): [seconds: string, T] {
  const began = performance.now()
  const done = work()
  return [((performance.now() - began) / 1000).toFixed(1), done]
}

/** Memory in use once what is not needed is gone, MB; without `node --expose-gc`, about. */
async function memory(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.()
    await new Promise((turned) => setImmediate(turned))
  }
  const { heapUsed, external } = process.memoryUsage()
  return Math.round((heapUsed + external) / 2 ** 20)
}

/** As long and as costly as a query may be: what is longer is refused before any work. */
const HOSTILE = [
  'a '.repeat(128),
  'e',
  'é'.repeat(256),
  '𝕏'.repeat(100),
  'conpostaje repparation comunne partagggé territoirre asociation colectiff meccanique',
  'c co com comp compo compos compost composte',
  '"le la les" "de la" -e -a -co',
  "'; DROP TABLE page; --",
  'title:x OR (NEAR/2 *) {a} ^b ~c',
  'l’d’qu’'.repeat(36),
  'a-b-c-d-e-f-g-h-'.repeat(16),
  '\u202Etsopmoc\u0000\uFEFF',
]

/** Each asked once, as whoever comes first asks it; milliseconds of the slowest. */
async function slowest(find: Finder, texts: readonly string[]): Promise<number> {
  let most = 0
  for (const text of texts) {
    const began = performance.now()
    await find(text)
    most = Math.max(most, performance.now() - began)
  }
  return most
}

/** Each query once to warm up, then once timed. */
async function latency(find: Finder, texts: readonly string[]): Promise<[p50: string, p99: string]> {
  for (const text of texts) await find(text)
  const times: number[] = []
  for (const text of texts) {
    const began = performance.now()
    await find(text)
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2)
  return [at(0.5), at(0.99)]
}
