import { definePageType } from './define.ts'
import { choice, day, field, longText, page, pages } from './fields.ts'
import { STAGES } from './place.ts'
import { Funding, list } from './values.ts'

export const SETUPS = ['creation', 'reuse', 'mixed'] as const
export const OUTCOMES = ['ongoing', 'succeeded', 'mixed', 'stopped'] as const

/** The launch of something: from what, by whom, with which money, and what came of it, stops included. */
export const experiment = definePageType({
  key: 'experiment',
  fields: {
    setup: choice(SETUPS, { required: true }),
    stage: choice(STAGES, { required: true, mapsTo: 'schema:creativeWorkStatus' }),
    place: page(['place'], { mapsTo: 'schema:location' }),
    pilots: pages(['actor'], { required: true, mapsTo: 'schema:member' }),
    partners: pages(['actor'], { mapsTo: 'schema:sponsor' }),
    objectives: longText({ required: true, mapsTo: 'schema:abstract' }),
    existing: longText({ required: true }),
    rules: longText({ mapsTo: 'schema:publishingPrinciples' }),
    funding: field('funding', list(Funding, 40), { mapsTo: 'schema:funding' }),
    start: day({ mapsTo: 'schema:startDate' }),
    end: day({ mapsTo: 'schema:endDate' }),
    methods: pages(['practice'], { mapsTo: 'schema:instrument' }),
    impacts: longText(),
    outcome: choice(OUTCOMES, { required: true }),
  },
  facets: ['setup', 'stage', 'outcome', 'principles', 'leads'],
  card: ['stage', 'outcome', 'start'],
  readersSee: 'validated',
  reviewEvery: 12,
  hue: 'play',
  path: '/experimentations',
  schemaOrg: 'Project',
})
