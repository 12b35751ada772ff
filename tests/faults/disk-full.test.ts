import { existsSync, rmSync } from 'node:fs'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { MESSAGE, readMessage, type Notice } from '@terreau/shared/wire.ts'
import { freePort, Person, until } from '../running-wiki.ts'
import { SmallDisk } from './small-disk.ts'

const MB = 1024 * 1024
/** Longest that the wiki may take to notice how full its disk is. */
const NOTICED = 30_000

let disk: SmallDisk
let port: number
let url: string

beforeEach(async () => {
  ;[disk, port] = [await SmallDisk.mount(64), await freePort()]
  url = `http://localhost:${port}`
  await disk.startWiki(port)
})

afterEach(() => disk.unmount())

interface Health {
  readonly well: boolean
  readonly disk: { readonly state: string }
}

async function health(): Promise<[status: number, state: string]> {
  const answer = await fetch(`${url}/api/health`)
  return [answer.status, ((await answer.json()) as Health).disk.state]
}

async function stateBecomes(state: string): Promise<void> {
  await until(async () => (await health())[1] === state, NOTICED)
  expect((await health())[1]).toBe(state)
}

/** Comes into a page and hears what everyone in it is told of the disk. */
async function listener(person: Person, pageId: PageId): Promise<{ heard: string[]; leave: () => void }> {
  const ticket = await person.ticket({ pageId, schema: schemaFingerprint })
  if (!('ticket' in ticket)) throw new Error(ticket.code)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/collab/${pageId}?ticket=${ticket.ticket}`, {
    headers: { authorization: `Bearer ${person.secret}` },
  })
  const heard: string[] = []
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data))
    if (decoding.readVarUint(decoder) !== MESSAGE.notice) return
    const notice: Notice = readMessage(MESSAGE.notice, decoder)
    if (notice.kind === 'disk') heard.push(notice.state)
  })
  await new Promise((resolve) => socket.once('open', resolve))
  return { heard, leave: () => socket.terminate() }
}

const summaryOf = async (person: Person, id: PageId) =>
  (await person.ask<PageAnswer>('GET', `/api/pages/${id}`)).json.page.fields.summary

test('[K7] on a disk that fills up people are told, nothing saved is lost, everything is read, and writing goes on by itself', async () => {
  const ana = await Person.joining(url, /\/entrer\/([\w-]+)/.exec(disk.printed)?.[1] ?? '', 'Ana')
  const { id, slug } = await ana.createPage('Ranger la réserve')
  const [page, early] = [ana.open(id), await listener(ana, id)]
  await until(() => page.getState().mayWrite)
  page.fields.set('summary', 'avant')
  await until(() => page.getState().save.kind === 'saved')
  await until(() => existsSync(disk.path('wiki/ballast')), NOTICED)
  expect(existsSync(disk.path('wiki/ballast'))).toBe(true)

  disk.fill(5 * MB)
  await stateBecomes('low')
  page.fields.set('summary', 'presque plein')
  await until(() => page.getState().save.kind === 'saved')
  expect([page.getState().save.kind, (await health())[0]]).toEqual(['saved', 200])

  disk.fill(2 * MB)
  await stateBecomes('full')
  page.fields.set('summary', 'pendant')
  await until(() => page.getState().save.kind === 'not-saved')
  expect([page.getState().save, (await health())[0]]).toEqual([{ kind: 'not-saved', waiting: 1 }, 503])
  const late = await listener(ana, id)
  await until(() => late.heard.length > 0)
  expect([early.heard, late.heard]).toEqual([['low', 'full'], ['full']])
  const refused = await ana.ask('POST', '/api/pages', { type: 'practice', title: 'Une de trop' })
  expect([refused.status, refused.json]).toEqual([507, expect.objectContaining({ code: 'wiki.disk-full' })])
  expect((await fetch(`${url}/pratiques/${slug}`, { redirect: 'follow' })).status).not.toBe(500)
  expect(await summaryOf(ana, id)).toBe('presque plein')

  await killedOnFullDisk()
  await disk.startWiki(port)
  expect([await summaryOf(ana, id), await health()]).toEqual(['presque plein', [503, 'full']])
  expect(existsSync(disk.path('wiki/ballast'))).toBe(false)

  await killedOnFullDisk()
  await expect(disk.startWiki(port)).rejects.toThrow(/Le disque de .* est plein\..*\n.*The disk of .* is full\./)

  disk.clear()
  await disk.startWiki(port)
  await stateBecomes('well')
  await until(() => page.getState().save.kind === 'saved', NOTICED)
  expect([page.getState().save.kind, await stored(ana, id)]).toEqual(['saved', 'pendant'])
  expect((await ana.createPage('Ranger la suite')).slug).toBe('ranger-la-suite')
  await until(() => existsSync(disk.path('wiki/ballast')), NOTICED)
  expect(existsSync(disk.path('wiki/ballast'))).toBe(true)
  page.destroy()
  for (const one of [early, late]) one.leave()
})

/** Not a byte is left, and nothing of SQLite's own that a new start could go on with. */
async function killedOnFullDisk(): Promise<void> {
  await disk.killWiki()
  rmSync(disk.path('wiki/data.sqlite-shm'))
  disk.fill(0)
  expect(disk.free).toBe(0)
}

/** What someone sees who opens the page for the first time. */
async function stored(person: Person, id: PageId): Promise<unknown> {
  const page = person.open(id)
  await until(() => page.getState().ready)
  const summary = page.fields.get('summary')
  page.destroy()
  return summary
}
