import { Type, type Static } from 'typebox'

const Degrees = (most: number) => Type.Number({ minimum: -most, maximum: most })

/** A closed line of longitudes and latitudes, in degrees. */
const Ring = Type.Unsafe<readonly (readonly [lon: number, lat: number])[]>(
  Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
)

/** The outline of a commune, or of another area that the wiki brought in. */
export const Outline = Type.Object({ code: Type.String(), name: Type.String(), rings: Type.Array(Ring) })
export type Outline = Static<typeof Outline>

/** The part of the world that a map shows. */
export const Frame = Type.Object({
  west: Degrees(180),
  south: Degrees(90),
  east: Degrees(180),
  north: Degrees(90),
})
export type Frame = Static<typeof Frame>

/** What a map is drawn upon. */
export const Ground = Type.Object({
  /** Address of tiles, with `{z}`, `{x}` and `{y}`, and whom they are credited to; null where the wiki names none. */
  tiles: Type.Union([Type.Object({ url: Type.String(), credit: Type.String() }), Type.Null()]),
  outlines: Type.Array(Outline),
})
export type Ground = Static<typeof Ground>
