import { Type, type TSchema } from 'typebox'
import { PageId } from '../ids.ts'
import type { Field, PageTypeKey, Widget } from './define.ts'
import * as values from './values.ts'

type More = Partial<Pick<Field, 'required' | 'mapsTo' | 'to' | 'default' | 'past'>>
type WithChoices<Value extends string> = Field & { readonly choices: readonly Value[] }

/** Makes a field of any schema; the shorthands below cover the common ones. */
export function field<const Extra extends More & { choices?: readonly string[] }>(
  widget: Widget,
  schema: TSchema,
  more?: Extra,
): Field & Extra {
  return { schema, widget, ...more } as Field & Extra
}

export const text = (limits: { min?: number; max: number }, more?: More): Field =>
  field('text', values.line(limits.min ?? 1, limits.max), more)

/** A few paragraphs beside the body: what a type says in every page of its kind. */
export const longText = (more?: More): Field => field('long-text', values.lines(4000), more)

/** Statements, each a passage of its own. */
export const texts = (limits: { min?: number; max: number }, more?: More): Field =>
  field('texts', values.list(values.line(limits.min ?? 2, limits.max), 40), more)

/** Short words in one passage: roles, equipment, products. */
export const tags = (limits: { min?: number; max: number; atMost?: number }, more?: More): Field =>
  field('tags', values.list(values.line(limits.min ?? 1, limits.max), limits.atMost ?? 40), more)

export const choice = <const Value extends string>(choices: readonly Value[], more?: More): WithChoices<Value> =>
  field('choice', Type.Enum([...choices]), { ...more, choices })

export const choices = <const Value extends string>(
  of: readonly Value[],
  widget: Widget,
  maxItems: number,
  more?: More,
): WithChoices<Value> => field(widget, values.list(Type.Enum([...of]), maxItems), { ...more, choices: of })

/** The values of OSM and Acceslibre; nothing said means `unknown`, which is never shown as `no`. */
export const ACCESS = ['yes', 'limited', 'no', 'unknown'] as const
export const YES_NO = ['yes', 'no', 'unknown'] as const

export const access = (more?: More): WithChoices<(typeof ACCESS)[number]> =>
  field('access', Type.Enum([...ACCESS]), { ...more, choices: ACCESS, default: 'unknown' })

export const yesNo = (more?: More): WithChoices<(typeof YES_NO)[number]> =>
  field('yes-no', Type.Enum([...YES_NO]), { ...more, choices: YES_NO, default: 'unknown' })

export const integer = (minimum: number, maximum: number, more?: More): Field =>
  field('integer', values.count(minimum, maximum), more)

export const day = (more?: More): Field => field('date', values.Day, more)

export const link = (more?: More): Field => field('link', values.Url, more)

export const page = (to: readonly PageTypeKey[], more?: More): Field => field('page', PageId, { ...more, to })

export const pages = (to: readonly PageTypeKey[], more?: More): Field =>
  field('pages', values.list(PageId, 40), { ...more, to })
