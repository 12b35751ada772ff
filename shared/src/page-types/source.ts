import { definePageType } from './define.ts'
import { choice, day, field, link, tags, text } from './fields.ts'
import { LicenceId, RoughDay, lines } from './values.ts'

export const SOURCE_KINDS = [
  'document',
  'survey',
  'interview',
  'dataset',
  'web-page',
  'testimony',
  'measurement',
  'photo',
] as const

/** What something written here rests on, under its own licence; an unknown licence keeps copied text from validation. */
export const source = definePageType({
  key: 'source',
  fields: {
    kind: choice(SOURCE_KINDS, { required: true, mapsTo: 'dct:type' }),
    source_licence: field('text', LicenceId, { required: true, mapsTo: 'dct:rights' }),
    authors: tags({ max: 160 }, { mapsTo: 'schema:author' }),
    publisher: text({ max: 160 }, { mapsTo: 'schema:publisher' }),
    date: field('text', RoughDay, { mapsTo: 'schema:datePublished' }),
    url: link({ mapsTo: 'schema:url' }),
    retrieved: day({ past: true, mapsTo: 'pav:retrievedOn' }),
    excerpt: field('long-text', lines(500), { mapsTo: 'oa:exact' }),
  },
  facets: ['kind', 'source_licence'],
  card: ['kind', 'authors', 'date'],
  readersSee: 'validated',
  reviewEvery: null,
  hue: 'learn',
  path: '/sources',
  schemaOrg: 'CreativeWork',
})
