import { definePageType } from './define.ts'
import { choice, field, page, pages } from './fields.ts'
import { Instant, Recurrence, TimeZone } from './values.ts'

export const EVENT_STATES = ['planned', 'confirmed', 'postponed', 'cancelled'] as const

/** A time to meet. Its instants carry their offset; its zone says how the next ones are computed. */
export const event = definePageType({
  key: 'event',
  fields: {
    start: field('instant', Instant, { required: true, mapsTo: 'schema:startDate' }),
    end: field('instant', Instant, { mapsTo: 'schema:endDate' }),
    tz: field('time-zone', TimeZone, { required: true, mapsTo: 'schema:scheduleTimezone' }),
    rrule: field('recurrence', Recurrence, { mapsTo: 'schema:eventSchedule' }),
    place: page(['place'], { mapsTo: 'schema:location' }),
    host: pages(['actor'], { required: true, mapsTo: 'schema:organizer' }),
    status: choice(EVENT_STATES, { required: true, mapsTo: 'schema:eventStatus' }),
    practice: page(['practice'], { mapsTo: 'schema:workFeatured' }),
  },
  facets: ['status', 'principles', 'leads'],
  card: ['start', 'place', 'status'],
  readersSee: 'live',
  reviewEvery: null,
  hue: 'play',
  path: '/rencontres',
  schemaOrg: 'Event',
})
