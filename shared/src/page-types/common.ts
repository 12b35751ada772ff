import { Type } from 'typebox'
import { PageId } from '../ids.ts'
import { PRINCIPLE_KEYS } from './define.ts'
import { choices, day, field, pages, tags, text } from './fields.ts'
import { DEFAULT_LICENCE, LICENCES } from './licences.ts'
import { Picture, Territory, line, list } from './values.ts'

/** What every page has, before and after its own fields. Id, type, slug and language are the page's, not fields. */
export const commonFields = {
  title: text({ min: 3, max: 120 }, { required: true, mapsTo: 'schema:name' }),
  summary: field('long-text', line(1, 280), { required: true, mapsTo: 'schema:description' }),
  principles: choices(PRINCIPLE_KEYS, 'principles', 3, { mapsTo: 'schema:about' }),
  leads: field('leads', list(PageId, 10), { to: ['lead'], mapsTo: 'schema:isPartOf' }),
  territories: field('territories', list(Territory, 40), { mapsTo: 'schema:spatialCoverage' }),
  tags: tags({ min: 2, max: 40, atMost: 8 }, { mapsTo: 'schema:keywords' }),
  image: field('image', Picture, { mapsTo: 'schema:image' }),
  sources: pages(['source'], { mapsTo: 'schema:citation' }),
  licence: field('licence', Type.Enum([...LICENCES]), {
    choices: LICENCES,
    mapsTo: 'schema:license',
    default: DEFAULT_LICENCE,
  }),
  verified_on: day({ past: true, mapsTo: 'schema:lastReviewed' }),
  valid_from: day({ mapsTo: 'schema:validFrom' }),
  valid_until: day({ mapsTo: 'schema:validThrough' }),
  translation_of: field('page', PageId, { mapsTo: 'schema:translationOfWork' }),
} as const
