import { definePageType } from './define.ts'
import { access, choice, field, integer, link, longText, pages, text, yesNo } from './fields.ts'
import { Hours, Money, Position } from './values.ts'

export const MODES = [
  'walk',
  'cycle',
  'e-bike',
  'cargo-bike',
  'scooter',
  'wheelchair',
  'tram',
  'metro',
  'bus',
  'coach',
  'train',
  'ferry',
  'shuttle',
  'on-demand',
  'cycle-delivery',
  'carpool',
  'car-share',
  'car-alone',
] as const

/** One way to reach one place, or a few. The car alone comes last, and is never the default. */
export const transportOption = definePageType({
  key: 'transport-option',
  fields: {
    mode: choice(MODES, { required: true, mapsTo: 'netex:TransportMode' }),
    serves: pages(['place'], { required: true, mapsTo: 'schema:toLocation' }),
    operator: text({ min: 2, max: 120 }, { mapsTo: 'schema:provider' }),
    line: text({ max: 80 }, { mapsTo: 'gtfs:route_short_name' }),
    stop: text({ max: 120 }, { mapsTo: 'gtfs:stop_name' }),
    stop_geo: field('position', Position, { mapsTo: 'schema:geo' }),
    walk_m: integer(0, 5000, { mapsTo: 'schema:distance' }),
    step_free: access({ required: true, mapsTo: 'gtfs:wheelchair_boarding' }),
    hours: field('hours', Hours, { mapsTo: 'schema:hoursAvailable' }),
    frequency_min: integer(1, 240, { mapsTo: 'gtfs:headway_secs' }),
    price: field('money', Money, { mapsTo: 'gtfs:fare_products' }),
    bike_carriage: yesNo({ mapsTo: 'gtfs:bikes_allowed' }),
    feed: link({ mapsTo: 'dcat:distribution' }),
    directions: longText({ mapsTo: 'schema:instrument' }),
  },
  facets: ['mode', 'step_free', 'bike_carriage'],
  card: ['mode', 'stop', 'walk_m'],
  readersSee: 'live',
  reviewEvery: 3,
  hue: 'move',
  path: '/venir',
  schemaOrg: 'TravelAction',
})
