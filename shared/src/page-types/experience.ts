import { definePageType } from './define.ts'
import { choice, day, longText, page, pages } from './fields.ts'

export const VERDICTS = ['would-repeat', 'with-changes', 'would-not-repeat'] as const

/** One trial of a practice, with what got stuck. No stars. */
export const experience = definePageType({
  key: 'experience',
  fields: {
    practice: page(['practice'], { required: true, mapsTo: 'schema:itemReviewed' }),
    by: pages(['actor'], { required: true, mapsTo: 'schema:author' }),
    at: page(['place'], { mapsTo: 'schema:locationCreated' }),
    happened_on: day({ required: true, past: true, mapsTo: 'schema:temporalCoverage' }),
    adapted: longText(),
    results: longText({ required: true, mapsTo: 'schema:positiveNotes' }),
    difficulties: longText({ required: true, mapsTo: 'schema:negativeNotes' }),
    verdict: choice(VERDICTS, { required: true }),
  },
  facets: ['verdict', 'principles', 'leads'],
  card: ['practice', 'happened_on', 'verdict'],
  readersSee: 'validated',
  reviewEvery: null,
  hue: 'learn',
  path: '/experiences',
  schemaOrg: 'Review',
})
