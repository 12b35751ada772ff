import type { PageTypeKey, PrincipleKey, Widget } from '@terreau/shared/page-types/define.ts'
import { commonFields } from '@terreau/shared/page-types/common.ts'
import { PAGE_TYPE_KEYS, PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'

/** What a screen needs to know of a field to show its value. */
export interface ShownField {
  widget: Widget
  choices?: readonly string[]
}

/** What the screens show of a page type: no schema. The build works these values out once (see `pageTypesAtBuild`). */
export interface ShownType {
  key: PageTypeKey
  path: string
  hue: PrincipleKey
  closed: boolean
  facets: readonly string[]
  card: readonly string[]
  /** Its own fields, then the common ones, in the order of facts. */
  fields: Readonly<Record<string, ShownField>>
}

export const SHOWN_TYPES: readonly ShownType[] = PAGE_TYPE_KEYS.map((key) => {
  const { path, hue, closed = false, facets, card, fields } = PAGE_TYPES[key]
  return { key, path, hue, closed, facets, card, fields: shownFields({ ...fields, ...commonFields }) }
})

function shownFields(fields: Readonly<Record<string, { widget: Widget; choices?: readonly string[] }>>) {
  const shown = Object.entries(fields).map(([key, { widget, choices }]) => [
    key,
    { widget, ...(choices && { choices }) },
  ])
  return Object.fromEntries(shown) as Record<string, ShownField>
}
