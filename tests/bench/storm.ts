import * as Y from 'yjs'
import { pause, until } from '../running-wiki.ts'
import { allContenders, onEach, type Contender } from './contenders.ts'
import type { OpenDoc } from './clients.ts'
import { printTable } from './figures.ts'

const CLIENTS = 500
const DOCUMENTS = 10
const PARAGRAPHS = 60
const PATIENCE = 30_000

/** After kill -9 and a new start, 500 clients that know nothing open their pages at once. */
export async function benchStorm(): Promise<void> {
  console.log(`Storm: kill -9, a new start, and ${CLIENTS} clients on ${DOCUMENTS} documents at once\n`)
  const rows = await onEach(await allContenders(), storm)
  printTable(['', 'start s', 'first back s', 'all back s', 'with full content', 'saw an empty page'], rows)
}

async function storm(contender: Contender): Promise<string[]> {
  const names = Array.from({ length: DOCUMENTS }, () => contender.newDocument())
  await write(contender, names)
  await contender.kill()
  const killed = performance.now()
  await contender.restart()
  const started = performance.now()
  const clients = Array.from({ length: CLIENTS }, (_, at) => contender.open(names[at % DOCUMENTS] ?? ''))
  const [empty, whole] = [new Set<OpenDoc>(), new Set<OpenDoc>()]
  let first = Number.NaN
  const look = () => {
    for (const client of clients) {
      const blocks = client.doc.getXmlFragment('body').length
      if (client.ready() && blocks < PARAGRAPHS) empty.add(client)
      if (blocks >= PARAGRAPHS) whole.add(client)
    }
    if (whole.size > 0 && Number.isNaN(first)) first = performance.now() - started
    return whole.size === CLIENTS
  }
  await until(look, PATIENCE, 10)
  const all = performance.now() - started
  for (const client of clients) client.close()
  return [
    seconds(started - killed),
    seconds(first),
    whole.size === CLIENTS ? seconds(all) : `not in ${PATIENCE / 1000}`,
    `${whole.size} of ${CLIENTS}`,
    String(empty.size),
  ]
}

/** Writes the pages, and leaves them as long as a careful server needs to store them. */
async function write(contender: Contender, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const writer = contender.open(name)
    await until(() => writer.ready())
    for (let block = 0; block < PARAGRAPHS; block += 1) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(`Paragraphe ${block}. ${'Un tas, un seau, six mois. '.repeat(8)}`)])
      writer.doc.getXmlFragment('body').push([paragraph])
    }
    await pause(300)
    writer.close()
  }
  await pause(4000)
}

const seconds = (ms: number) => (ms / 1000).toFixed(2)
