import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { fr, type Labels } from './fr.ts'

// @ts-expect-error a word missing in a language does not compile
export const footerShort: Labels['footer'] = { label: '', licence: '', language: '', theme: '', light: '' }

/** Every label by its path; those that take an argument by what they say of two samples. */
function labels(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node === 'function') return [[path, sample(node as (...args: unknown[]) => string)]]
  return Object.entries(node as object).flatMap(([key, inner]) => labels(inner, `${path}.${key}`))
}

/** Labels take texts, counts or lists of names. */
function sample(say: (...args: unknown[]) => string): string {
  for (const args of [['x', 'y'], [2, 'x'], [['x', 'y']], ['x', ['y', 'z']], [2, ['x', 'y'], 'z']]) {
    try {
      const said = say(...args)
      if (!said.includes('undefined')) return said
    } catch {
      // The label takes something else.
    }
  }
  return ''
}

describe.each([
  ['French', fr],
  ['English', en],
])('%s', (_name, words) => {
  test('no label is empty', () => {
    expect(labels(words).filter(([, said]) => !said.trim())).toEqual([])
  })
})

test('each principle leads to its page in the language of the reader, among those a new wiki starts with', () => {
  const seed = join(import.meta.dirname, '../../../data/seed')
  for (const [lang, words] of Object.entries({ fr, en }))
    for (const [principle, { slug }] of Object.entries(words.principles)) {
      const page = readFileSync(join(seed, `${slug}.md`), 'utf8')
      expect([slug, /^lang: (.*)$/m.exec(page)?.[1], /^principle: (.*)$/m.exec(page)?.[1]]).toEqual([
        slug,
        lang,
        principle,
      ])
    }
})

test('both languages say the same things', () => {
  expect(
    labels(en)
      .map(([path]) => path)
      .toSorted(),
  ).toEqual(
    labels(fr)
      .map(([path]) => path)
      .toSorted(),
  )
})

test('what is said to a reader is plain French: nobody has to «soumettre» anything, «valider» is kept for peers', () => {
  const said = labels(fr).flatMap(([path, text]) => (path.startsWith('.version.') ? [] : text))
  expect(said.filter((text) => /soumett|soumis|veuillez|utilisateur|valid(?:er|é|ez)/i.test(text))).toEqual([])
})

test('standings go by the three words people know, and a fourth for an objection', () => {
  expect(Object.values(fr.standing)).toEqual(['Relu', 'À relire', 'À revérifier', 'Contesté'])
})
