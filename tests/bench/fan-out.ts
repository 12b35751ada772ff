import * as Y from 'yjs'
import { pause, until } from '../running-wiki.ts'
import type { OpenDoc } from './clients.ts'
import { allContenders, type Contender } from './contenders.ts'
import { percentile, printTable, sorted } from './figures.ts'

const ROUNDS = 3
const EDITS = 150

/** Edits at the start of each turn that are made and not counted. */
const WARM_UP = 30
const PEOPLE = [2, 10, 50, 200]

/** How long an edit takes to the others on the page, ms, one writer at 50 edits a second; servers take turns. */
export async function benchFanOut(): Promise<void> {
  console.log('Fan-out: from the writer’s keystroke to each reader’s document, ms (one writer, 50 edits a second)\n')
  const contenders = await allContenders()
  for (const people of PEOPLE) {
    const seen = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]))
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const contender of contenders) seen.get(contender)?.push(...(await latencies(contender, people)))
    }
    print(people, contenders, seen)
  }
  for (const contender of contenders) await contender.stop()
}

function print(
  people: number,
  contenders: readonly Contender[],
  seen: ReadonlyMap<Contender, readonly number[]>,
): void {
  const figures = contenders.map((contender) => {
    const all = sorted(seen.get(contender) ?? [])
    return { name: contender.name, count: all.length, at: [0.5, 0.95, 0.99].map((share) => percentile(all, share)) }
  })
  const base = figures[1]?.at ?? []
  printTable(
    [`${people} people`, 'p50', 'p95', 'p99', '÷ memory p50', 'p99', 'delivered'],
    figures.map(({ name, at, count }) => [
      name,
      ...at.map((ms) => ms.toFixed(2)),
      ratio(at[0], base[0]),
      ratio(at[2], base[2]),
      `${((100 * count) / (ROUNDS * EDITS * (people - 1))).toFixed(1)} %`,
    ]),
  )
}

const ratio = (a = 0, b = 1) => `${(a / b).toFixed(2)} ×`

async function latencies(contender: Contender, people: number): Promise<number[]> {
  const document = contender.newDocument()
  const writer = contender.open(document)
  await until(() => writer.ready())
  const text = startText(writer.doc)
  const readers = Array.from({ length: people - 1 }, () => contender.open(document))
  await until(() => readers.every((reader) => reader.ready() && textOf(reader.doc) !== null))
  const sent: number[] = []
  const seen = readers.flatMap((reader) => watch(reader, sent))
  for (let edit = 0; edit < WARM_UP + EDITS; edit += 1) {
    sent.push(performance.now())
    text.insert(text.length, 'a')
    await pause(20)
  }
  await until(() => seen.every(({ edits }) => edits === WARM_UP + EDITS), 5000)
  for (const open of [writer, ...readers]) open.close()
  return seen.flatMap(({ took }) => took.slice(WARM_UP))
}

/** Notes when each edit is in a reader's document. */
function watch(reader: OpenDoc, sent: readonly number[]): { edits: number; took: number[] } {
  const seen = { edits: 0, took: [] as number[] }
  const text = textOf(reader.doc)
  text?.observe(() => {
    for (; seen.edits < text.length; seen.edits += 1) seen.took.push(performance.now() - (sent[seen.edits] ?? 0))
  })
  return seen
}

function startText(doc: Y.Doc): Y.XmlText {
  const text = new Y.XmlText()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  doc.getXmlFragment('body').insert(0, [paragraph])
  return text
}

function textOf(doc: Y.Doc): Y.XmlText | null {
  const first = doc.getXmlFragment('body').get(0)
  const text = first instanceof Y.XmlElement && first.length > 0 ? first.get(0) : null
  return text instanceof Y.XmlText ? text : null
}
