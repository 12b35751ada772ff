import { expect, test } from 'vitest'
import { daysSince, momentOf } from './moments.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')

test('what is of this week is told by its day and hour, the rest by its date', () => {
  expect(momentOf('2026-11-17T17:40:00Z', NOW, 'fr')).toBe('mardi à 18\u00a0h\u00a040')
  expect(momentOf('2026-11-17T17:40:00Z', NOW, 'en')).toBe('Tuesday at 18:40')
  expect(momentOf('2026-11-12T17:40:00Z', NOW, 'fr')).toBe('12 novembre 2026')
})

test('[D40] a wait is told in whole days', () => {
  expect(daysSince('2026-11-18T11:00:00Z', NOW)).toBe(2)
  expect(daysSince('2026-11-20T13:00:00Z', NOW)).toBe(0)
})
