import { monitorEventLoopDelay } from 'node:perf_hooks'
import { settingOf, timeAndHolidaysOf } from '@terreau/shared/hours/setting.ts'
import { openState } from '@terreau/shared/hours/state-at.ts'
import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { PageId, Slug } from '@terreau/shared/ids.ts'
import { metresBetween, type Position } from '@terreau/shared/travel/distance.ts'
import { gazetteer } from '@terreau/server/communes/gazetteer.ts'
import { factsProjection } from '@terreau/server/directory/facts-projection.ts'
import { newId } from '@terreau/server/storage/new-id.ts'
import { openWiki, type Wiki } from '@terreau/server/wiki.ts'
import { Chance } from '../convergence/chance.ts'
import { temporaryFolder } from '../running-wiki.ts'
import { percentile, printTable, sorted } from './figures.ts'

const PLACES = 10_000
const ROUNDS = 12
const AT = '2026-11-24T12:00:00+01:00'

const HOURS = [
  'Mo-Fr 09:00-12:00,14:00-18:00; PH off',
  'Tu-Sa 10:00-19:00; SH off',
  'Sa[1] 10:00-12:00',
  'Th 18:30-19:30',
  'Fr 20:00-02:00',
  '24/7',
]

/** Lists over ten thousand places, beside a pass that reads each page whole and works out all of its answer. */
export async function benchDirectory(): Promise<void> {
  const folder = await temporaryFolder()
  const wiki = await openWiki(folder.path, { onDiskLost: fail, onDefect: (_page, cause) => fail(cause) })
  await fill(wiki)
  await gazetteer()
  const asker = { person: null, now: Date.parse(AT) }
  const list = (query: object) => () => wiki.directory.list({ type: 'place', ...query } as never, asker)
  console.log(`${PLACES} places, ${HOURS.length * 60} different hours; a list of 24 cards, ${ROUNDS} times, ms\n`)
  printTable(
    ['', 'p50', 'p95', 'others wait', 'naive, once'],
    [
      ['open at noon, over all', ...(await took(list({ openAt: AT }))), await once(() => naiveOpen(wiki))],
      [
        'near me, 5 km',
        ...(await took(list({ near: '44.84,-0.58', radius: 5000 }))),
        await once(() => naiveNear(wiki)),
      ],
      ['open near me, nearest first', ...(await took(list({ near: '44.84,-0.58', openAt: AT }))), ''],
      [
        'by title, with what is open now',
        ...(await took(list({ sort: 'title' }))),
        await once(() => naiveSorted(wiki)),
      ],
      ['in a territory (28 communes)', ...(await took(list({ territory: '243300316', openAt: AT }))), ''],
    ],
  )
  await wiki.close()
  await folder.remove()
}

function fail(cause: unknown): never {
  throw cause
}

/** Derived rows alone: it is lists that are measured, and not writing. */
async function fill({ store, members }: Wiki): Promise<void> {
  const [chance, author] = [new Chance(7), await members.standIn('import', 'Bench')]
  const communes = (await gazetteer()).communesIn('D33').map(({ code }) => code)
  await store.db.transaction().execute(async (tx) => {
    for (let index = 0; index < PLACES; index += 1) {
      const [id, title, at] = [newId<PageId>(index + 1), `Lieu ${chance.below(1_000_000)} ${index}`, index + 1]
      const fields: Fields = { title, summary: 'Un lieu, et ce que l’on y fait. '.repeat(6), ...said(chance, communes) }
      const names = {
        slug: `lieu-${index}` as Slug,
        title,
        title_key: title.toLowerCase(),
        lang: 'fr',
        type: 'place',
      } as const
      const life = { created_by: author.id, created_at: at, updated_at: at, archived_at: null, locked_until: null }
      await tx
        .insertInto('page')
        .values({ id, ...names, ...life, territory_id: null, visibility: 'public', reach: 'public' })
        .execute()
      const kept = { fields: JSON.stringify(fields), body: '{}', passages: '[]' }
      await tx
        .insertInto('page_content')
        .values({ page_id: id, upto_seq: 1, ...kept })
        .execute()
      await tx
        .insertInto('page_field')
        .values({ page_id: id, key: 'commune', value: textIn(fields.commune) })
        .execute()
      await factsProjection.project(tx, { pageId: id, type: 'place', shown: { fields } } as never)
    }
  })
}

/** Where and when: a tenth says nothing of its hours; minutes differ, so that few texts are the same. */
function said(chance: Chance, communes: readonly string[]): Fields {
  const minute = String(chance.below(60)).padStart(2, '0')
  const hours = HOURS[chance.below(HOURS.length)]?.replace(':00', `:${minute}`)
  return {
    commune: communes[chance.below(communes.length)],
    geo: { lat: 44.3 + chance.below(9000) / 10_000, lon: -1.2 + chance.below(14_000) / 10_000 },
    stage: 'open',
    ...(chance.below(10) > 0 && { opening_hours: hours }),
  }
}

/** Half of the lists, most of them, and how long nobody else was served at most. */
async function took(ask: () => Promise<unknown>): Promise<string[]> {
  await ask()
  const times: number[] = []
  const held = monitorEventLoopDelay({ resolution: 1 })
  held.enable()
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    await ask()
    times.push(performance.now() - began)
  }
  held.disable()
  return [...[0.5, 0.95].map((share) => percentile(sorted(times), share)), held.max / 1e6].map((ms) => ms.toFixed(0))
}

async function once(pass: () => Promise<unknown>): Promise<string> {
  const began = performance.now()
  await pass()
  return (performance.now() - began).toFixed(0)
}

async function wholePages({ store }: Wiki): Promise<Fields[]> {
  const rows = await store.db.selectFrom('page_content').select(['fields', 'body']).execute()
  return rows.map(({ fields }) => JSON.parse(fields) as Fields)
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

async function naiveOpen(wiki: Wiki): Promise<number> {
  const pages = await wholePages(wiki)
  const states = pages.map(({ opening_hours: hours, commune }) =>
    openState({ hours: textIn(hours) }, Date.parse(AT), settingOf(timeAndHolidaysOf(textIn(commune)))),
  )
  return states.filter(({ state }) => state === 'open').length
}

async function naiveNear(wiki: Wiki): Promise<number> {
  const pages = await wholePages(wiki)
  return pages.filter(({ geo }) => metresBetween(geo as Position, { lat: 44.84, lon: -0.58 }) < 5000).length
}

async function naiveSorted(wiki: Wiki): Promise<unknown> {
  const pages = await wholePages(wiki)
  return pages.toSorted((a, b) => textIn(a.title).localeCompare(textIn(b.title), 'fr')).slice(0, 24)
}
