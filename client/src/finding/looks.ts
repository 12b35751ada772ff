import type { ShownType } from '../page-types.ts'

/** How one list can be looked at; each look has an address of its own, and takes the list's filters along. */
const LOOKS = ['cards', 'table', 'map', 'agenda'] as const
export type Look = (typeof LOOKS)[number]

/** What a look adds to the path of a type, the same in every language. */
export const LOOK_PATHS: Readonly<Record<Look, string>> = {
  cards: '',
  table: '/tableau',
  map: '/carte',
  agenda: '/agenda',
}

/** The looks that say something of pages of a type: a map needs places, an agenda needs times. */
export function looksOf({ fields }: ShownType): Look[] {
  const widgets = new Set(Object.values(fields).map(({ widget }) => widget))
  const placed = widgets.has('position') || PLACED_BY.some((key) => key in fields)
  const timed = widgets.has('slots') || widgets.has('recurrence')
  return ['cards', 'table', ...(placed ? (['map'] as const) : []), ...(timed ? (['agenda'] as const) : [])]
}

/** Fields that lead to a place. */
const PLACED_BY = ['place', 'serves', 'at']

/** The address of a look, with what the list is narrowed by. */
export function lookPath(type: ShownType, look: Look, asked: URLSearchParams): string {
  const kept = new URLSearchParams(asked)
  kept.delete('cursor')
  return `${type.path}${LOOK_PATHS[look]}${kept.size > 0 ? `?${kept}` : ''}`
}
