import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { PageTypeKey } from './define.ts'
import { missingFields, parseField } from './parse-field.ts'
import { PAGE_TYPES, PAGE_TYPE_KEYS, fieldsOf } from './registry.ts'

const PAGE = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'
const PROPOSAL = new URL('../../../../shared/data/schemas/page-types.proposal.json', import.meta.url)

interface ProposedField {
  key: string
  type: string
  cardinality: string
  example: unknown
}

/** The proposal's French values, as ours say them in English. */
const OURS: Readonly<Record<string, unknown>> = {
  oui: 'yes',
  non: 'no',
  inconnu: 'unknown',
  jouer: 'play',
  bouger: 'move',
  'en-exploration': 'exploring',
  'pas-a-pas': 'step-by-step',
  facile: 'easy',
  'avec-changements': 'with-changes',
  quartier: 'neighbourhood',
  'tiers-lieu': 'third-place',
  'occupation-transitoire': 'temporary-use',
  'entree-libre': 'free-entry',
  'prix-libre': 'pay-what-you-want',
  calme: 'quiet',
  'lumiere-du-jour': 'daylight',
  tramway: 'tram',
  'contrat-producteur': 'producer-contract',
  reprise: 'reuse',
  'en-cours': 'ongoing',
  confirme: 'confirmed',
  'jeu-de-donnees': 'dataset',
  demandé: 'asked',
  '2026': 2026,
}

const ours = (value: unknown): unknown => (typeof value === 'string' && value in OURS ? OURS[value] : value)

/** The proposal's example as a value of ours: pages by id, choices in English, pictures by their file. */
function translated({ key, type, example }: ProposedField): unknown {
  if (type.startsWith('ref[]')) return [PAGE]
  if (type.startsWith('ref')) return PAGE
  if (key === 'image') return { file: 'a'.repeat(64), alt: 'Deux personnes règlent un frein', author: 'A. Martin' }
  if (key === 'funding') return [{ ...(example as object[])[0], state: 'asked' }]
  return Array.isArray(example) ? example.map(ours) : ours(example)
}

/** What the page itself holds, and the steps, which stand in the body. */
const NOT_FIELDS = new Set(['id', 'type', 'slug', 'lang', 'status', 'practice.steps'])

interface Proposal {
  common: ProposedField[]
  types: Record<string, { fields: ProposedField[] }>
}

/** All that the proposal names, where it lies beside the project. */
function proposed(): { type: PageTypeKey; field: ProposedField }[] {
  if (!existsSync(PROPOSAL)) return []
  const { common, types } = JSON.parse(readFileSync(PROPOSAL, 'utf8')) as Proposal
  return Object.entries(types).flatMap(([name, { fields }]) => {
    const type = name.replace('_', '-') as PageTypeKey
    return [...common.filter(({ key }) => !NOT_FIELDS.has(key)), ...fields].map((field) => ({ type, field }))
  })
}

test.each(proposed().filter(({ type, field }) => !NOT_FIELDS.has(`${type}.${field.key}`)))(
  '[T1] $type has the proposed $field.key and takes its example',
  ({ type, field }) => {
    expect(parseField(type, field.key, translated(field))).toBe('ok')
  },
)

describe('[T2] a value that its field cannot hold is malformed', () => {
  test.each([
    ['practice', 'cost', { min: 20, max: 10, currency: 'EUR' }],
    ['practice', 'participants', { min: 0 }],
    ['practice', 'participants', { min: 8, max: 4 }],
    ['practice', 'duration', 'P'],
    ['practice', 'duration', 'PT'],
    ['practice', 'sdg', [18]],
    ['practice', 'title', 'ab'],
    ['practice', 'title', '   \t  '],
    ['practice', 'summary', 'x'.repeat(281)],
    ['practice', 'principles', ['play', 'move', 'learn', 'exchange']],
    ['practice', 'principles', ['play', 'play']],
    ['practice', 'principles', []],
    ['practice', 'sources', ['not-an-id']],
    ['practice', 'image', { file: 'a'.repeat(64), alt: ' ' }],
    ['principle', 'self_check', ['On vient.']],
    ['principle', 'colour', '#ffc53d'],
    ['event', 'start', '2026-12-03T18:30:00'],
    ['event', 'start', '2026-02-30T18:30:00+01:00'],
    ['event', 'tz', 'Europe/Bordeaux'],
    ['event', 'rrule', 'FREQ=SECONDLY'],
    ['actor', 'siret', '43493312300028'],
    ['actor', 'phone', '05 56 00 00 00'],
    ['actor', 'website', ['javascript:alert(1)']],
    ['place', 'commune', '20063'],
    ['place', 'geo', { lat: -0.56, lon: 244.8 }],
    ['place', 'closures', [{ from: '2027-01-03', until: '2026-12-24' }]],
    ['place', 'wheelchair', 'maybe'],
    ['service', 'exchange', 'sale'],
    ['source', 'date', '2019-13'],
  ] satisfies [PageTypeKey, string, unknown][])('%s.%s refuses %j', (type, key, value) => {
    expect(parseField(type, key, value)).toBe('malformed')
  })

  test('a key that the type does not have is unknown, names of Object included', () => {
    expect([parseField('lead', 'siret', '1'), parseField('lead', 'constructor', {})]).toEqual([
      'unknown-field',
      'unknown-field',
    ])
  })

  test('a fact cannot have been checked tomorrow', () => {
    const parsed = ['2026-11-22', '2026-11-23'].map((day) => parseField('place', 'verified_on', day, '2026-11-22'))
    expect(parsed).toEqual(['ok', 'malformed'])
  })

  test('La Poste numbers its branches by a rule of its own', () => {
    expect(parseField('actor', 'siret', '35600000049837')).toBe('ok')
  })
})

describe('[T3] the registry agrees with itself', () => {
  test.each(PAGE_TYPE_KEYS)('%s names only fields that it has as facets and on its card', (type) => {
    const { facets, card } = PAGE_TYPES[type]
    const known = Object.keys(fieldsOf(type))
    expect(known).toEqual(expect.arrayContaining([...facets, ...card]))
    expect(card.length).toBeLessThanOrEqual(3)
  })

  test('listings have twelve addresses', () => {
    expect(new Set(PAGE_TYPE_KEYS.map((key) => PAGE_TYPES[key].path)).size).toBe(12)
  })

  test('no field of a type hides a common one', () => {
    const common = Object.keys(fieldsOf('lead')).filter((key) => !(key in PAGE_TYPES.lead.fields))
    const hidden = PAGE_TYPE_KEYS.flatMap((key) =>
      Object.keys(PAGE_TYPES[key].fields).filter((own) => common.includes(own)),
    )
    expect(hidden).toEqual([])
  })

  test('what is not said about access counts as unknown, not as missing', () => {
    expect(missingFields('space', { title: 'Verrière', summary: 'Au calme', seats: 4, noise: 'quiet' })).toEqual([
      'place',
      'light',
    ])
  })
})
