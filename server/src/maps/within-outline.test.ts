import { expect, test } from 'vitest'
import { isWithin } from './within-outline.ts'

/** A square kilometre and a bit, with a hole in its middle and an island to its east. */
const square = (west: number, south: number, side: number) =>
  [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ] as const
const RINGS = [square(0, 45, 0.03), square(0.01, 45.01, 0.01), square(0.05, 45, 0.01)]

const at = (lat: number, lon: number, metres = 0) => isWithin(RINGS, { lat, lon }, metres)

test('[T38] a position is within an outline, its islands counted and its holes not, or so many metres from its border', () => {
  expect([at(45.005, 0.005), at(45.005, 0.055)]).toEqual([true, true])
  expect([at(45.015, 0.015), at(45.005, 0.04), at(44.99, 0.005)]).toEqual([false, false, false])
  // 0.001 degrees of latitude are 111 metres, of longitude 79 here.
  expect([at(44.999, 0.005, 111), at(44.999, 0.005, 112)]).toEqual([false, true])
  expect([at(45.005, 0.031, 78), at(45.005, 0.031, 79)]).toEqual([false, true])
  expect([at(44.999, -0.001, 135), at(44.999, -0.001, 137)]).toEqual([false, true])
})
