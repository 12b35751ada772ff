import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import { MESSAGE } from '@terreau/shared/wire.ts'
import { atRoot, craft, oneStruct, onlyDeletes } from '@terreau/server/rooms/crafted-updates.ts'
import { BesiegedPage } from './besieged-page.ts'
import { presenceOf, readFrame, syncFrame } from './guest.ts'

vi.mock('node:worker_threads', () => import('./same-thread.ts'))

let page: BesiegedPage

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  page = await BesiegedPage.open()
})

beforeEach(() => page.gather())

afterAll(async () => {
  await page.close()
  vi.useRealTimers()
})

const me = () => page.attacker.clientId ?? 0
const her = () => page.victim.clientId ?? 0
const varUints = (e: encoding.Encoder, ...numbers: number[]) => numbers.forEach((n) => encoding.writeVarUint(e, n))

/** Many items of one client from clock 0, each written by `write`. */
function manyStructs(count: number, write: (e: encoding.Encoder, index: number) => void): Uint8Array {
  return craft((e) => {
    varUints(e, 1, count, me(), 0)
    for (let index = 0; index < count; index += 1) write(e, index)
    varUints(e, 0)
  })
}

function paragraphIn(e: encoding.Encoder, parentClock: number): void {
  encoding.writeUint8(e, 7)
  varUints(e, 0, me(), parentClock, 3)
  encoding.writeVarString(e, 'blockquote')
}

/** Where some text of the page stands, to hang things on. */
async function anchor(): Promise<Y.ID> {
  const text = (bodyOf(await page.copy()).get(0) as Y.XmlElement).get(0) as Y.XmlText
  return text._start?.id ?? Y.createID(0, 0)
}

const UPDATES: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  '8,000 letters at one place': async () => {
    const { client, clock } = await anchor()
    return manyStructs(8000, (e) => {
      encoding.writeUint8(e, 0x84)
      varUints(e, client, clock)
      encoding.writeVarString(e, 'a')
    })
  },
  'blocks nested 4,000 deep': () =>
    manyStructs(4000, (e, index) => {
      if (index > 0) return paragraphIn(e, index - 1)
      atRoot(e, 7, 'body')
      varUints(e, 3)
      encoding.writeVarString(e, 'blockquote')
    }),
  '200,000 roots with names of their own': () =>
    manyStructs(200_000, (e, index) => {
      atRoot(e, 7, `r${index}`)
      varUints(e, 6)
    }),
  'a run of clocks that begins beyond its own': () =>
    oneStruct({
      client: me(),
      clock: 40,
      write: (e) => (atRoot(e, 8, 'fields', 'summary'), varUints(e, 1), encoding.writeAny(e, 'a')),
    }),
  'all that the victim will write, deleted beforehand': () => onlyDeletes([her(), 0, 1_000_000]),
  'garbage in the victim’s name': () =>
    oneStruct({ client: her(), clock: 0, write: (e) => (encoding.writeUint8(e, 0), varUints(e, 16)) }),
  'words under an id that was issued to nobody': () =>
    oneStruct({
      client: 12_345,
      clock: 0,
      write: (e) => (atRoot(e, 8, 'fields', 'summary'), varUints(e, 1), encoding.writeAny(e, 'a')),
    }),
  'a count of a hundred million clients': () => craft((e) => varUints(e, 100_000_000)),
  'more than an update may weigh': () => new Uint8Array(4 * 1024 * 1024 + 1),
}

test.each(Object.entries(UPDATES))('[X2] %s: refused, told to its sender, unseen by others', async (_name, make) => {
  const before = await page.content()
  page.attacker.sendUpdate(await make())
  await page.attacker.answered()
  expect(
    page.attacker
      .heard()
      .map(readFrame)
      .map(({ kind }) => kind),
  ).toContain('refused')
  expect(page.attacker.welcome).toBe(false)
  expect([await page.content(), page.victim.heard()]).toEqual([before, []])
  expect(await page.honestEditLands()).toBe(true)
})

