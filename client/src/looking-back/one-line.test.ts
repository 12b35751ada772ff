import type { Contribution } from '@terreau/shared/api/history.ts'
import type { VersionName } from '@terreau/shared/api/reviews.ts'
import { expect, test } from 'vitest'
import { inOneLine } from './one-line.ts'

const contribution = (id: string, day: number) => ({ id, to: `2026-11-0${day}T10:00:00.000Z` }) as Contribution
const version = (number: number, day: number) => ({ number, at: `2026-11-0${day}T12:00:00.000Z` }) as VersionName
const VERSIONS = [version(3, 7), version(2, 4), version(1, 1)]
const told = (newest: boolean, oldest: boolean) =>
  inOneLine([contribution('b', 5), contribution('a', 3)], VERSIONS, { newest, oldest }).map((one) =>
    'number' in one ? one.number : one.id,
  )

test('[D46] versions stand among the contributions they were made of, each on one part of the list alone', () => {
  expect(told(true, true)).toEqual([3, 'b', 2, 'a', 1])
  expect(told(true, false)).toEqual([3, 'b', 2, 'a'])
  expect(told(false, true)).toEqual(['b', 2, 'a', 1])
})
