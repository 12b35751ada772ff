import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance } from './distance.ts'
import { OfflineIndex } from './offline-index.ts'
import { Lexicon } from './lexicon.ts'
import { readAs, readQuery } from './query.ts'
import { Ranking } from './rank.ts'
import { formsOf } from './search-text.ts'
import { snippetOf } from './snippet.ts'
import { Vocabulary } from './vocabulary.ts'
import { wordsOf } from './words.ts'

const forms = formsOf

describe('[Q1] the words of a text', () => {
  const cases: [string, string[]][] = [
    ['L’atelier d’été, à l’école', ['atelier', 'ete', 'a', 'ecole']],
    ['Aujourd’hui, quelqu’un vient', ['aujourdhui', 'quelquun', 'vient']],
    ['Co-voiturage', ['co', 'voiturage', 'covoiturage']],
    ['S.C.I.C. et A.M.A.P.', ['scic', 'et', 'amap']],
    ['habitant·es, voisin.e.s et conseiller-ère', ['habitant', 'voisin', 'et', 'conseiller']],
    ['Œuvre, ŒUVRE, œuvre', ['oeuvre', 'oeuvre', 'oeuvre']],
    ['qu’on l’a dit', ['on', 'a', 'dit']],
    ['O’Connor', ['o', 'connor']],
    ['le 1er mai 2026.', ['le', '1er', 'mai', '2026']],
    ['🌱 👩‍🌾', []],
    ['ʼ ʼʼ aʼ ʼb', ['a', 'b']],
    ['lʼatelier dʼʼété', ['atelier', 'd', 'ete']],
  ]
  test.each(cases)('«%s»', (text, expected) => {
    expect(forms(text)).toEqual(expected)
  })

  test('are the same however accents are composed, and stand where they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(forms(text.normalize('NFD'))).toEqual(forms(text.normalize('NFC')))
        const nfc = text.normalize('NFC')
        for (const { start, end } of wordsOf(nfc)) expect(nfc.slice(start, end)).toMatch(/[\p{L}\p{N}\p{M}]/u)
      }),
    )
  })
})

test('[Q2] edit distance is that of the plain definition', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 })
  fc.assert(
    fc.property(letters, letters, (a, b) => {
      const plain = plainDistance(a, b)
      expect([20, 0, 1, 2, 3].map((max) => editDistance(a, b, max))).toEqual([
        plain,
        ...[0, 1, 2, 3].map((max) => Math.min(plain, max + 1)),
      ])
    }),
  )
})

/** Optimal string alignment, written as its definition. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const edits = [
    plainDistance(a.slice(1), b) + 1,
    plainDistance(a, b.slice(1)) + 1,
    plainDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ]
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0])
    edits.push(plainDistance(a.slice(2), b.slice(2)) + 1)
  return Math.min(...edits)
}

const TITLES = [
  'Réparer son vélo',
  'Partager un compost',
  'Organiser un covoiturage',
  'Accueillir des mésanges',
  'Cuisiner ensemble',
]
const vocabulary = new Vocabulary()
const pagesWith = new Map<number, number>()
for (const title of TITLES) for (const { form, start, end } of wordsOf(title)) learn(form, title.slice(start, end))
learn('reparation')
const lexicon = new Lexicon(vocabulary, (id) => pagesWith.get(id) ?? 0)

function learn(form: string, written = form): void {
  pagesWith.set(vocabulary.learn(form, undefined, written.toLowerCase()), 1)
}

const idsOf = (text: string) => [...forms(text).map((form) => vocabulary.idOf(form)), 0]
const rankingOf = (text: string) => new Ranking(readQuery(text, { lexicon }), lexicon, TITLES.length)

/** Titles that answer, best first. */
function found(text: string): string[] {
  const ranking = rankingOf(text)
  const ranked = TITLES.map((title) => ({
    title,
    score: ranking.score({ title: idsOf(title), head: [], body: [], languageFit: 1 }),
  }))
  return ranked
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ title }) => title)
}

const read = (text: string) => readQuery(text, { lexicon }).groups.map(({ typed }) => typed)
const meant = (text: string, only: 'sure' | 'all') => readAs(readQuery(text, { lexicon }), only)

describe('[Q3] a page is found', () => {
  const typed = [
    'réparer',
    'reparer',
    'répare',
    'réparations',
    'reprarer',
    'velos',
    'velo reparer',
    'comment réparer mon vélo ?',
    'RÉPARER',
    'répar',
    'raiparé',
    'reparervelo',
  ]
  test.each(typed)('by «%s»', (text) => {
    expect(found(text)[0]).toBe('Réparer son vélo')
  })

  test.each(['co voiturage', 'co-voiturage', 'covoitrage', 'covoit'])('by «%s»', (text) => {
    expect(found(text)[0]).toBe('Organiser un covoiturage')
  })

  test('by a word whose apostrophe was left out, where nobody wrote it so', () => {
    expect([read('dorganiser'), read('cest quoi un compost'), read('covoiturage')]).toEqual([
      ['organiser'],
      ['compost'],
      ['covoiturage'],
    ])
    expect(found('jaccueille')[0]).toBe('Accueillir des mésanges')
  })

  test('by nothing that it does not say', () => {
    expect(['piscine', 'qqqq', '...', ''].flatMap(found)).toEqual([])
  })

  test('with the word that was meant, where what was typed is unknown here', () => {
    expect([meant('les mésenges', 'sure'), meant('vélo', 'all'), meant('vél', 'all')]).toEqual([
      'les mésanges',
      null,
      null,
    ])
  })
})

test('[Q4] a snippet is a piece of the text with its hits marked, and reads on', () => {
  const passage = `${'Avant. '.repeat(60)}On vient réparer son vélo ici. ${'Après. '.repeat(60)}`
  const parts = snippetOf(rankingOf('velo reparer'), passage)
  expect(parts.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['réparer', 'vélo'])
  const whole = parts.map(({ text }) => text).join('')
  expect([whole.startsWith('… '), whole.endsWith(' …'), whole.length < 280]).toEqual([true, true, true])
})

test('[Q4] a snippet never loses or adds a letter, whatever is written and asked', () => {
  const anything = fc.string({ unit: 'grapheme', maxLength: 400 })
  fc.assert(
    fc.property(anything, anything, (text, asked) => {
      const shown = snippetOf(rankingOf(asked), text)
        .map((part) => part.text)
        .join('')
        .replace(/^… /, '')
        .replace(/ …$/, '')
      expect(text.normalize('NFC')).toContain(shown)
    }),
  )
})

test('[Q7] the offline index answers with the pages that the words lead to, and reads no operators', () => {
  const index = new OfflineIndex()
  const body = { type: 'doc', content: [] }
  index.put(
    TITLES.map((title) => ({ id: title, type: 'practice', title, lang: 'fr', fields: {}, body, addresses: [] })),
  )
  const found = (q: string) => index.find({ q, lang: 'fr' }).results.map(({ page }) => page.title)
  expect(found('velo')).toEqual(['Réparer son vélo'])
  expect(found('abcdefghijklmnop~10 compost*')).toEqual(['Partager un compost'])
})

test('[Q1] the forms of a word are relatives of each other', () => {
  const family = ['repare', 'reparer', 'reparons', 'reparee', 'reparation', 'reparateurs']
  const words = new Vocabulary()
  for (const form of [...family, 'repas', 'separer']) words.learn(form)
  const relatives = new Lexicon(words, () => 1).relatives('reparer')
  expect(new Set([...relatives.keys()].map((id) => words.formOf(id)))).toEqual(new Set(family))
})
