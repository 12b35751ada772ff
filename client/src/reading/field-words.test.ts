import { expect, test } from 'vitest'
import { formatIn } from '../i18n/format.ts'
import { fr } from '../i18n/fr.ts'
import { readSegments, readWords } from './field-words.ts'

const format = formatIn('fr')

const said = (name: string, text: string) => readWords('place', name, text, fr, format)

test('[F4] codes and dates of fields are read as words wherever their passages are; all other words stay', () => {
  expect([said('shower', 'yes'), said('verified_on', '2026-11-30')]).toEqual(['oui', '30 novembre 2026'])
  expect(said('principles', 'exchange, play')).toBe('Échanger et Jouer')
  expect([said('address', '3 rue des Lilas'), said('nothing', 'yes')]).toEqual(['3 rue des Lilas', 'yes'])
})

test('[F4] what changed in a code is told by the whole of both', () => {
  const change = [
    { kind: 'removed', text: 'limited' },
    { kind: 'added', text: 'yes' },
  ] as const
  expect(readSegments('place', 'wheelchair', change, fr, format)).toEqual([
    { kind: 'removed', text: 'en partie' },
    { kind: 'added', text: 'oui' },
  ])
  const words = [{ kind: 'same', text: '3 rue ' }, ...change] as const
  expect(readSegments('place', 'address', words, fr, format)).toBe(words)
})
