import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryOf, keyOf, PART, postingsOf, Tally, type Postings } from './postings.ts'

const LIMIT = 20

/** Which rows hold a stem, and how often. */
const rows = fc.uniqueArray(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 9 })), {
  selector: ([row]) => row,
  maxLength: 120,
})

function held(rows: readonly (readonly [row: number, times: number])[]): Postings {
  const parts = new Map<number, number[]>()
  for (const [row, times] of rows.toSorted((a, b) => a[0] - b[0])) {
    const from = row - (row % PART)
    parts.set(from, [...(parts.get(from) ?? []), entryOf(row, { title: 0, head: 0, body: times })])
  }
  return postingsOf(
    [...parts].map(([from, entries]) => ({
      key: keyOf(7, from),
      entries: new Uint8Array(Uint32Array.from(entries).buffer),
    })),
  )
}

test('[Q15] of all pages that answer, the best are looked at, those that may be seen; and whether there are more is told', () => {
  const tally = new Tally()
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 4 }), fc.nat(3), (stems, hidden) => {
      const wanted = stems.map((one, at) => ({ rarity: at + 1, stems: [{ postings: held(one), weight: 1 }] }))
      tally.add(wanted, 401, () => 1)
      const sees = (row: number) => row % 4 !== hidden
      const scores = new Map<number, number>()
      stems.forEach((one, at) => {
        for (const [row, times] of one)
          if (sees(row)) scores.set(row, (scores.get(row) ?? 0) + ((at + 1) * 2.6 * times) / (times + 1.6))
      })
      const { rows, more } = tally.best(LIMIT, sees)
      expect([rows.every(sees), new Set(rows).size, more]).toEqual([true, rows.length, scores.size > LIMIT])
      expect(rows.length).toBeGreaterThanOrEqual(Math.min(LIMIT, scores.size))
      const most = Math.max(0, ...scores.values())
      const [taken, left] = [rows, [...scores.keys()].filter((row) => !rows.includes(row))]
      const worst = Math.min(...taken.map((row) => scores.get(row) ?? 0))
      const better = left.filter((row) => (scores.get(row) ?? 0) > worst + most / 999)
      // Of more equals than that, some.
      expect(rows.length === 2 * LIMIT ? [] : better).toEqual([])
    }),
    { numRuns: 200 },
  )
})
