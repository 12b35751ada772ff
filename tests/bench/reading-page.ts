import { gzipSync } from 'node:zlib'
import { freePort, RunningWiki, temporaryFolder } from '../running-wiki.ts'
import { percentile, printTable, sorted } from './figures.ts'

const READINGS = 200

/** First byte of a reading page, and what a reader's browser downloads for it. */
export async function benchReadingPage(): Promise<void> {
  const folder = await temporaryFolder()
  const wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start()
  const { pages } = (await (await fetch(`${wiki.url}/api/pages?type=practice`)).json()) as { pages: { slug: string }[] }
  const url = `${wiki.url}/p/${pages[0]?.slug}`
  console.log(`A reading page, ${READINGS} readings one after the other: /p/${pages[0]?.slug}\n`)
  const first = await firstBytes(url)
  const html = await (await fetch(url)).text()
  const [scripts, styles] = [
    await weigh(wiki.url, html, /(?:src|href)="(\/assets\/[^"]+\.js)"/g),
    await weigh(wiki.url, html, /href="(\/assets\/[^"]+\.css)"/g),
  ]
  printTable(
    ['', 'p50', 'p95', 'p99'],
    [['first byte, ms', ...[0.5, 0.95, 0.99].map((share) => percentile(first, share).toFixed(1))]],
  )
  printTable(
    ['kB, gzip', ''],
    [
      ['document', kb(gzipSync(html).length)],
      ['scripts', kb(scripts)],
      ['styles', kb(styles)],
    ],
  )
  await wiki.stop()
  await folder.remove()
}

async function firstBytes(url: string): Promise<number[]> {
  const took: number[] = []
  for (let reading = 0; reading < READINGS; reading += 1) {
    const began = performance.now()
    const answer = await fetch(url)
    took.push(performance.now() - began)
    await answer.arrayBuffer()
  }
  return sorted(took)
}

/** Compressed size of the files that a document asks for by itself. */
async function weigh(base: string, html: string, pattern: RegExp): Promise<number> {
  const paths = new Set([...html.matchAll(pattern)].map(([, path = '']) => path))
  const sizes = await Promise.all(
    [...paths].map(async (path) => gzipSync(Buffer.from(await (await fetch(base + path)).arrayBuffer())).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

const kb = (bytes: number) => (bytes / 1000).toFixed(1)
