import { PRINCIPLE_KEYS, definePageType } from './define.ts'
import { choice, field, texts } from './fields.ts'
import { Colour, line, list } from './values.ts'
import { Type } from 'typebox'

/** One of the six principles. Each statement of what it is and is not is a passage. */
export const principle = definePageType({
  key: 'principle',
  fields: {
    principle: choice(PRINCIPLE_KEYS, { required: true, mapsTo: 'skos:notation' }),
    is: texts({ min: 3, max: 200 }, { required: true, mapsTo: 'skos:definition' }),
    is_not: texts({ min: 3, max: 200 }, { required: true, mapsTo: 'skos:scopeNote' }),
    self_check: field(
      'texts',
      list(
        Type.Refine(line(4, 200), (question) => question.trimEnd().endsWith('?')),
        20,
      ),
      { mapsTo: 'schema:hasPart' },
    ),
    colour: field('colour', Colour),
  },
  facets: [],
  card: ['is'],
  readersSee: 'validated',
  reviewEvery: null,
  hue: 'exchange',
  path: '/principes',
  schemaOrg: 'DefinedTerm',
  closed: true,
})
