import { definePageType } from './define.ts'
import { choice, field, pages } from './fields.ts'
import { Consent, Email, Need, Phone, Siret, Url, list } from './values.ts'

export const ACTOR_KINDS = [
  'association',
  'informal-group',
  'local-authority',
  'cooperative',
  'social-enterprise',
  'producer',
  'public-body',
  'network',
  'person',
] as const
export const SCOPES = ['neighbourhood', 'commune', 'intercommunal', 'department', 'region', 'national'] as const

/** Somebody one can go and see: what they offer, what they look for. A person only with their consent. */
export const actor = definePageType({
  key: 'actor',
  fields: {
    kind: choice(ACTOR_KINDS, { required: true, mapsTo: 'org:classification' }),
    scope: choice(SCOPES, { required: true, mapsTo: 'schema:areaServed' }),
    offers: pages(['service'], { mapsTo: 'schema:makesOffer' }),
    needs: field('needs', list(Need, 30), { mapsTo: 'schema:seeks' }),
    places: pages(['place'], { mapsTo: 'schema:location' }),
    part_of: pages(['actor'], { mapsTo: 'schema:memberOf' }),
    website: field('links', list(Url, 5), { mapsTo: 'schema:url' }),
    email: field('email', Email, { mapsTo: 'schema:email' }),
    phone: field('phone', Phone, { mapsTo: 'schema:telephone' }),
    consent: field('consent', Consent),
    siret: field('text', Siret, { mapsTo: 'schema:identifier' }),
  },
  facets: ['kind', 'scope', 'principles', 'leads'],
  card: ['kind', 'scope', 'needs'],
  readersSee: 'live',
  reviewEvery: 6,
  hue: 'exchange',
  path: '/acteurs',
  schemaOrg: 'Organization',
})
