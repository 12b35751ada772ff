import { Type, type Static } from 'typebox'

/**
 * Who may know of a page or a territory. `public`: everyone. `unlisted`: everyone who has its address; lists and search
 * show it to its members alone. `private`: its members alone; to others it does not exist.
 */
export const Visibility = Type.Union([Type.Literal('public'), Type.Literal('unlisted'), Type.Literal('private')])
export type Visibility = Static<typeof Visibility>

const FROM_WIDE = ['public', 'unlisted', 'private'] as const satisfies readonly Visibility[]

export function narrower(one: Visibility, other: Visibility): Visibility {
  return FROM_WIDE.indexOf(one) >= FROM_WIDE.indexOf(other) ? one : other
}
