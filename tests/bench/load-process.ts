/** A process that writes and reads on one server, told what to do by its parent; several of them make a load. */
import * as Y from 'yjs'
import { pause, until } from '../running-wiki.ts'
import type { Address } from './clients.ts'
import { LetterByLetter, RawConnection } from './raw-connection.ts'

/** What a process is told: open these connections, then write at these rates one after the other. */
export type Told =
  | {
      readonly tell: 'open'
      readonly address: Address
      readonly documents: readonly { name: string; writers: number; readers: number }[]
    }
  | { readonly tell: 'write'; readonly editsPerSecond: number; readonly seconds: number }

export interface Measured {
  readonly sent: number
  /** What readers were to see. */
  readonly expected: number
  /** From sending to a reader, ms, for each that they saw. */
  readonly took: readonly number[]
  /** Share of one processor that this process used while it wrote. */
  readonly processor: number
}

interface Writer {
  readonly connection: RawConnection
  readonly letters: LetterByLetter
  readonly readers: number
}

const writers: Writer[] = []
const all: RawConnection[] = []
/** When each letter left, by `client:clock`. */
const left = new Map<string, number>()
const arrived: { took: number[] } = { took: [] }

async function open(address: Address, documents: Extract<Told, { tell: 'open' }>['documents']): Promise<void> {
  for (const { name, writers: count, readers } of documents) {
    for (let one = 0; one < readers; one += 1) all.push(listening(await RawConnection.open(address, name)))
    for (let one = 0; one < count; one += 1) {
      const connection = await RawConnection.open(address, name)
      const letters = new LetterByLetter(connection.clientId)
      connection.send(letters.begin())
      writers.push({ connection, letters, readers })
      all.push(connection)
    }
  }
  await pause(500)
}

function listening(connection: RawConnection): RawConnection {
  connection.onUpdate = (update) => {
    const now = performance.now()
    for (const { id, length } of Y.decodeUpdate(update).structs)
      for (let clock = id.clock; clock < id.clock + length; clock += 1) note(`${id.client}:${clock}`, now)
  }
  return connection
}

function note(letter: string, now: number): void {
  const at = left.get(letter)
  if (at === undefined) return
  arrived.took.push(now - at)
}

async function write(editsPerSecond: number, seconds: number): Promise<Measured> {
  left.clear()
  arrived.took = []
  let [sent, expected] = [0, 0]
  const before = process.cpuUsage()
  const began = performance.now()
  for (let now = began; now < began + seconds * 1000; now = performance.now()) {
    for (const due = ((now - began) / 1000) * editsPerSecond; sent < due; sent += 1) expected += writeOne(sent)
    await pause(4)
  }
  const { user, system } = process.cpuUsage(before)
  const processor = (user + system) / 1000 / (performance.now() - began)
  const due = expected
  await until(() => arrived.took.length >= due, 3000)
  return { sent, expected, took: arrived.took, processor }
}

/** Answers how many readers are to see it. */
function writeOne(turn: number): number {
  const writer = writers[turn % writers.length]
  if (!writer) return 0
  const { update, clock } = writer.letters.next()
  left.set(`${writer.connection.clientId}:${clock}`, performance.now())
  writer.connection.send(update)
  return writer.readers
}

process.on('message', (told: Told) => {
  const done = told.tell === 'open' ? open(told.address, told.documents) : write(told.editsPerSecond, told.seconds)
  void done.then(
    (measured) => process.send?.({ measured: measured ?? null }),
    (cause: unknown) => process.send?.({ failed: String(cause) }),
  )
})
process.once('disconnect', () => process.exit(0))
