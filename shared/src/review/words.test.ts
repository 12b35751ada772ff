import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordSegments, type WordSegment } from './words.ts'

const without = (kind: WordSegment['kind'], segments: readonly WordSegment[]) =>
  segments
    .filter((one) => one.kind !== kind)
    .map(({ text }) => text)
    .join('')

const marked = (before: string, after: string) =>
  wordSegments(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')

const word = fc.constantFrom('frigo', 'clé', 'l’', 'été', ' ', ' ', '\n', '. ', '12', '🌱', 'e\u0301', '\ud83c')
const text = fc.oneof(
  fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

test('[F4] without what was removed it is the new text, without what was added the old one', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const segments = wordSegments(before, after)
      expect(without('removed', segments)).toBe(after)
      expect(without('added', segments)).toBe(before)
      expect(segments.every((one) => one.text !== '')).toBe(true)
      expect(segments.some(({ kind }, at) => kind === segments[at + 1]?.kind)).toBe(false)
    }),
    { numRuns: 400 },
  )
})

test('[F4] a text is the same as itself', () => {
  fc.assert(
    fc.property(text, (same) => {
      expect(wordSegments(same, same)).toEqual(same === '' ? [] : [{ kind: 'same', text: same }])
    }),
  )
})

test('[F4] whole words change, never letters within them, and what went stands before what came', () => {
  expect(marked('un accès facile, et une clé', 'un accès de plain-pied, et une clé')).toBe(
    'un accès [-facile-]{+de plain-pied+}, et une clé',
  )
  expect(marked('les mains sales', 'le pain dur')).toBe('[-les mains sales-]{+le pain dur+}')
  expect(marked('', 'Bonjour')).toBe('{+Bonjour+}')
})

test('[F4] a text of a hundred thousand characters is compared whole', () => {
  const words = Array.from(
    { length: 17_000 },
    (_, at) => `mot${Math.imul(at, 2654435761) >>> 23}${at % 12 === 0 ? '.' : ''}`,
  )
  const changed = words.map((one, at) => (at % 97 === 0 ? `${one} ajouté${at}` : one))
  const segments = wordSegments(words.join(' '), changed.join(' '))
  expect(without('removed', segments)).toBe(changed.join(' '))
  expect(segments.filter(({ kind }) => kind === 'added').length).toBeGreaterThan(150)
})
