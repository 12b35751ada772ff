import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { ExportedPage } from '../transfer/export-format.ts'
import { exportedPages, importExport } from '../transfer/import-export.ts'
import type { IncomingPage } from '../transfer/page-writer.ts'
import { readSeed } from '../transfer/seed.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { unpackInto, unzipped } from './zip-for-tests.ts'
import { zipped, type Entry, textEntry } from './zipped.ts'

let wiki: WikiForTests
let ana = ''

beforeEach(async () => {
  wiki = await WikiForTests.open({ PUBLIC_URL: 'https://wiki.example' })
  ana = await wiki.someone('member', 'Ana')
})

afterEach(() => wiki.close())

async function exported(secret: string): Promise<Map<string, Buffer>> {
  const headers = { authorization: `Bearer ${secret}` }
  const { statusCode, rawPayload } = await wiki.app.inject({ url: '/api/export.zip', headers })
  expect(statusCode).toBe(200)
  return unzipped(rawPayload)
}

async function titles(secret: string): Promise<string[]> {
  return pagesOf(await exported(secret)).map(({ title }) => title)
}

function pagesOf(files: ReadonlyMap<string, Buffer>): ExportedPage[] {
  const { pages } = JSON.parse(String(files.get('manifest.json'))) as { pages: ExportedPage[] }
  return pages
}

/** Some pages that a wiki starts with, and that name none but each other. */
async function someOfTheSeed(): Promise<IncomingPage[]> {
  const taken: IncomingPage[] = []
  for (const page of await readSeed()) {
    const named = pagesNamedIn(page.fields, page.body)
    if (named.every((one) => taken.some(({ id }) => id === one.page))) taken.push(page)
  }
  return taken.slice(0, 5)
}

test('[B10] an export holds each page as Markdown, JSON and PROV-JSON, with hashes that are theirs, its licence and its credit', async () => {
  const { slug } = await wiki.page(ana, 'Réparer un vélo')
  const files = await exported(ana)
  expect([...files.keys()]).toEqual([
    `pages/${slug}.md`,
    `pages/${slug}.json`,
    `pages/${slug}.prov.json`,
    'manifest.json',
  ])
  const [told] = pagesOf(files)
  expect(told).toMatchObject({
    title: 'Réparer un vélo',
    licence: 'CC-BY-SA-4.0',
    credit: `Réparer un vélo, par Ana, https://wiki.example/p/${slug}, CC-BY-SA-4.0, https://creativecommons.org/licenses/by-sa/4.0/.`,
  })
  for (const { path, sha256 } of told?.files ?? [])
    expect(
      createHash('sha256')
        .update(files.get(path) ?? '')
        .digest('hex'),
    ).toBe(sha256)
})

test('[R8] an export holds what lists show to whoever asks for it, and a visitor is given none', async () => {
  const steward = await wiki.someone('steward', 'Marie')
  const { json } = await wiki.ask<{ id: string }>('POST', '/api/territories', steward, {
    name: 'Un lieu',
    kind: 'centre',
    visibility: 'private',
  })
  await wiki.page(ana, 'Ouverte')
  const hidden = await wiki.page(steward, 'Fermée')
  await wiki.ask('PUT', `/api/pages/${hidden.id}/place`, steward, {
    territory: json.id,
    visibility: 'private',
  })
  expect([await titles(ana), (await titles(steward)).toSorted()]).toEqual([['Ouverte'], ['Fermée', 'Ouverte']])
  expect((await wiki.ask('GET', '/api/export.zip')).status).toBe(401)
})

test('[B11] the Markdown of an export makes the same pages in an empty wiki, and a second time nothing', async () => {
  const { id } = await wiki.page(ana, 'Composter')
  const me = await wiki.ask<{ member: { id: MemberId } }>('GET', '/api/me', ana)
  await wiki.wiki.rooms.write(id, me.json.member.id, (doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Du brun, du vert.')])
    bodyOf(doc).insert(0, [paragraph])
  })
  const author = await wiki.wiki.members.standIn('system', 'Terreau')
  for (const page of await someOfTheSeed()) await new WikiWriter(wiki.wiki, author.id).create(page)
  const files = await exported(ana)
  const folder = await mkdtemp(join(tmpdir(), 'terreau-export-'))
  const other = await WikiForTests.open()
  try {
    await unpackInto(folder, files)
    const pages = (await exportedPages(folder)) ?? []
    const by = await other.wiki.members.standIn('import', 'Import')
    const isHere = async (page: PageId) => (await other.wiki.pages.byId(page)) !== null
    const to = { writer: new WikiWriter(other.wiki, by.id), isHere }
    const first = await importExport(folder, pages, to)
    expect(first).toMatchObject({ created: pages.length, refused: [], warnings: [] })
    expect(await importExport(folder, pages, to)).toMatchObject({ created: 0, unchanged: pages.length })
    for (const page of pages) {
      const [here, there] = await Promise.all([wiki, other].map((one) => one.wiki.desk.read(page.id, null)))
      expect(there?.page.slug).toBe(here?.page.slug)
      expect(there?.page.fields).toEqual(here?.page.fields)
      expect(there?.page.passages).toEqual(here?.page.passages)
    }
  } finally {
    await other.close()
    await rm(folder, { recursive: true })
  }
})

test('[B10] an entry is opened once the one before it was taken away, and none once nobody reads any more', async () => {
  let opened = 0
  let ended = false
  async function* many(): AsyncGenerator<Entry> {
    try {
      for (let at = 0; at < 1000; at += 1) {
        opened += 1
        yield textEntry(`${at}`, new Date(0), randomBytes(500_000).toString('hex'))
      }
    } finally {
      ended = true
    }
  }
  const zip = zipped(many())
  await new Promise((resolve) => zip.once('readable', resolve))
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(opened).toBeLessThan(5)
  const stopped = new Promise((resolve) => zip.once('close', resolve))
  zip.destroy()
  await stopped
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect([opened < 5, ended]).toEqual([true, true])
})
