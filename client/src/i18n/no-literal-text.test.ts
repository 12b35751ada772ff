import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')
const screens = globSync('**/*.tsx', { cwd: source }).filter((file) => !file.includes('.test.'))

/** Letters between two tags, or in an attribute that is read or shown. */
const LITERALS = [
  /(?:<\/?[A-Za-z][^<>{}=]*|["'}/])>\s*([^<>{}()=;]*\p{L}{2}[^<>{}()=;]*)<\/?[A-Za-z]/gu,
  /\b(?:aria-label|title|alt|placeholder)="([^"]*\p{L}[^"]*)"/gu,
]

function literalsIn(code: string): string[] {
  const found = LITERALS.flatMap((pattern) => [...code.matchAll(pattern)].map(([, text]) => text?.trim() ?? ''))
  return found.filter((text) => !/\breturn\b/.test(text))
}

test('the search finds words written in a component', () => {
  expect(literalsIn('<p className="a">Bonjour à tous</p>')).toEqual(['Bonjour à tous'])
  expect(literalsIn('<button aria-label="Fermer">×</button>')).toEqual(['Fermer'])
  expect(literalsIn('<p>{t.loading}</p>')).toEqual([])
})

test('no component carries words of its own: they all come from i18n', () => {
  expect(screens.length).toBeGreaterThan(20)
  const found = screens.flatMap((file) =>
    literalsIn(readFileSync(join(source, file), 'utf8')).map((text) => `${file}: ${text}`),
  )
  expect(found).toEqual([])
})
