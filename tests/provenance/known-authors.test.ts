import type { Browser } from 'playwright-core'
import * as Y from 'yjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Attribution } from '@terreau/shared/provenance/attribution.ts'
import { launchBrowser } from '../journeys/browser.ts'
import { EditorsInBrowser } from './in-browser.ts'
import { lettersOf } from './letters.ts'
import { saidBy, score, type Score } from './score.ts'
import type { Mix, Written } from './written-session.ts'

/** Six people, so many actions, in as many seeds as `SEEDS` asks for from `FROM` on. */
const ACTIONS = 1300
const SEEDS = Number(process.env.SEEDS ?? 1)
const FROM = Number(process.env.FROM ?? 101)

let browser: Browser
let editors: EditorsInBrowser

beforeAll(async () => {
  browser = await launchBrowser()
  editors = await EditorsInBrowser.open(browser, 'written-session.ts')
})

afterAll(() => browser.close())

function judged(log: readonly Written[]): Score {
  const attribution = new Attribution(new Y.Doc(), lettersOf)
  for (const { person, sitting, bytes } of log)
    attribution.receive({ bytes: Buffer.from(bytes, 'base64'), actor: String(person), contribution: sitting })
  const people = new Map(log.map(({ person, sitting }) => [sitting, person]))
  return score(attribution.doc, people, saidBy(attribution))
}

const MIXES: [Mix, number][] = [
  ['structural', 0.98],
  ['light', 0.99],
]
const SESSIONS = MIXES.flatMap(([mix, least]) =>
  Array.from({ length: SEEDS }, (_, at) => [mix, FROM + at, least] as const),
)

test.each(SESSIONS)(
  '[A1] in a %s session of six people in real editors (seed %i), nearly each character has the author who typed it',
  async (mix, seed, least) => {
    const said = judged(await editors.write({ seed, people: 6, actions: ACTIONS, mix }))
    console.log(
      `${mix} ${seed}: ${said.characters} characters, author ${said.author.toFixed(4)}, forming ${said.forming.toFixed(4)}`,
    )
    expect(said.characters).toBeGreaterThan(10_000)
    expect(said.author).toBeGreaterThanOrEqual(least)
    expect(said.forming).toBeLessThanOrEqual(0.005)
  },
  600_000,
)

const OPERATIONS = ['bold', 'enter', 'heading', 'list', 'quote', 'drag', 'replaceAll', 'deleteAndUndo', 'cutAndPaste']

test.each(OPERATIONS)('[A1] what Ana wrote stays hers through one operation of Bob: %s', async (operation) => {
  const log = await editors.call<Written[]>('writeAndThen', operation)
  expect(log.some(({ person }) => person === 2)).toBe(true)
  const said = judged(log)
  expect(said.characters).toBeGreaterThan(100)
  expect(said.author).toBe(1)
})
