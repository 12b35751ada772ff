import { expect, test } from 'vitest'
import { covers } from './draft-cover.ts'

const draft = (words: string, id = 'a') => ({ page: { id }, words })

test('[E28] the words of one refused update are among those that waited with it, and are shown once', () => {
  expect(covers(draft('Un seau d’eau.\nDeux pelles.'), draft('seau d’eau.'))).toBe(true)
  expect(covers(draft('Un seau\nde plus'), draft('Un seau de plus'))).toBe(true)
  expect(covers(draft('Deux pelles.'), draft('Un seau d’eau.\nDeux pelles.'))).toBe(false)
  expect(covers(draft('Un seau.', 'a'), draft('Un seau.', 'b'))).toBe(false)
})
