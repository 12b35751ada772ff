import { definePageType } from './define.ts'
import { access, choice, integer, link, page, tags, yesNo } from './fields.ts'

export const NOISES = ['silence', 'quiet', 'conversation', 'lively', 'loud', 'varies'] as const
export const LIGHTS = ['daylight', 'mixed', 'artificial', 'adjustable'] as const

/** A room or a table in a place, told so that one can choose it. */
export const space = definePageType({
  key: 'space',
  fields: {
    place: page(['place'], { required: true, mapsTo: 'schema:containedInPlace' }),
    seats: integer(1, 1000, { required: true, mapsTo: 'schema:maximumAttendeeCapacity' }),
    noise: choice(NOISES, { required: true }),
    light: choice(LIGHTS, { required: true }),
    wheelchair: access({ required: true, mapsTo: 'osm:wheelchair' }),
    adjustable: yesNo(),
    calls: yesNo(),
    children: yesNo(),
    equipment: tags({ max: 80 }, { mapsTo: 'schema:amenityFeature' }),
    booking: link({ mapsTo: 'schema:potentialAction' }),
  },
  facets: ['noise', 'light', 'wheelchair', 'calls', 'children'],
  card: ['seats', 'noise', 'light'],
  readersSee: 'live',
  reviewEvery: 6,
  hue: 'diversity',
  path: '/espaces',
  schemaOrg: 'Room',
})
