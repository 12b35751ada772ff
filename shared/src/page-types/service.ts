import { definePageType } from './define.ts'
import { choice, field, integer, page, pages, tags, yesNo } from './fields.ts'
import { Hours, WeekdayTime } from './values.ts'

export const SERVICE_KINDS = [
  'amap',
  'group-purchase',
  'relay-point',
  'tool-lending',
  'repair-workshop',
  'give-away',
  'skill-exchange',
  'support',
  'other',
] as const

/** How things change hands. There is no plain sale: «échanger» is not a market. */
export const EXCHANGES = [
  'gift',
  'loan',
  'swap',
  'time-exchange',
  'pay-what-you-want',
  'shared-cost',
  'producer-contract',
] as const

/** What is handed over, lent or mended, where and when. */
export const service = definePageType({
  key: 'service',
  fields: {
    kind: choice(SERVICE_KINDS, { required: true, mapsTo: 'schema:serviceType' }),
    exchange: choice(EXCHANGES, { required: true, mapsTo: 'murmurations:transaction_type' }),
    provider: pages(['actor'], { required: true, mapsTo: 'schema:provider' }),
    place: page(['place'], { required: true, mapsTo: 'schema:availableAtOrFrom' }),
    slots: field('slots', Hours, { required: true, mapsTo: 'schema:hoursAvailable' }),
    order_before: field('weekday-time', WeekdayTime),
    products: tags({ max: 80 }, { mapsTo: 'schema:itemOffered' }),
    capacity: integer(1, 5000),
    waiting: yesNo(),
    last_mile: pages(['transport-option']),
  },
  facets: ['kind', 'exchange', 'principles', 'leads'],
  card: ['exchange', 'slots', 'place'],
  readersSee: 'live',
  reviewEvery: 6,
  hue: 'exchange',
  path: '/services',
  schemaOrg: 'Service',
})
