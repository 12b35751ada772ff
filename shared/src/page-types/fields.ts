import { Type, type TSchema } from 'typebox'
import { PageId } from '../ids.ts'
import type { Field, PageTypeKey, Widget } from './define.ts'

type More = Partial<Pick<Field, 'required' | 'mapsTo' | 'to' | 'choices'>>

/** Makes a field of any schema; the shorthands below cover the common ones. */
export function field(widget: Widget, schema: TSchema, more: More = {}): Field {
  return { ...schema, widget, ...more }
}

export const text = (limits: { min?: number; max: number }, more?: More): Field =>
  field('text', Type.String({ minLength: limits.min ?? 1, maxLength: limits.max }), more)

export const choice = (choices: readonly string[], more?: More): Field =>
  field('choice', Type.Union(choices.map((value) => Type.Literal(value))), { ...more, choices })

export const page = (to: readonly PageTypeKey[], more?: More): Field => field('page', PageId, { ...more, to })

export const pages = (to: readonly PageTypeKey[], more?: More): Field =>
  field('pages', Type.Array(PageId, { maxItems: 40, uniqueItems: true }), { ...more, to })
