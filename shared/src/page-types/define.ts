import type { TSchema } from 'typebox'

/** How a field is shown and edited; forms, facts and filters are drawn from it. */
export type Widget =
  | 'text'
  | 'long-text'
  | 'texts'
  | 'tags'
  | 'choice'
  | 'choices'
  | 'yes-no'
  | 'access'
  | 'integer'
  | 'number'
  | 'range'
  | 'money'
  | 'duration'
  | 'date'
  | 'instant'
  | 'recurrence'
  | 'time-zone'
  | 'weekday-time'
  | 'page'
  | 'pages'
  | 'principles'
  | 'leads'
  | 'territories'
  | 'sdg'
  | 'licence'
  | 'hours'
  | 'closures'
  | 'slots'
  | 'position'
  | 'address'
  | 'commune'
  | 'link'
  | 'links'
  | 'email'
  | 'phone'
  | 'image'
  | 'colour'
  | 'materials'
  | 'needs'
  | 'funding'
  | 'consent'

/** One typed field: a TypeBox schema that parses its value, and what forms and exports need to know of it. */
export interface Field {
  /** Limits that a form may show (`maxLength`, `maxItems`…) stand here. */
  readonly schema: TSchema
  readonly widget: Widget
  /** Asked for before a page of this type can be proposed or validated; writing never waits for it. */
  readonly required?: boolean
  /** Page types that a `page` or `pages` field may point at; any when absent. */
  readonly to?: readonly PageTypeKey[]
  /** Property of a standard this field maps to, e.g. `schema:totalTime`, `osm:opening_hours`. */
  readonly mapsTo?: string
  /** The values of a `choice` or `choices` field, whose labels live in `i18n`. */
  readonly choices?: readonly string[]
  /** What an absent value means, e.g. `unknown` for accessibility. */
  readonly default?: string
  /** True where a date after today makes no sense, e.g. `verified_on`. */
  readonly past?: boolean
}

export type PageTypeKey =
  | 'principle'
  | 'lead'
  | 'practice'
  | 'experience'
  | 'place'
  | 'space'
  | 'actor'
  | 'transport-option'
  | 'service'
  | 'experiment'
  | 'event'
  | 'source'

/** The six principles; hue and glyph of each live in the client. */
export const PRINCIPLE_KEYS = ['exchange', 'learn', 'transfer', 'move', 'diversity', 'play'] as const
export type PrincipleKey = (typeof PRINCIPLE_KEYS)[number]

export interface PageType {
  readonly key: PageTypeKey
  /** Its own fields, without those common to all types; the order is that of forms and facts. */
  readonly fields: Readonly<Record<string, Field>>
  /** Field keys offered as filters, in order. */
  readonly facets: readonly string[]
  /** Field keys shown on a card in lists, in order; at most three. */
  readonly card: readonly string[]
  /** Which version readers get: peers first, or freshness first. */
  readonly readersSee: 'validated' | 'live'
  /** Months after which a fact is to be checked again; null where facts do not age. */
  readonly reviewEvery: number | null
  /** The principle whose colour and glyph the type borrows. */
  readonly hue: PrincipleKey
  /** Address of its listing, the same in every language: `/pratiques`. */
  readonly path: string
  /** schema.org type, or `skos:Concept` and the like, of its JSON-LD. */
  readonly schemaOrg: string
  /** True where members improve the pages but add none. */
  readonly closed?: boolean
}

/**
 * States a page type. Its file adds one line in `registry.ts`, and its labels in `client/src/i18n/`.
 * Keeps the exact field keys and choices, so that a missing label does not compile.
 */
export function definePageType<const Type extends PageType>(type: Type): Type {
  return type
}
