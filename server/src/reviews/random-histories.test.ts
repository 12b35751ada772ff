import { afterEach, beforeEach, expect, test } from 'vitest'
import { played } from '../random-history-for-tests.ts'
import { WikiForTests } from '../wiki-for-tests.ts'

const SEEDS = Array.from({ length: Number(process.env.SEEDS ?? 3) }, (_, at) => at + Number(process.env.FROM ?? 1))

let wiki: WikiForTests
const done: Record<string, number> = {}

beforeEach(async () => {
  wiki = await WikiForTests.open()
})

afterEach(() => wiki.close())

test.each(SEEDS)(
  '[D10] [A1] over random histories nobody validates their own words, or words they took away, and each word stays by who wrote it (seed %i)',
  async (seed) => {
    const { broken, counts } = await played(wiki, seed)
    for (const [what, times] of Object.entries(counts)) done[what] = (done[what] ?? 0) + times
    expect(broken).toEqual([])
  },
  120_000,
)

test('[D10] in these histories whatever is done to a page, and to what is written apart, was done', () => {
  expect(Object.entries(done).filter(([, times]) => times === 0)).toEqual([])
})
