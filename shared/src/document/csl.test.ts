import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LICENCES } from '../page-types/licences.ts'
import { SOURCE_KINDS } from '../page-types/source.ts'
import { cslItem } from './csl.ts'
import { isSameSource, readCslItem, samenessOf } from './csl-read.ts'

/** Facts of csl-data.json, https://github.com/citation-style-language/schema at v1.0.2: its types, and the shape of each variable that we write. */
const TYPES_OF_THE_SCHEMA = new Set(
  'article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report review review-book software song speech standard thesis treaty webpage'.split(
    ' ',
  ),
)
const isText = (value: unknown) => typeof value === 'string'
const isDate = (value: unknown) => {
  const { 'date-parts': parts = [], ...more } = value as { 'date-parts'?: unknown[][] }
  const whole = parts.every((one) => one.length >= 1 && one.length <= 3 && one.every(Number.isInteger))
  return Object.keys(more).length === 0 && parts.length >= 1 && parts.length <= 2 && whole
}
const areNames = (value: unknown) =>
  (value as object[]).every((name) => Object.keys(name).join() === 'literal' && Object.values(name).every(isText))
const SHAPE: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: isText,
  type: (value) => TYPES_OF_THE_SCHEMA.has(String(value)),
  title: isText,
  language: isText,
  author: areNames,
  issued: isDate,
  accessed: isDate,
  publisher: isText,
  genre: isText,
  URL: isText,
  DOI: isText,
  note: isText,
}

const TODAY = '2026-11-23'
const asLicence = (said: string) => LICENCES.find((known) => known === said)
const read = (item: unknown) => readCslItem(item, TODAY, asLicence)

