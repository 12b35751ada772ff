import { closeSync, fdatasync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pause, until } from '../running-wiki.ts'
import { terreau, type Contender } from './contenders.ts'
import { percentile, printTable, sorted } from './figures.ts'
import { LetterByLetter, RawConnection } from './raw-connection.ts'

const ROUNDS = 6
const EACH = 100
const sync = promisify(fdatasync)

/** How long an edit waits for *Enregistré*, beside how long this disk takes to sync a page of memory, in turns. */
export async function benchAck(): Promise<void> {
  console.log('Ack: from an edit to its ack, and one fdatasync of 4 kB on the same disk, in turns\n')
  const contender = await terreau()
  const [acks, syncs]: [number[], number[]] = [[], []]
  const document = contender.newDocument()
  for (let round = 0; round < ROUNDS; round += 1) {
    acks.push(...(await acksOf(contender, document)))
    syncs.push(...(await syncsIn(contender.folder)))
  }
  await contender.stop()
  const [ack, disk] = [sorted(acks), sorted(syncs)]
  printTable(
    ['ms', 'p50', 'p95', 'p99'],
    [
      row('ack', (part) => percentile(ack, part).toFixed(2)),
      row('fdatasync alone', (part) => percentile(disk, part).toFixed(2)),
      row('ratio', (part) => `${(percentile(ack, part) / percentile(disk, part)).toFixed(2)} ×`),
    ],
  )
}

const row = (name: string, of: (part: number) => string) => [name, ...[0.5, 0.95, 0.99].map(of)]

async function acksOf(contender: Contender, document: string): Promise<number[]> {
  const connection = await RawConnection.open(contender.address, document)
  const letters = new LetterByLetter(connection.clientId)
  const [sent, took]: [number[], number[]] = [[], []]
  connection.onAck = (updates) => {
    for (; took.length < updates;) took.push(performance.now() - (sent[took.length] ?? Number.NaN))
  }
  for (let edit = 0; edit <= EACH; edit += 1) {
    const update = edit === 0 ? letters.begin() : letters.next().update
    sent.push(performance.now())
    connection.send(update)
    await pause(20)
  }
  await until(() => took.length > EACH)
  connection.close()
  return took.slice(1)
}

async function syncsIn(folder: string): Promise<number[]> {
  const file = openSync(join(folder, 'sync-alone'), 'w')
  const took: number[] = []
  for (let time = 0; time < EACH; time += 1) {
    const began = performance.now()
    writeSync(file, new Uint8Array(4096), 0, 4096, time * 4096)
    await sync(file)
    took.push(performance.now() - began)
    await pause(10)
  }
  closeSync(file)
  return took
}
