import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import { WikiForTests } from '../wiki-for-tests.ts'
import { openWiki } from '../wiki.ts'

let wiki: WikiForTests
let steward: string
let sam: Member
let kept: PageId
let gone: PageId
/** Pages that name the merged one: the one that is kept, two by a field, and one that names both. */
let naming: readonly string[]

beforeEach(async () => {
  wiki = await WikiForTests.open()
  steward = await wiki.someone('steward', 'Sam')
  sam = (await wiki.ask<{ member: Member }>('GET', '/api/me', steward)).json.member
  const place = async (title: string) => (await wiki.pageWith(steward, 'place', title)) as PageId
  ;[kept, gone] = [await place('Le Moulin'), await place('Moulin')]
  const tram = { mode: 'tram', serves: [gone], step_free: 'yes' }
  naming = [
    kept,
    await wiki.pageWith(steward, 'transport-option', 'Tram A', tram),
    await wiki.pageWith(steward, 'transport-option', 'Tram B', tram),
    await wiki.pageWith(steward, 'actor', 'Les voisins', { places: [kept, gone] }),
  ]
  await wiki.wiki.rooms.write(kept, sam.id, (doc) => bodyOf(doc).insert(0, [paragraphNaming(gone)]))
  await wiki.wiki.projector.project(kept)
  await wiki.wiki.projector.settled()
})
afterEach(() => rm(wiki.config.folder, { recursive: true, force: true }))

async function close(): Promise<void> {
  await wiki.app.close()
  await wiki.wiki.close()
}

function paragraphNaming(page: PageId): Y.XmlElement {
  const [paragraph, link] = [new Y.XmlElement('paragraph'), new Y.XmlElement('pageLink')]
  link.setAttribute('page', page)
  link.setAttribute('text', 'Moulin')
  paragraph.insert(0, [link])
  return paragraph
}

const read = async (ref: string, who: string | null = null) =>
  (await wiki.ask<PageAnswer>('GET', `/api/pages/${ref}`, who)).json
const titlesIn = async (ref: string, who: string | null = null) =>
  (await read(ref, who)).named.map(({ title }) => title)
const merge = (into: PageId = kept) => wiki.wiki.doubles.merge({ keep: into, other: gone }, sam)

/** Who names which page, by what was derived of links and of fields. */
async function named(db: Db): Promise<string[]> {
  const links = await db.selectFrom('page_link').selectAll().execute()
  const fields = await db.selectFrom('page_field').selectAll().where('value', 'in', [kept, gone]).execute()
  return [...links, ...fields].map((row) => JSON.stringify(row)).toSorted()
}

/** From now on nothing is derived of a page, as where the process ended. */
const endAt = (db: Db, page: string) =>
  sql
    .raw(
      `CREATE TRIGGER ended BEFORE UPDATE OF body ON page_content WHEN OLD.page_id = '${page}'
       BEGIN SELECT RAISE(ABORT, 'ended'); END`,
    )
    .execute(db)

test.each([0, 1, 2, 3])(
  '[T40] a merged page is itself again once the wiki starts, where it ended with %i of four pages derived that name it',
  async (derived) => {
    const { store, desk } = wiki.wiki
    const before = await named(store.db)
    await merge()
    const merged = await named(store.db)
    expect(merged.some((row) => row.includes(gone))).toBe(false)

    await endAt(store.db, naming[derived] ?? '')
    await expect(desk.archive(gone, false, sam)).rejects.toThrow('ended')
    expect(await named(store.db)).not.toEqual(before)
    await sql`DROP TRIGGER ended`.execute(store.db)
    await close()

    const again = await openWiki(wiki.config.folder, { onDiskLost: () => {}, onDefect: () => {} })
    expect(await named(again.store.db)).toEqual(before)
    expect(await again.projector.catchUp()).toBe(0)
    await again.close()
  },
)

test('[T40] pages that name a merged place read as the one that it leads to, in their text, their fields and files', async () => {
  const { id, slug } = await wiki.page(steward, 'Comment venir')
  await wiki.wiki.rooms.write(id, sam.id, (doc) => bodyOf(doc).insert(0, [paragraphNaming(gone)]))
  const event = { start: '2026-12-05T15:00:00+01:00', tz: 'Europe/Paris', place: gone, status: 'planned' }
  await wiki.pageWith(steward, 'event', 'Une fête', event)
  await wiki.wiki.projector.settled()
  const screen = async () => (await wiki.app.inject({ url: `/p/${slug}?version=live` })).body
  const calendar = async () => (await wiki.app.inject({ url: '/calendar.ics' })).body
  expect(await titlesIn(id)).toEqual(['Moulin'])
  expect(await screen()).toContain('<a href="/p/moulin">Moulin</a>')
  expect(await calendar()).toContain('LOCATION:Moulin')

  await merge()
  expect([await titlesIn(id), (await read(id)).named[0]?.id]).toEqual([['Le Moulin'], gone])
  expect(await screen()).toContain('<a href="/p/le-moulin">Le Moulin</a>')
  expect(await calendar()).toContain('LOCATION:Le Moulin')
  // One that names both names it once.
  const neighbours = await wiki.app.inject({ url: '/p/les-voisins?version=live' })
  expect(neighbours.body.match(/<a href="\/p\/le-moulin">Le Moulin<\/a>/g)).toHaveLength(1)

  await wiki.wiki.desk.archive(gone, false, sam)
  expect(await titlesIn(id)).toEqual(['Moulin'])
  await close()
})

test('[T40] [R8] whoever may not know of the page that is led to reads the name of the merged one', async () => {
  const closed = (await wiki.pageWith(steward, 'place', 'Au Moulin')) as PageId
  await wiki.ask('PUT', `/api/pages/${closed}/place`, steward, { territory: null, visibility: 'private' })
  await merge(closed)
  expect([await titlesIn('tram-a'), await titlesIn('tram-a', steward)]).toEqual([['Moulin'], ['Au Moulin']])
  await close()
})
