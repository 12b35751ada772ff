import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PageAnswer, StoredImage } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { FileHash, MemberId } from '@terreau/shared/ids.ts'
import { FileStore } from '../../server/src/files/file-store.ts'
import { picture } from '../../server/src/pictures-for-tests.ts'
import { WikiForTests } from '../../server/src/wiki-for-tests.ts'
import { pause, until } from '../running-wiki.ts'

const MB = 1024 * 1024
/** More than the kernel takes at once on the way to a slow reader. */
const LARGE = 24 * MB

let wiki: WikiForTests
let port: number
let steward: string

beforeAll(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward', 'Sam')
  await wiki.app.listen({ port: 0, host: '127.0.0.1' })
  port = (wiki.app.server.address() as AddressInfo).port
})
afterAll(() => wiki.close())

interface Download {
  received: number
  /** How it ended; null while it runs. */
  ended: 'whole' | 'broken off' | null
}

/** Reads an answer as slowly as an old phone does: 64 kB, then a rest. */
function download(path: string, secret: string): Download {
  const download: Download = { received: 0, ended: null }
  const headers = { cookie: `session=${secret}` }
  const request = get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
    answer.on('data', (part: Buffer) => {
      download.received += part.length
      answer.pause()
      void pause(20).then(() => answer.resume())
    })
    answer.on('close', () => (download.ended = answer.complete ? 'whole' : 'broken off'))
    answer.on('error', () => {})
  })
  request.on('error', () => (download.ended = 'broken off'))
  return download
}

/** Milliseconds from a loss until a download that is under way ends. */
async function brokenOff(running: Download, lose: () => Promise<unknown>): Promise<number> {
  await until(() => running.received > 0)
  const began = performance.now()
  await lose()
  await until(() => running.ended !== null)
  return performance.now() - began
}

async function idOf(secret: string): Promise<MemberId> {
  return (await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', secret)).json.member.id
}

/** A large picture on a private page of a territory, which this member belongs to. */
async function pictureFor(secret: string): Promise<{ file: FileHash; territory: string }> {
  const id = await idOf(secret)
  const { json } = await wiki.ask<Territory>('POST', '/api/territories', steward, { name: 'Chez nous', kind: 'centre' })
  await wiki.ask('PUT', `/api/territories/${json.id}/members/${id}`, steward, { role: 'member' })
  const asked = { type: 'practice', title: 'Entre nous', territory: json.id, visibility: 'private' }
  const { page } = (await wiki.ask<PageAnswer>('POST', '/api/pages', steward, asked)).json
  const file = await uploaded()
  await wiki.wiki.rooms.write(page.id, id, (doc) => {
    const image = new Y.XmlElement('image')
    for (const [key, value] of Object.entries({ file, alt: 'Nous' })) image.setAttribute(key, value)
    bodyOf(doc).insert(0, [image])
  })
  await wiki.wiki.projector.settled()
  await writeFile(FileStore.pathOf(wiki.config.folder, file), randomBytes(LARGE))
  return { file, territory: json.id }
}

async function uploaded(): Promise<FileHash> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await picture())], { type: 'image/png' }), 'a.png')
  const headers = { authorization: `Bearer ${steward}` }
  const answer = await fetch(`http://127.0.0.1:${port}/api/files`, { method: 'POST', headers, body: form })
  return ((await answer.json()) as StoredImage).file
}

test('[R11] a picture on its way to whoever is taken out of its territory stops there, and goes on for others', async () => {
  const [ana, ben] = [await wiki.someone('member', 'Ana'), await wiki.someone('member', 'Ben')]
  const { file, territory } = await pictureFor(ana)
  await wiki.ask('PUT', `/api/territories/${territory}/members/${await idOf(ben)}`, steward, { role: 'member' })
  const [lost, kept] = [download(`/files/${file}`, ana), download(`/files/${file}`, ben)]
  await until(() => kept.received > 0)
  const address = `/api/territories/${territory}/members/${await idOf(ana)}`
  const ms = await brokenOff(lost, () => wiki.ask('PUT', address, steward, { role: 'visitor' }))
  expect([lost.ended, lost.received < LARGE]).toEqual(['broken off', true])
  expect(kept.ended).toBeNull()
  console.log(`  a lost territory reached a download in ${ms.toFixed(0)} ms, after ${lost.received} of ${LARGE} bytes`)
})

test('[R11] what one takes along stops where the session that asked for it ends', async () => {
  const ana = await wiki.someone('member', 'Ana')
  const id = await idOf(ana)
  const { page } = (await wiki.ask<PageAnswer>('POST', '/api/pages', ana, { type: 'practice', title: 'À moi' })).json
  for (let n = 0; n < LARGE / MB; n += 1) {
    const words = `${n} ${'mot '.repeat(MB / 4)}`
    await wiki.wiki.drafts.keep({ id: `draft-${n}`, pageId: page.id, memberId: id, why: 'wire.place-gone', words })
  }
  const running = download('/api/me/export', ana)
  const ms = await brokenOff(running, () => wiki.ask('DELETE', '/api/sessions/current', ana))
  expect([running.ended, running.received < LARGE]).toEqual(['broken off', true])
  console.log(
    `  an ended session reached a download in ${ms.toFixed(0)} ms, after ${running.received} of ${LARGE} bytes`,
  )
})