test('[X2] 4,000 updates that build on what nobody has are refused one by one and kept nowhere', async () => {
  const before = await page.content()
  let refusals = 0
  for (let clock = 1; clock <= 4000; clock += 1) {
    if (!page.attacker.welcome) await page.attacker.come()
    page.attacker.sendUpdate(
      oneStruct({
        client: me(),
        clock,
        write: (e) => (encoding.writeUint8(e, 0x84), varUints(e, me(), clock - 1), encoding.writeVarString(e, 'a')),
      }),
    )
    await page.attacker.answered()
    refusals += page.attacker.heard().filter((frame) => readFrame(frame).code === 'wire.gap').length
  }
  expect([refusals, await page.content(), page.victim.heard()]).toEqual([4000, before, []])
  expect(await page.honestEditLands()).toBe(true)
})

test('[X2] someone who asks for the whole page again and again is answered until their share is used up', async () => {
  for (let times = 0; times < 1000; times += 1) page.attacker.send(syncFrame(0, Uint8Array.of(0)))
  await page.attacker.answered()
  const answers = page.attacker.heard().filter((frame) => readFrame(frame).kind === 'update')
  expect([answers.length < 300, page.attacker.heardNow]).toEqual([true, false])
})

const VECTORS: Record<string, Uint8Array> = {
  'of 1.5 million entries': craft((e) => {
    varUints(e, 1_500_000)
    for (let client = 1; client <= 1_500_000; client += 1) varUints(e, client, 0)
  }),
  'that ends too early': craft((e) => varUints(e, 3, 1)),
  'that counts more than it holds': craft((e) => varUints(e, 0xffff_ffff, 1, 1)),
}

test.each(Object.entries(VECTORS))('[X2] a state vector %s closes its own connection alone', async (_name, vector) => {
  const before = await page.content()
  page.attacker.send(syncFrame(0, vector))
  await page.attacker.answered()
  expect(page.attacker.welcome).toBe(false)
  expect([await page.content(), page.victim.heard(), page.victim.welcome]).toEqual([before, [], true])
})

/** Presence is shown a moment later, with that of others who moved. */
const shown = () => vi.advanceTimersByTimeAsync(100)

test('[X2] 200,000 presences in one frame are no more than nobody', async () => {
  page.attacker.send(presenceOf(Array.from({ length: 200_000 }, (_, id) => [id + 1, 1, '{}'] as const)))
  await page.attacker.answered()
  await shown()
  expect(page.victim.heard()).toEqual([])
})

test('[X2] presence in another’s name, at whatever clock, is dropped and locks nobody out', async () => {
  page.attacker.send(presenceOf([[her(), 0xffff_ffff, '{"user":{"name":"Ana"}}']]))
  await page.attacker.answered()
  await shown()
  expect(page.victim.heard()).toEqual([])
  page.victim.send(presenceOf([[her(), 1, '{"cursor":null}']]))
  await page.victim.answered()
  await shown()
  expect(page.attacker.heard().map((frame) => readFrame(frame).kind)).toContain('presence')
})

test('[X2] presence says the name that the server knows, whatever it claims', async () => {
  page.attacker.send(presenceOf([[me(), 5, '{"user":{"name":"Ana"}}']]))
  await page.attacker.answered()
  await shown()
  const said = page.victim.heard().map((frame) => Buffer.from(frame).toString())
  expect([said.length, said.join('').includes('Mallory'), said.join('').includes('"Ana"')]).toEqual([1, true, false])
})

test.each(['ack', 'refused', 'notice', 'auth'] as const)('[X2] a client that sends «%s» is closed', async (type) => {
  page.attacker.send(craft((e) => (varUints(e, MESSAGE[type]), encoding.writeVarString(e, '{"seq":1,"clock":1}'))))
  await page.attacker.answered()
  const heard = page.victim.heard().filter((frame) => readFrame(frame).kind !== 'presence')
  expect([page.attacker.welcome, heard]).toEqual([false, []])
})
