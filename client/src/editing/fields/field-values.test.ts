import { afterEach, expect, test } from 'vitest'
import type { PageId } from '@terreau/shared/ids.ts'
import { DriveableWiki } from '../../sync/driveable-wiki.ts'
import { openLivePage, type LivePage } from '../../sync/live-page.ts'
import { writeField } from './field-values.ts'

let live: LivePage

afterEach(() => live.destroy())

async function practiceWith(wiki: DriveableWiki, fields: Record<string, unknown>): Promise<LivePage> {
  wiki.write((doc) => Object.entries(fields).forEach(([key, value]) => doc.getMap('fields').set(key, value)))
  live = openLivePage({
    pageId: '01890000-0000-7000-8000-000000000001' as PageId,
    schema: 'fingerprint',
    fetchTicket: wiki.fetchTicket,
    url: 'ws://wiki/collab',
    WebSocketPolyfill: wiki.WebSocket,
  })
  await wiki.settle()
  return live
}

test('[E16] a value that stands already is not written again', async () => {
  const wiki = new DriveableWiki()
  const page = await practiceWith(wiki, { participants: { min: 6, max: 12 } })
  const before = wiki.received.length
  expect(writeField(page, 'practice', 'participants', { max: 12, min: 6 })).toBe(true)
  await wiki.settle()
  expect(wiki.received.length).toBe(before)
})

test('[E16] a value that the field can’t hold is not written', async () => {
  const page = await practiceWith(new DriveableWiki(), { duration: 'PT1H' })
  expect(writeField(page, 'practice', 'duration', 'longtemps')).toBe(false)
  expect(writeField(page, 'practice', 'verified_on', '2999-01-01')).toBe(false)
  expect(page.fields.toJSON()).toEqual({ duration: 'PT1H' })
})

test('[E16] a field that says nothing any more is gone', async () => {
  const page = await practiceWith(new DriveableWiki(), { duration: 'PT1H' })
  expect(writeField(page, 'practice', 'duration', undefined)).toBe(true)
  expect(page.fields.toJSON()).toEqual({})
})

test('[E11] a reader’s hand writes no field', async () => {
  const wiki = new DriveableWiki()
  wiki.right = 'read'
  const page = await practiceWith(wiki, {})
  expect(writeField(page, 'practice', 'kind', 'guide')).toBe(false)
  expect(page.fields.toJSON()).toEqual({})
})
