import { definePageType } from './define.ts'
import { choice, integer, text } from './fields.ts'

export const LEAD_STATES = ['open', 'exploring', 'tried', 'documented'] as const

/** A question that working groups explore; ten are there at the start, and more are welcome. */
export const lead = definePageType({
  key: 'lead',
  fields: {
    number: integer(1, 999, { mapsTo: 'skos:notation' }),
    question: text({ min: 10, max: 300 }, { required: true, mapsTo: 'schema:text' }),
    state: choice(LEAD_STATES, { required: true, mapsTo: 'schema:creativeWorkStatus' }),
  },
  facets: ['state', 'principles'],
  card: ['state', 'question'],
  readersSee: 'validated',
  reviewEvery: 12,
  hue: 'play',
  path: '/pistes',
  schemaOrg: 'Question',
})
