import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { bringMerge } from '../transfer/bring-merge.ts'
import type { ExportedPage, ExportManifest } from '../transfer/export-format.ts'
import { importExport, readExport } from '../transfer/import-export.ts'
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

const manifestOf = (files: ReadonlyMap<string, Buffer>): ExportManifest =>
  JSON.parse(String(files.get('manifest.json'))) as ExportManifest
const pagesOf = (files: ReadonlyMap<string, Buffer>): readonly ExportedPage[] => manifestOf(files).pages

/** Brings an export into another wiki, as `wiki import` does. */
async function broughtInto(other: WikiForTests, files: ReadonlyMap<string, Buffer>) {
  const folder = await mkdtemp(join(tmpdir(), 'terreau-export-'))
  try {
    await unpackInto(folder, files)
    const held = await readExport(folder)
    if (!held) throw new Error('this is no export')
    const by = await other.wiki.members.standIn('import', 'Import')
    return await importExport(folder, held, {
      writer: new WikiWriter(other.wiki, by.id),
      isHere: async (page) => (await other.wiki.pages.byId(page)) !== null,
      merge: (one) => bringMerge(other.wiki, by.id, one),
    })
  } finally {
    await rm(folder, { recursive: true })
  }
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
  const pages = pagesOf(files)
  const other = await WikiForTests.open()
  try {
    const first = await broughtInto(other, files)
    expect(first).toMatchObject({ created: pages.length, refused: [], warnings: [] })
    expect(await broughtInto(other, files)).toMatchObject({ created: 0, unchanged: pages.length })
    for (const page of pages) {
      const [here, there] = await Promise.all([wiki, other].map((one) => one.wiki.desk.read(page.id, null)))
      expect(there?.page.slug).toBe(here?.page.slug)
      expect(there?.page.fields).toEqual(here?.page.fields)
      expect(there?.page.passages).toEqual(here?.page.passages)
    }
  } finally {
    await other.close()
  }
})

/** Two pages of one place that were merged, and an actor who names both. */
async function merged(): Promise<{ steward: string; kept: PageId; gone: PageId; actor: PageId }> {
  const steward = await wiki.someone('steward', 'Marie')
  const made = async (type: string, title: string, fields = {}) =>
    (await wiki.pageWith(steward, type, title, fields)) as PageId
  const [kept, gone] = [await made('place', 'Le Moulin'), await made('place', 'Moulin')]
  const actor = await made('actor', 'Les voisins', { places: [kept, gone] })
  await wiki.ask('POST', '/api/doubles/merged', steward, { keep: kept, other: gone })
  return { steward, kept, gone, actor }
}

test('[B11] [T40] the address of a merged page goes along with an export, and leads in the other wiki where it led', async () => {
  const { kept, gone, actor } = await merged()
  const files = await exported(ana)
  expect(manifestOf(files).merged).toEqual([{ page: gone, slug: 'moulin', into: kept }])
  expect([...files.keys()]).not.toContain('pages/moulin.md')
  const other = await WikiForTests.open()
  try {
    expect(await broughtInto(other, files)).toMatchObject({
      warnings: [],
      duplicates: [{ path: 'pages/moulin.md', of: 'le-moulin', by: 'merged' }],
    })
    const { statusCode, headers } = await other.app.inject({ url: '/p/moulin' })
    expect([statusCode, headers.location]).toEqual([301, '/p/le-moulin'])
    expect((await other.wiki.desk.read(actor, null)).page.fields.places).toEqual([kept])
    expect((await broughtInto(other, files)).duplicates).toEqual([])
    // Where it came from, nothing changes.
    expect(await broughtInto(wiki, files)).toMatchObject({ created: 0, duplicates: [] })
  } finally {
    await other.close()
  }
})

test('[B11] [T40] [I2] a merged page that goes along is merged in the other wiki too, once', async () => {
  const { kept, gone } = await merged()
  const system = { ...(await wiki.wiki.members.standIn('system', 'Terreau')), role: 'steward' as const }
  const whole: Buffer[] = []
  for await (const part of zipped(wiki.wiki.exporting.entries(system, 'https://wiki.example', { archived: true })))
    whole.push(part as Buffer)
  const files = unzipped(Buffer.concat(whole))
  const other = await WikiForTests.open()
  try {
    expect(await broughtInto(other, files)).toMatchObject({ created: 3, duplicates: [{ by: 'merged' }] })
    const { page, mergedInto } = await other.wiki.desk.read(gone, null)
    expect([page.archivedAt === null, mergedInto?.id]).toEqual([false, kept])
    const marie = await other.someone('steward')
    await other.ask('PUT', `/api/pages/${gone}/archived`, marie, { archived: false })
    expect(await broughtInto(other, files)).toMatchObject({ created: 0, unchanged: 3, duplicates: [] })
    expect((await other.wiki.desk.read(gone, null)).page.archivedAt).toBeNull()
  } finally {
    await other.close()
  }
})

test('[R8] [B10] an export tells of no merged page that lists would not show', async () => {
  const { steward, gone } = await merged()
  const { json } = await wiki.ask<{ id: string }>('POST', '/api/territories', steward, {
    name: 'Un lieu',
    kind: 'centre',
    visibility: 'private',
  })
  await wiki.ask('PUT', `/api/pages/${gone}/place`, steward, { territory: json.id, visibility: 'private' })
  const told = await Promise.all([ana, steward].map(async (who) => manifestOf(await exported(who)).merged.length))
  expect(told).toEqual([0, 1])
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
