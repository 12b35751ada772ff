import { Type } from 'typebox'
import { definePageType } from './define.ts'
import { access, choice, field, integer, link, pages, yesNo } from './fields.ts'
import { EXCHANGES } from './service.ts'
import { Closure, Commune, Hours, Position, line, list } from './values.ts'

export const PLACE_KINDS = [
  'eco-centre',
  'third-place',
  'coworking',
  'fablab',
  'shared-garden',
  'collection-point',
  'library',
  'community-centre',
  'public-place',
  'other',
] as const

/** Where a place stands in its life; experiments go through the same stages. */
export const STAGES = ['idea', 'prefiguration', 'temporary-use', 'works', 'open', 'changing', 'closed'] as const
export const ADMISSIONS = ['free-entry', 'on-registration', 'members', 'by-appointment', 'private'] as const

/** Somewhere one can go: when it is open, how one gets in, what is unknown. Only reserved parking is counted. */
export const place = definePageType({
  key: 'place',
  fields: {
    kind: choice(PLACE_KINDS, { required: true, mapsTo: 'osm:amenity' }),
    stage: choice(STAGES, { required: true }),
    address: field('address', line(5, 200), { required: true, mapsTo: 'schema:streetAddress' }),
    postcode: field('text', Type.String({ pattern: '^\\d{5}$' }), { mapsTo: 'schema:postalCode' }),
    commune: field('commune', Commune, { required: true, mapsTo: 'osm:ref:INSEE' }),
    cog_year: integer(2018, 2200, { required: true }),
    geo: field('position', Position, { mapsTo: 'schema:geo' }),
    geo_precision: field('number', Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Literal('by-hand')])),
    opening_hours: field('hours', Hours, { mapsTo: 'schema:openingHours' }),
    closures: field('closures', list(Closure, 60), { mapsTo: 'schema:specialOpeningHoursSpecification' }),
    access: choice(ADMISSIONS, { required: true, mapsTo: 'osm:access' }),
    fee: choice(EXCHANGES, { mapsTo: 'osm:fee' }),
    operator: pages(['actor'], { required: true, mapsTo: 'schema:parentOrganization' }),
    wheelchair: access({ required: true, mapsTo: 'osm:wheelchair' }),
    entrance_level: access({ required: true, mapsTo: 'acceslibre:entree_plain_pied' }),
    door_width_cm: integer(40, 400, { mapsTo: 'osm:door:width' }),
    accessible_toilets: access({ required: true, mapsTo: 'osm:toilets:wheelchair' }),
    hearing: access({ required: true, mapsTo: 'osm:hearing_loop' }),
    guidance: access({ required: true, mapsTo: 'osm:tactile_paving' }),
    staff_trained: access({ required: true, mapsTo: 'acceslibre:accueil_personnels' }),
    shower: yesNo({ required: true, mapsTo: 'osm:shower' }),
    lockers: yesNo({ required: true, mapsTo: 'osm:changing_room' }),
    bike_parking: integer(0, 2000, { mapsTo: 'osm:bicycle_parking:capacity' }),
    car_parking_pmr: integer(0, 200, { mapsTo: 'osm:capacity:disabled' }),
    internet: yesNo({ mapsTo: 'osm:internet_access' }),
    acceslibre_url: link({ mapsTo: 'schema:accessibilitySummary' }),
  },
  facets: ['kind', 'stage', 'access', 'wheelchair', 'accessible_toilets', 'shower'],
  card: ['stage', 'opening_hours', 'address'],
  readersSee: 'live',
  reviewEvery: 6,
  hue: 'move',
  path: '/lieux',
  schemaOrg: 'Place',
})