const day = fc
  .date({ min: new Date('1500-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const words = fc
  .string({ minLength: 3, maxLength: 60, unit: fc.constantFrom(...'a é É ß œ ’ « » - 1 &'.split(' '), ' ') })
  .filter((said) => {
    return said.trim().length >= 3 && said.trim() === said.normalize('NFC').replaceAll(/\s+/g, ' ')
  })
const source = fc.record(
  {
    kind: fc.constantFrom(...SOURCE_KINDS),
    source_licence: fc.constantFrom(...LICENCES),
    authors: fc.uniqueArray(words, { minLength: 1, maxLength: 5 }),
    publisher: words,
    date: fc.oneof(
      day,
      day.map((one) => one.slice(0, 7)),
      day.map((one) => one.slice(0, 4)),
    ),
    url: fc.webUrl(),
    retrieved: day,
  },
  { requiredKeys: ['kind', 'source_licence'] },
)

describe('[O1] a source as CSL-JSON', () => {
  test('[O1] is what the published schema takes, whatever is known of it', () => {
    fc.assert(
      fc.property(words, source, (title, fields) => {
        const item = cslItem({ id: 'x', title, lang: 'fr', fields })
        const entries = Object.entries(item)
        expect(entries.filter(([key, value]) => !SHAPE[key]?.(value))).toEqual([])
        expect([item.id, item.type]).not.toContain(undefined)
      }),
    )
  })

  test('[O2] read again is the same source', () => {
    fc.assert(
      fc.property(words, source, (title, fields) => {
        expect(read(cslItem({ id: 'x', title, lang: 'fr', fields }))).toEqual({ title, lang: 'fr', fields })
      }),
    )
  })

  test('[O1] each kind has its type, and its name where two share one', () => {
    const typed = SOURCE_KINDS.map((kind) => {
      const { type, genre = '' } = cslItem({ id: 'x', title: 'T', lang: 'fr', fields: { kind } })
      return [kind, `${type} ${genre}`.trim()]
    })
    expect(Object.fromEntries(typed)).toEqual({
      document: 'document',
      survey: 'report survey',
      interview: 'interview',
      dataset: 'dataset',
      'web-page': 'webpage',
      testimony: 'personal_communication',
      measurement: 'dataset measurement',
      photo: 'graphic',
    })
  })
})

describe('[O2] what another tool wrote', () => {
  test('[O2] an article as Zotero exports it becomes a source', () => {
    expect(
      read({
        id: 'http://zotero.org/users/1/items/ABCD',
        type: 'article-journal',
        'container-title': 'Revue des sols',
        publisher: 'Presses',
        title: 'Le <i>Lumbricus</i> en ville',
        language: 'fr-FR',
        DOI: '10.1234/ABC.5',
        URL: 'https://example.org/x',
        note: 'PMID: 3\nLicense: CC-BY-4.0',
        author: [
          { family: 'Curie', given: 'Ève' },
          { family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' },
        ],
        issued: { 'date-parts': [['2021', 3, '04']] },
        accessed: { 'date-parts': [[2024, 5, 6]] },
      }),
    ).toEqual({
      title: 'Le Lumbricus en ville',
      lang: 'fr',
      fields: {
        kind: 'document',
        source_licence: 'CC-BY-4.0',
        authors: ['Ève Curie', 'Vincent van Gogh'],
        publisher: 'Revue des sols',
        date: '2021-03-04',
        url: 'https://doi.org/10.1234/abc.5',
        retrieved: '2024-05-06',
      },
    })
  })

  test.each([
    [{ raw: '2019-07' }, '2019-07'],
    [{ literal: 'vers 1890' }, '1890'],
    ['2020-02-30', undefined],
    [{ 'date-parts': [[2020, 13]] }, '2020'],
    [{ 'date-parts': [[2019], [2021]] }, '2019'],
    [{ 'date-parts': [[-50]] }, undefined],
    [{ 'date-parts': 'x' }, undefined],
  ])('[O2] the date %j is read as %s', (issued, date) => {
    expect(read({ title: 'Un titre', issued })?.fields.date).toBe(date)
  })

  test('[O2] a title too long for a page stands whole in the summary; an address that leads to a script is left out', () => {
    const whole = `Rapport ${'sur les sols vivants '.repeat(8)}`.trim()
    const made = read({ title: whole, URL: 'javascript:alert(1)', accessed: { 'date-parts': [[2031, 1, 1]] } })
    expect(made?.title).toMatch(/^Rapport sur .{80,}…$/)
    expect(made?.title.length).toBeLessThanOrEqual(120)
    expect(made?.fields).toEqual({ kind: 'document', source_licence: 'unknown', summary: whole })
  })

  test('[O2] whatever an item is, it is read or has no title', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (anything, value) => {
        read(anything)
        expect(read({ title: 'Un titre', author: value, issued: value, note: value, DOI: value })?.title).toBe(
          'Un titre',
        )
      }),
    )
  })
})

const same = (one: object, other: object, title = 'Rapport annuel') =>
  isSameSource(samenessOf('Rapport annuel', one as never), samenessOf(title, other as never))

test('[O2] two are one by identifier, by address or by title and year; an address of its own makes another one', () => {
  expect([
    same({ url: 'https://doi.org/10.1/A' }, { url: 'http://dx.doi.org/10.1/a' }),
    same({ url: 'https://doi.org/10.1234/A' }, { url: 'http://dx.doi.org/10.1234/a' }, 'Autrement'),
    same({ url: 'http://www.exemple.org/r/' }, { url: 'https://exemple.org/r#p2' }, 'Autrement'),
    same({ date: '2024' }, { date: '2024-05' }, 'RAPPORT ANNUEL !'),
    same({ date: '2024', url: 'https://a.org/' }, { date: '2024' }),
  ]).toEqual([false, true, true, true, true])
  expect([
    same({ date: '2024' }, { date: '2023' }),
    same({ date: '2024', url: 'https://a.org/' }, { date: '2024', url: 'https://b.org/' }),
    same({ url: 'https://a.org/?id=1' }, { url: 'https://a.org/?id=2' }),
  ]).toEqual([false, false, false])
})
