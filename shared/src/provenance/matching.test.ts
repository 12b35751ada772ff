import { expect, test } from 'vitest'
import { Matching } from './matching.ts'

/** Where in what was deleted each character of a text comes from; -1 where from nowhere. */
function found(deleted: string, inserted: string): number[] {
  const matching = new Matching(
    [{ text: deleted, node: 'before', gap: 0 }],
    [{ text: inserted, node: 'after', gap: 0 }],
  )
  matching.takeWhole()
  return [...(matching.from[0] ?? [])]
}

test('[A1] a short text in a new place is no part of a word that was deleted elsewhere (random history 2)', () => {
  expect(found('mot10 mot11', 'mot1')).toEqual([-1, -1, -1, -1])
  expect(found('un lent départ', 'le')).toEqual([-1, -1])
  expect(found('mot10 mot1 mot11', 'mot1')).toEqual([6, 7, 8, 9])
})

test('[A1] the rest of a word that was cut in two is known again', () => {
  expect(found('dinage', 'dinage')).toEqual([0, 1, 2, 3, 4, 5])
})
