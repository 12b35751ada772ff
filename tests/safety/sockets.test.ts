import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import type { Ticket } from '@terreau/shared/api/collab.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { may, mayKnow } from '@terreau/shared/permission/may.ts'
import { CLOSE } from '@terreau/shared/wire.ts'
import { until } from '../running-wiki.ts'
import { elsewhere } from './calls.ts'
import { Cast, type Asker, type Thing } from './cast.ts'

let cast: Cast

beforeAll(async () => {
  cast = await Cast.open()
})
afterAll(() => cast.close())

const OURS = 'http://localhost:3000'

async function ticketFor({ id }: Thing, { secret }: Asker): Promise<Partial<Ticket>> {
  const answer = await cast.wiki.app.inject({
    method: 'POST',
    url: '/api/collab/tickets',
    remoteAddress: elsewhere(),
    headers: { origin: OURS, ...(secret && { cookie: `session=${secret}` }) },
    payload: { pageId: id, schema: schemaFingerprint },
  })
  return answer.json<Partial<Ticket>>()
}

interface Heard {
  readonly frames: Buffer[]
  closed: number | null
}

/** Opens a socket as a browser would, and hears what comes of it. */
async function open(
  page: string,
  ticket: string,
  headers: Record<string, string> = { origin: OURS },
): Promise<Heard & { socket: WebSocket }> {
  const heard: Heard = { frames: [], closed: null }
  const socket = await cast.wiki.app.injectWS(
    `/collab/${page}?ticket=${ticket}`,
    { headers },
    {
      onInit: (opening) => {
        opening.on('message', (frame: Buffer) => heard.frames.push(frame))
        opening.on('close', (code) => (heard.closed = code))
      },
    },
  )
  // Sync step 1 with nothing known: whoever is in is answered the page.
  socket.send(Buffer.from([0, 0, 1, 0]))
  await until(() => heard.closed !== null || heard.frames.length > 0, 5_000)
  return Object.assign(heard, { socket })
}

test('[Y1] a ticket says what the table of rights says, and opens its page to whoever may know of it alone', async () => {
  const wrong: string[] = []
  for (const page of cast.pages)
    for (const asker of cast.askers) {
      const { ticket, right } = await ticketFor(page, asker)
      const due =
        asker.member && mayKnow(asker.member, page.place)
          ? may(asker.member, 'page.write', page.place)
            ? 'write'
            : 'read'
          : undefined
      if (right !== due) wrong.push(`${asker.who}, ${page.what}: ${right} instead of ${due}`)
      const { closed, frames, socket } = await open(page.id, ticket ?? 'none')
      const isIn = closed === null && frames.length > 0
      if (isIn !== (due !== undefined))
        wrong.push(`${asker.who}, ${page.what}: the socket ${isIn ? 'opened' : 'closed'}`)
      socket.terminate()
    }
  expect(wrong).toEqual([])
})

test('[Y1] a ticket opens no other page, nor twice, and nothing opens without one', async () => {
  const [one, other] = cast.pages as [Thing, Thing]
  const asker = cast.askers.find(({ who }) => who === 'a steward of the network') as Asker
  const [{ ticket = '' }, { ticket: used = '' }] = [await ticketFor(one, asker), await ticketFor(one, asker)]
  const first = await open(one.id, used)
  const tries = [
    await open(other.id, ticket),
    await open(one.id, used),
    await open(one.id, ''),
    await open(one.id, 'x'.repeat(43)),
  ]
  expect([first.closed, ...tries.map(({ closed }) => closed)]).toEqual([
    null,
    ...Array.from(tries, () => CLOSE.signedOut),
  ])
  expect(tries.map(({ frames }) => frames.length)).toEqual([0, 0, 0, 0])
  first.socket.terminate()
})

test('[Y1] a visitor’s frames and a reader’s change nothing', async () => {
  const page = cast.pages.find(({ place }) => place.archivedAt && place.reach === 'public') as Thing
  const asker = cast.askers.find(({ who }) => who === 'a steward of the network') as Asker
  const { ticket = '' } = await ticketFor(page, asker)
  const { socket, ...heard } = await open(page.id, ticket)
  const before = cast.wiki.wiki.rooms.newest(page.id as never)
  // Message 0 (sync), 2 (update), one byte string: a client's first letter.
  socket.send(Buffer.from([0, 2, 2, 0, 0]))
  socket.send(Buffer.from([0, 2, 12, 1, 1, 1, 0, 4, 1, 4, 98, 111, 100, 121, 0]))
  await until(() => socket.readyState === socket.CLOSED, 5_000)
  expect(cast.wiki.wiki.rooms.newest(page.id as never)).toBe(before)
  expect(heard.frames.length).toBeGreaterThan(0)
})

test('[Y4] a socket with the cookie of somebody opens from our own pages alone', async () => {
  const [page] = cast.pages as [Thing]
  const asker = cast.askers.find(({ who }) => who === 'a steward of the network') as Asker
  for (const origin of [
    'https://evil.example',
    'null',
    'http://localhost:3000.evil.example',
    'http://localhost:3001',
  ]) {
    const { ticket = '' } = await ticketFor(page, asker)
    const headers = { origin, cookie: `session=${asker.secret}` }
    await expect(open(page.id, ticket, headers)).rejects.toThrow('403')
  }
})
