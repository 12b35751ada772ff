import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latitudesWithin, metresBetween } from './distance.ts'

const position = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('[T12] whatever is within a radius lies between its latitudes, across poles and the date line too', () => {
  fc.assert(
    fc.property(position, position, (from, to) => {
      const [south, north] = latitudesWithin(from, metresBetween(from, to))
      expect(to.lat >= south - 1e-9 && to.lat <= north + 1e-9).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('[T12] and no further', () => {
  const [south, north] = latitudesWithin({ lat: 44.84, lon: -0.58 }, 5000)
  const metres = [south, north].map((lat) => metresBetween({ lat: 44.84, lon: 0 }, { lat, lon: 0 }))
  expect(metres.map(Math.round)).toEqual([5000, 5000])
})
