import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type * as SqliteLog from '@terreau/server/update-log/sqlite-log.ts'
import type { SaveState } from '../../client/src/sync/save-state.ts'
import { logOf, replayed } from '../convergence/oracles.ts'
import { Stage } from '../convergence/stage.ts'
import type { Visitor } from '../convergence/visitor.ts'
import { disk, onThatDisk, soundDisk } from './failing-store.ts'

vi.mock('node:worker_threads', () => import('../convergence/same-thread.ts'))
vi.mock('../../server/src/update-log/sqlite-log.ts', async (importOriginal) => {
  const { openSqliteLog } = await importOriginal<typeof SqliteLog>()
  return { openSqliteLog: (...store: Parameters<typeof openSqliteLog>) => onThatDisk(openSqliteLog(...store)) }
})

const WORDS = 8
/** While the store fails nobody is answered, so the test waits no longer than this, in milliseconds. */
const PATIENCE = 30

let stage: Stage

beforeEach(async () => {
  soundDisk()
  stage = new Stage()
  await stage.open()
  Object.assign(disk, { writes: 0, syncs: 0, reads: 0 })
})

afterEach(async () => {
  soundDisk()
  await stage.stop()
})

/** Two people write in turn; answers everything that their state pills ever said. */
async function writeTogether(): Promise<{ people: [Visitor, Visitor]; said: Set<SaveState['kind']> }> {
  const people: [Visitor, Visitor] = [stage.arrive(stage.member(0)), stage.arrive(stage.member(1))]
  const said = new Set<SaveState['kind']>()
  for (const { page } of people) page.subscribe(() => said.add(page.getState().save.kind))
  await stage.calm(2, PATIENCE)
  for (let word = 0; word < WORDS; word += 1) {
    people[word % 2]?.page.fields.set(`summary`, `mot${word}`)
    await stage.deliverAll(PATIENCE)
    expect(await missing(people)).toEqual([])
    await stage.later(300)
  }
  await stage.later(60_000)
  await stage.calm(6)
  return { people, said }
}

/** What was called saved and is not in the log. */
async function missing(people: readonly Visitor[]): Promise<string[]> {
  const whole = replayed(await logOf({ wiki: stage.wiki.wiki, pageId: stage.pageId }))
  return people.flatMap(({ acknowledged }) =>
    acknowledged.flatMap((bytes) =>
      Y.decodeUpdate(bytes)
        .structs.filter(({ id, length }) => Y.getState(whole.store, id.client) < id.clock + length)
        .map(({ id }) => `${id.client}:${id.clock}`),
    ),
  )
}

const everyWrite = Array.from({ length: WORDS }, (_, index) => index + 1)

test.each(everyWrite.flatMap((n) => [[n, 'before'] as const, [n, 'after'] as const]))(
  '[K3] write %i fails %s it is done: people are told, nothing saved is missing, and it goes on',
  async (n, when) => {
    disk.failsWrite = (write) => write === n && when
    const { people, said } = await writeTogether()
    expect(said).toContain('not-saved')
    expect(people.map(({ page }) => page.getState().save.kind)).toEqual(['saved', 'saved'])
    expect(people.map(({ page }) => page.fields.get('summary'))).toEqual([`mot${WORDS - 1}`, `mot${WORDS - 1}`])
    expect([await missing(people), stage.wiki.wiki.storeFailingSince()]).toEqual([[], null])
  },
)

test('[K3] what the store has not taken is shown to nobody', async () => {
  const [writer, reader] = [stage.arrive(stage.member(0)), stage.arrive(stage.member(1))]
  await stage.calm()
  disk.failsWrite = () => 'before'
  writer.page.fields.set('summary', 'pas encore')
  await stage.deliverAll(PATIENCE)
  await stage.later(60_000)
  await stage.deliverAll(PATIENCE)
  expect([reader.page.fields.has('summary'), writer.page.getState().save.kind]).toEqual([false, 'not-saved'])
  soundDisk()
  await stage.later(60_000)
  await stage.calm()
  expect(reader.page.fields.get('summary')).toBe('pas encore')
})

test('[K3] a store that fails for ten minutes is tried for ten minutes, and everyone is told all the while', async () => {
  const writer = stage.arrive()
  await stage.calm()
  disk.failsWrite = () => 'before'
  writer.page.fields.set('summary', 'patience')
  await stage.deliverAll(PATIENCE)
  for (let minute = 0; minute < 10; minute += 1) {
    await stage.later(60_000)
    await stage.deliverAll(PATIENCE)
    expect(writer.page.getState().save).toEqual({ kind: 'not-saved', waiting: 1 })
  }
  expect([disk.writes > 50, stage.wiki.wiki.storeFailingSince()]).toEqual([true, expect.any(Date)])
  soundDisk()
  await stage.later(60_000)
  await stage.calm()
  expect([writer.page.getState().save.kind, stage.wiki.wiki.storeFailingSince()]).toEqual(['saved', null])
})

test.each(everyWrite)(
  '[K3] sync %i fails: nobody is told that it is saved, and the next start has all that anyone was told',
  async (n) => {
    const writer = stage.arrive()
    await stage.calm()
    disk.syncs = 0
    disk.failsSync = (sync) => sync === n
    for (let word = 0; word < WORDS && stage.wiki.disksLost.length === 0; word += 1) {
      writer.page.fields.set('summary', `mot${word}`)
      await stage.deliverAll(PATIENCE)
    }
    expect([stage.wiki.disksLost.length, writer.page.getState().save.kind]).toEqual([1, 'pending'])
    disk.failsSync = () => false
    await stage.restart('crash')
    await stage.calm(6)
    expect([await missing([writer]), writer.page.getState().save.kind]).toEqual([[], 'saved'])
  },
)

const HOUR = 3_600_000

test.each([
  ['forward', HOUR],
  ['back', -HOUR],
])('[K4] a clock that jumps an hour %s stops nobody and loses nothing', async (_way, jump) => {
  const [ana, ben] = [stage.arrive(stage.member(0)), stage.arrive(stage.member(1))]
  await stage.calm()
  ana.page.fields.set('summary', 'avant')
  await stage.calm()
  stage.wiki.ahead += jump
  ben.page.fields.set('summary', 'après')
  stage.network.wires[0]?.break()
  await stage.calm(6)
  const latecomer = stage.arrive(stage.member(2))
  await stage.calm()
  expect([ana, ben, latecomer].map(({ page }) => page.fields.get('summary'))).toEqual(['après', 'après', 'après'])
  expect([ana, ben].map(({ page }) => page.getState().save.kind)).toEqual(['saved', 'saved'])
  const authors = await stage.wiki.wiki.contributions.authors(stage.pageId)
  expect(authors.map(({ name }) => name)).toEqual(['Ana', 'Ben'])
})
