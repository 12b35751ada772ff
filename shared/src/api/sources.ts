import { Type, type Static } from 'typebox'
import { PageName } from './pages.ts'

export const MOST_ITEMS = 200

/** What another tool wrote as CSL-JSON; each item is read by itself, whatever it is. */
export const SourcesToBring = Type.Object(
  {
    items: Type.Array(Type.Unknown(), { minItems: 1, maxItems: MOST_ITEMS }),
    /** True to learn what would be made, and make nothing. */
    dry: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type SourcesToBring = Static<typeof SourcesToBring>

/** `untitled`: it has no title to be called by; `twice`: the list says it twice. */
export const NOT_BROUGHT = ['untitled', 'twice'] as const

/** What became of one item, or would become of it. */
export const BroughtSource = Type.Object({
  title: Type.String(),
  becomes: Type.Union([Type.Literal('new'), Type.Literal('here'), Type.Literal('refused')]),
  /** The page made of it, or the one that was here; absent where the caller may not know of it. */
  page: Type.Optional(PageName),
  why: Type.Optional(Type.Unsafe<(typeof NOT_BROUGHT)[number]>(Type.String({ enum: [...NOT_BROUGHT] }))),
})
export type BroughtSource = Static<typeof BroughtSource>

export const BroughtSources = Type.Object({ items: Type.Array(BroughtSource) })
export type BroughtSources = Static<typeof BroughtSources>
