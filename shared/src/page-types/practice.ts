import { definePageType } from './define.ts'
import { choice, field, longText, pages, tags } from './fields.ts'
import { Duration, Material, Money, Range, count, list } from './values.ts'

export const PRACTICE_KINDS = ['step-by-step', 'guide', 'explanation', 'reference', 'game'] as const
export const DIFFICULTIES = ['very-easy', 'easy', 'medium', 'hard', 'very-hard'] as const

/** The seventeen goals of the United Nations. Values are their numbers; labels go by the same, as text. */
const SDG = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17'] as const

/** Something neighbours know how to do. Its steps are the `steps` of its body, where several can write them at once. */
export const practice = definePageType({
  key: 'practice',
  fields: {
    kind: choice(PRACTICE_KINDS, { required: true, mapsTo: 'schema:additionalType' }),
    purpose: longText({ required: true, mapsTo: 'schema:abstract' }),
    context: longText({ mapsTo: 'schema:backstory' }),
    participants: field('range', Range, { mapsTo: 'schema:audience' }),
    prep_time: field('duration', Duration, { mapsTo: 'schema:prepTime' }),
    duration: field('duration', Duration, { mapsTo: 'schema:totalTime' }),
    cost: field('money', Money, { mapsTo: 'schema:estimatedCost' }),
    difficulty: choice(DIFFICULTIES, { mapsTo: 'schema:educationalLevel' }),
    materials: field('materials', list(Material, 60), { mapsTo: 'schema:supply' }),
    roles: tags({ min: 2, max: 80, atMost: 20 }),
    strengths: longText(),
    limits: longText({ required: true, mapsTo: 'schema:usageInfo' }),
    variants: pages(['practice'], { mapsTo: 'schema:isVariantOf' }),
    biodiversity: longText(),
    sdg: field('sdg', list(count(1, 17), 17), { choices: SDG }),
  },
  facets: ['kind', 'principles', 'leads', 'difficulty', 'sdg'],
  card: ['duration', 'cost', 'difficulty'],
  readersSee: 'validated',
  reviewEvery: 12,
  hue: 'transfer',
  path: '/pratiques',
  schemaOrg: 'HowTo',
})
