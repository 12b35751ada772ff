import { describe, expect, test } from 'vitest'
import type { BodyNode } from './body-node.ts'
import { jsonLd, type DescribedPage, type NamedPage } from './json-ld.ts'

const SOURCE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'
const HIDDEN = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e12'
const named: NamedPage[] = [{ id: SOURCE, type: 'source', slug: 'carnet', title: 'Carnet' }]

const step = (text: string): BodyNode => ({
  type: 'step',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

const practice: DescribedPage = {
  id: HIDDEN,
  type: 'practice',
  slug: 'compost',
  title: 'Compost partagé',
  lang: 'fr',
  fields: {
    title: 'Compost partagé',
    summary: 'Trois bacs.',
    kind: 'step-by-step',
    duration: 'P9W',
    participants: { min: 4, max: 20 },
    cost: { min: 0, max: 400, currency: 'EUR' },
    materials: [{ label: 'bac', quantity: 3 }],
    sources: [SOURCE, HIDDEN],
    principles: ['learn'],
    licence: 'CC-BY-SA-4.0',
  },
  body: { type: 'doc', content: [{ type: 'steps', content: [step('Réunir'), step('Monter')] }] },
}

const of = (page: Partial<DescribedPage>) => jsonLd({ ...practice, ...page }, named, 'https://wiki.example')

describe('[J1] machines read what people read', () => {
  test('a step-by-step practice is a HowTo with its steps, supplies, cost and licence', () => {
    expect(of({})).toEqual({
      '@context': 'https://schema.org',
      '@type': 'HowTo',
      '@id': 'https://wiki.example/p/compost',
      url: 'https://wiki.example/p/compost',
      identifier: HIDDEN,
      name: 'Compost partagé',
      inLanguage: 'fr',
      description: 'Trois bacs.',
      additionalType: 'step-by-step',
      totalTime: 'P9W',
      audience: { '@type': 'Audience', name: '4–20' },
      estimatedCost: { '@type': 'MonetaryAmount', minValue: 0, maxValue: 400, currency: 'EUR' },
      supply: [{ '@type': 'HowToSupply', name: 'bac', requiredQuantity: 3 }],
      citation: [{ '@type': 'CreativeWork', '@id': 'https://wiki.example/p/carnet', name: 'Carnet' }],
      about: [{ '@type': 'DefinedTerm', termCode: 'learn' }],
      license: 'https://creativecommons.org/licenses/by-sa/4.0/',
      step: [
        { '@type': 'HowToStep', position: 1, text: 'Réunir' },
        { '@type': 'HowToStep', position: 2, text: 'Monter' },
      ],
    })
  })

  test('a guide without steps is an article, and a person is a person', () => {
    expect(of({ fields: { kind: 'guide' } })['@type']).toBe('Article')
    expect(of({ type: 'actor', fields: { kind: 'person' } })['@type']).toBe('Person')
  })

  test('a place has one address, one position, and no word on what nobody knows', () => {
    const fields = {
      address: '4 allée des Semis',
      postcode: '33100',
      geo: { lat: 44.84, lon: -0.55 },
      wheelchair: 'yes',
      hearing: 'unknown',
    }
    expect(of({ type: 'place', fields, body: { type: 'doc' } })).toMatchObject({
      '@context': ['https://schema.org', { osm: 'https://wiki.openstreetmap.org/wiki/Key:' }],
      address: {
        '@type': 'PostalAddress',
        streetAddress: '4 allée des Semis',
        postalCode: '33100',
        addressCountry: 'FR',
      },
      geo: { '@type': 'GeoCoordinates', latitude: 44.84, longitude: -0.55 },
      'osm:wheelchair': 'yes',
    })
    expect(of({ type: 'place', fields })).not.toHaveProperty('osm:hearing_loop')
  })

  test('a page that the reader may not know of is not named', () => {
    expect(of({ fields: { sources: [HIDDEN] } })).not.toHaveProperty('citation')
  })
})

test('[O8] machines read who wrote a page, its licence and its credit; a source keeps authors and licence of its own', () => {
  const authors = [{ name: 'Import', imported: true }, { name: 'Zoé' }, { name: 'Ana' }]
  const { licence: _, ...fields } = practice.fields
  const credited = jsonLd({ ...practice, fields, authors }, named, 'https://wiki.example', '« Compost », par Zoé.')
  expect(credited).toMatchObject({
    author: [
      { '@type': 'Person', name: 'Zoé' },
      { '@type': 'Person', name: 'Ana' },
    ],
    license: 'https://creativecommons.org/licenses/by-sa/4.0/',
    creditText: '« Compost », par Zoé.',
  })
  const source = of({ type: 'source', authors, fields: { authors: ['Mme R.'], source_licence: 'CC-BY-4.0' } })
  expect([source.author, source.license, source['dct:rights']]).toEqual([['Mme R.'], undefined, 'CC-BY-4.0'])
})
