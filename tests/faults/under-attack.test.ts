import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { Chance } from '../convergence/chance.ts'
import { FRAMES } from '../convergence/hostile-frames.ts'
import { tell } from '../figures.ts'
import { folderStartedOnce } from '../folder-started-once.ts'
import { freePort, pause, Person, RunningWiki, until } from '../running-wiki.ts'

const COUNT = Number(process.env.FRAMES ?? 1500)
const SEED = Number(process.env.SEED ?? 20_261_122)
const ATTACKERS = 20

let wiki: RunningWiki
let folder: Awaited<ReturnType<typeof folderStartedOnce>>
let stalls: string

beforeAll(async () => {
  folder = await folderStartedOnce()
  stalls = join(folder.path, 'stalls')
  wiki = new RunningWiki(folder.path, await freePort())
  await wiki.start({ STALLS: stalls, NODE_OPTIONS: `--import ${join(import.meta.dirname, 'watch-event-loop.ts')}` })
})

afterAll(async () => {
  await wiki.stop()
  await folder.remove()
})

/** Sends hostile frames until they are all sent, on a new connection after each that was ended. */
async function attack(person: Person, pageId: PageId, seen: Y.Doc, chance: Chance, frames: number): Promise<number> {
  let [socket, own, sent]: [WebSocket | null, number, number] = [null, 0, 0]
  for (; sent < frames; sent += 1) {
    if (socket?.readyState !== WebSocket.OPEN) [socket, own] = await connect(person, pageId, own)
    const [, make] = chance.weighted(FRAMES)
    socket.send(make({ chance, doc: seen, own, others: [1] }))
    if (chance.oneIn(4)) await pause(5)
  }
  socket?.terminate()
  return sent
}

async function connect(person: Person, pageId: PageId, clientId: number): Promise<[WebSocket, number]> {
  for (;;) {
    const asked = { pageId, schema: schemaFingerprint, ...(clientId && { clientId: clientId as never }) }
    const ticket = await person.ticket(asked)
    if ('ticket' in ticket) {
      const address = `${wiki.url.replace('http', 'ws')}/collab/${pageId}?ticket=${ticket.ticket}`
      const socket = new WebSocket(address, { headers: { authorization: `Bearer ${person.secret}` } })
      socket.on('error', () => {})
      if (await new Promise((resolve) => socket.once('open', () => resolve(true)).once('close', () => resolve(false))))
        return [socket, ticket.clientId]
    }
    await pause(200)
  }
}

test(
  `[G5] while twenty people attack a page, those who write in it write on, and the server keeps answering (SEED=${SEED})`,
  async () => {
    const ana = await Person.joining(wiki.url, wiki.stewardSecret, 'Ana')
    const { id } = await ana.createPage('Une page assiégée')
    const [writer, reader] = [ana.open(id), ana.open(id)]
    await until(() => writer.getState().mayWrite && reader.getState().ready)
    const invitation = await wiki.invite('member', ATTACKERS)
    const chance = new Chance(SEED)
    process.kill(wiki.pid, 'SIGUSR2')
    const attackers: Person[] = []
    for (let one = 0; one < ATTACKERS; one += 1)
      attackers.push(await Person.joining(wiki.url, invitation, `Mallory ${one}`))
    const state = { over: false, words: 0 }
    const attacks = Promise.all(
      attackers.map((person) => attack(person, id, reader.doc, chance, Math.ceil(COUNT / ATTACKERS))),
    ).finally(() => (state.over = true))
    for (; !state.over; await pause(20)) writer.fields.set('summary', `mot${(state.words += 1)}`)
    const sent = (await attacks).reduce((sum, one) => sum + one, 0)
    await until(() => writer.getState().save.kind === 'saved' && reader.fields.has('summary'))
    const newcomer = ana.open(id)
    await until(() => newcomer.getState().ready)
    const everyone = [writer, reader, newcomer]
    const states = () => new Set(everyone.map(({ doc }) => JSON.stringify(Y.encodeStateAsUpdate(doc))))
    await until(() => states().size === 1)
    expect(states().size).toBe(1)
    expect(everyone.map(({ getState }) => getState().save.kind)).toEqual(['saved', 'saved', 'saved'])
    expect(reader.fields.get('summary')).toBe(`mot${state.words}`)
    for (const page of everyone) page.destroy()
    await wiki.stop()
    expect(existsSync(stalls)).toBe(true)
    tell('under attack', {
      'hostile frames on real sockets': sent,
      'honest edits meanwhile': state.words,
      'longest stall of the event loop, ms (250 at most is the goal)': Number(readFileSync(stalls, 'utf8')),
    })
  },
  60_000 + COUNT * 100,
)
