import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { bodyJson, bodyOf } from '@terreau/shared/document/yxml.ts'
import { Stage } from './stage.ts'
import type { Visitor } from './visitor.ts'
import { BLOCKS } from './writings.ts'

vi.mock('node:worker_threads', () => import('./same-thread.ts'))

let stage: Stage

beforeEach(() => {
  stage = new Stage()
})

afterEach(() => stage.stop())

const dropRow = (at: number) => (body: Y.XmlFragment) => (body.get(1) as Y.XmlElement).delete(at, 1)

function bold({ page }: Visitor): void {
  const text = (page.body.get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.format(0, 6, { bold: {} })
}

/** Two people do something each without knowing of the other; answers what both see in the end. */
async function apart(does: readonly [(body: Y.XmlFragment) => void, (body: Y.XmlFragment) => void]) {
  const people = [stage.arrive(stage.member(0)), stage.arrive(stage.member(1))]
  await stage.calm()
  people.forEach(({ page }, index) => does[index]?.(page.body))
  await stage.calm()
  expect(people.map(({ page }: Visitor) => page.getState().save.kind)).toEqual(['saved', 'saved'])
  const [one, other] = people.map(({ page }) => bodyJson(page.body).content)
  expect(one).toEqual(other)
  return one
}

test('[X1] two people who each delete one of two blocks are left with a paragraph to write in', async () => {
  await stage.open([...BLOCKS.slice(0, 1), ...BLOCKS.slice(2, 3)])
  expect(await apart([(body) => body.delete(0, 1), (body) => body.delete(1, 1)])).toEqual([{ type: 'paragraph' }])
})

test('[X1] two people who each delete a row of a table of two rows are left without the table', async () => {
  const tables = BLOCKS.filter(({ type }) => type === 'table')
  await stage.open([...BLOCKS.slice(0, 1), ...tables])
  expect((await apart([dropRow(0), dropRow(1)]))?.map(({ type }) => type)).toEqual(['paragraph'])
})

test('[X1] a slow reader who missed the answer to its first question opens the page once it reads again', async () => {
  await stage.open()
  const slow = stage.arrive()
  await stage.settle()
  const [wire] = stage.network.wires
  if (!wire) throw new Error('no connection')
  stage.move(wire, true)
  await stage.settle()
  wire.stalled = true
  await stage.deliverAll(50)
  expect(slow.page.getState().ready).toBe(false)
  wire.stalled = false
  await stage.calm()
  expect([slow.page.getState().ready, bodyOf(slow.page.doc).length]).toEqual([true, 1])
})

test('[X1] a reader whose copy tidies marks is not asked to save anything, and may come back', async () => {
  await stage.open()
  const [ana, ben] = [stage.arrive(stage.member(0)), stage.arrive(stage.member(1))]
  const reader = stage.arrive(stage.member(2), 'read')
  await stage.calm()
  bold(ana)
  bold(ben)
  await stage.calm()
  expect(reader.made.length).toBeGreaterThan(0)
  expect(reader.page.getState().save).toEqual({ kind: 'read-only' })
  reader.wire?.break()
  await stage.calm()
  expect(reader.page.getState().save).toEqual({ kind: 'read-only' })
  expect(bodyJson(reader.page.body)).toEqual(bodyJson(ana.page.body))
})
