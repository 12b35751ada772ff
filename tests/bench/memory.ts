import * as Y from 'yjs'
import { pause, until } from '../running-wiki.ts'
import { allContenders, memoryOf, onEach, type Contender } from './contenders.ts'
import { printTable } from './figures.ts'
import { RawConnection } from './raw-connection.ts'

const DOCUMENTS = 100
const CONNECTIONS = 300
const PARAGRAPHS = 40
/** Longer than a server keeps a document open that nobody has open. */
const UNTIL_IDLE = 36_000

/** Resident memory of the server for what is open, and for what nobody has open any more. */
export async function benchMemory(): Promise<void> {
  console.log(
    `Memory of the server: ${DOCUMENTS} documents of ${PARAGRAPHS} paragraphs, then ${CONNECTIONS} connections\n`,
  )
  const rows = await onEach(await allContenders(), weigh)
  printTable(['', 'MB at start', 'kB a document, open', 'kB a document, left', 'kB a connection'], rows)
}

const kb = (mb: number, among: number) => ((1000 * mb) / among).toFixed(0)

async function weigh(contender: Contender): Promise<string[]> {
  await fill(contender, contender.newDocument())
  const atStart = memoryOf(contender)
  const names = Array.from({ length: DOCUMENTS }, () => contender.newDocument())
  const open = []
  for (const name of names) open.push(await fill(contender, name))
  const whileOpen = memoryOf(contender)
  for (const close of open) close()
  await pause(UNTIL_IDLE)
  const left = memoryOf(contender)
  const connections = []
  for (let one = 0; one < CONNECTIONS; one += 1)
    connections.push(await RawConnection.open(contender.address, names[one % 5] ?? ''))
  await pause(1000)
  const connected = memoryOf(contender)
  for (const connection of connections) connection.close()
  return [
    atStart.toFixed(0),
    kb(whileOpen - atStart, DOCUMENTS),
    kb(left - atStart, DOCUMENTS),
    kb(connected - left, CONNECTIONS),
  ]
}

/** Writes a document and keeps it open; answers what closes it. */
async function fill(contender: Contender, name: string): Promise<() => void> {
  const writer = contender.open(name)
  await until(() => writer.ready())
  for (let block = 0; block < PARAGRAPHS; block += 1) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(`Paragraphe ${block}. Un tas, un seau, six mois.`)])
    writer.doc.getXmlFragment('body').push([paragraph])
  }
  await pause(50)
  return () => writer.close()
}
