import { expect, test } from 'vitest'
import { Buckets } from './buckets.ts'

test('[G6] a bucket takes its size at once, then says how long to wait, for each key apart', () => {
  const clock = { now: 0 }
  const buckets = new Buckets<string>(500, 50, () => clock.now)
  expect([buckets.pour('ana', 500), buckets.pour('ana', 100), buckets.pour('ben', 500)]).toEqual([0, 2000, 0])
  clock.now = 2000
  expect(buckets.pour('ana', 0)).toBe(0)
  clock.now = -60_000
  expect(buckets.pour('ana', 50)).toBe(1000)
})

test('[G6] buckets that ran empty are forgotten', () => {
  const clock = { now: 0 }
  const buckets = new Buckets<number>(1, 1, () => clock.now)
  for (let key = 0; key < 1000; key += 1) buckets.pour(key, 1)
  clock.now = 5000
  expect(buckets.pour(1000, 2)).toBe(1000)
  expect(buckets.pour(0, 2)).toBe(1000)
})
