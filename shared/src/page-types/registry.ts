import { actor } from './actor.ts'
import { commonFields } from './common.ts'
import type { Field, PageType, PageTypeKey } from './define.ts'
import { event } from './event.ts'
import { experience } from './experience.ts'
import { experiment } from './experiment.ts'
import { lead } from './lead.ts'
import { place } from './place.ts'
import { practice } from './practice.ts'
import { principle } from './principle.ts'
import { service } from './service.ts'
import { source } from './source.ts'
import { space } from './space.ts'
import { transportOption } from './transport-option.ts'

const types = {
  principle,
  lead,
  practice,
  experience,
  place,
  space,
  actor,
  'transport-option': transportOption,
  service,
  experiment,
  event,
  source,
} as const satisfies { [Key in PageTypeKey]: PageType & { key: Key } }

/** The registry with its exact keys and choices, from which labels take their types. */
export type PageTypes = typeof types
export type CommonFields = typeof commonFields

/** The twelve page types. */
export const PAGE_TYPES: Readonly<Record<PageTypeKey, PageType>> = types

/** In the order in which lists and filters name them. */
export const PAGE_TYPE_KEYS = Object.keys(types) as readonly PageTypeKey[]

const fieldsByType = new Map(
  PAGE_TYPE_KEYS.map((key) => [key, { ...commonFields, ...PAGE_TYPES[key].fields }] as const),
)

/** All fields that a page of this type can have: the common ones, then its own, in the order of forms. */
export function fieldsOf(type: PageTypeKey): Readonly<Record<string, Field>> {
  return fieldsByType.get(type) ?? commonFields
}
