import type { ReviewHunk } from '@terreau/shared/api/reviews.ts'
import { expect, test } from 'vitest'
import { reviewingFr } from '../i18n/reviewing.fr.ts'
import { checksOf } from './before-publishing.tsx'

const words = reviewingFr.publish
const hunk = (said: Partial<ReviewHunk>) =>
  ({ state: 'waiting', notJudging: null, required: 1, missing: 1, figureWithoutSource: false, ...said }) as ReviewHunk
const missing = (hunks: readonly ReviewHunk[], type: 'practice' | 'principle' = 'practice') =>
  checksOf(hunks, { type }, words).flatMap(({ met, says, aside }) => (met ? [] : aside ? `${says} ${aside}` : says))

test('[D41] what a version still lacks is told as it is, and nothing else', () => {
  expect(missing([hunk({ state: 'accepted', missing: 0 })])).toEqual([])
  expect(missing([hunk({}), hunk({})])).toEqual([words.waiting(2)])
  expect(missing([hunk({ notJudging: 'own-hand' })])).toEqual([words.ownHand, words.waiting(1)])
  expect(missing([hunk({ figureWithoutSource: true, state: 'accepted' })])).toEqual([words.noFigures(1)])
  expect(missing([hunk({ state: 'contested' }), hunk({ state: 'writing' })])).toEqual([words.writing, words.contested])
})

test('[D41] a second review is missing for the reason that asks for two', () => {
  const once = hunk({ required: 2, missing: 1 })
  expect(missing([once], 'principle')).toEqual(['Il manque une deuxième relecture (règle des principes)'])
  expect(missing([once])).toEqual(['Il manque une deuxième relecture (sécurité, santé ou droit)'])
  expect(missing([hunk({ required: 2, missing: 2 })])).toEqual([words.waiting(1)])
})
