import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROLES } from './roles.ts'
import { together, type Held } from './together.ts'

const NOW = 1000
const held: fc.Arbitrary<Held> = fc.record({
  role: fc.constantFrom(...ROLES),
  until: fc.option(fc.integer({ min: NOW - 3, max: NOW + 3 })),
})
/** What somebody may at this moment, as a number. */
const rank = ({ role, until }: Held, at: number) =>
  ROLES.indexOf(until !== null && until < at && role !== 'visitor' ? 'member' : role)

test('[V9] of two roles the higher one holds today, whichever name had it, and never longer than it was given', () => {
  fc.assert(
    fc.property(held, held, (one, other) => {
      const both = together(one, other, NOW)
      expect(rank(both, NOW)).toBe(Math.max(rank(one, NOW), rank(other, NOW)))
      for (let at = NOW; at < NOW + 6; at += 1)
        expect(rank(both, at)).toBeLessThanOrEqual(Math.max(rank(one, at), rank(other, at)))
      expect(rank(together(other, one, NOW), NOW + 2)).toBe(rank(both, NOW + 2))
    }),
  )
})
