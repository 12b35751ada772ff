import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import { pause, until } from '../running-wiki.ts'
import { allContenders, memoryOf, onEach, type Contender } from './contenders.ts'
import { printTable } from './figures.ts'

const READERS = 20
const EDITS = 1100
/** Together some 11 MB, of which little stays in the page. */
const CHARACTERS = 10_000

/** Readers whose sockets read nothing while their page moves 11 MB: what they cost the server, and whether they catch up. */
export async function benchStalled(): Promise<void> {
  console.log(`Stalled: ${READERS} readers who read nothing while a page moves ${(EDITS * CHARACTERS) / 1e6} MB\n`)
  const rows = await onEach(await allContenders(), stall)
  printTable(['', 'MB grown', 'at most', 'MB a reader', 'caught up', 'in s'], rows)
}

async function stall(contender: Contender): Promise<string[]> {
  const document = contender.newDocument()
  const writer = contender.open(document)
  await until(() => writer.ready())
  const text = new Y.XmlText()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  writer.doc.getXmlFragment('body').insert(0, [paragraph])
  const readers = Array.from({ length: READERS }, () => contender.open(document))
  await until(() => readers.every((reader) => reader.ready()))
  // What moving so much takes anyway, when everyone reads, is not what stalled readers cost.
  await pushThrough(text, EDITS)
  await pause(2000)
  const before = memoryOf(contender)
  for (const { sockets } of readers) sockets.at(-1)?.pause()
  const most = await pushThrough(text, EDITS, () => memoryOf(contender))
  await pause(3000)
  const after = memoryOf(contender)
  const began = performance.now()
  for (const { sockets } of readers) for (const socket of sockets) if (socket.isPaused) socket.resume()
  const expected = JSON.stringify(writer.doc.getXmlFragment('body').toJSON())
  const same = () =>
    readers.filter(({ doc }) => JSON.stringify(doc.getXmlFragment('body').toJSON()) === expected).length
  await until(() => same() === READERS, 40_000, 200)
  const figures = [after - before, most - before, (most - before) / READERS].map((mb) => mb.toFixed(1))
  const took = ((performance.now() - began) / 1000).toFixed(1)
  const caughtUp = `${same()} of ${READERS}`
  for (const open of [writer, ...readers]) open.close()
  return [...figures, caughtUp, took]
}

/** Writes and takes away long pieces that can't be packed; answers the largest `measure`. */
async function pushThrough(text: Y.XmlText, edits: number, measure = () => 0): Promise<number> {
  let most = 0
  for (let edit = 0; edit < edits; edit += 1) {
    if (text.length > 0) text.delete(0, text.length)
    text.insert(0, randomBytes(CHARACTERS / 2).toString('hex'))
    await pause(8)
    if (edit % 10 === 0) most = Math.max(most, measure())
  }
  return most
}
