import { Type, type Static } from 'typebox'

/** A territory of the official geographic code: a commune by its INSEE code, a grouping by its SIREN, `D33`, `R75`. */
export const AREA_PATTERN = '^(?:(?:[013-9]\\d|2[AB1-9])\\d{3}|\\d{9}|D(?:\\d{2,3}|2[AB])|R\\d{2})$'
export const AreaCode = Type.String({ pattern: AREA_PATTERN })

const Named = Type.Object({ code: Type.String(), name: Type.String() })

/** A commune as one chooses it: many share a name or a postcode, so it always comes with where it lies. */
export const Commune = Type.Object({
  /** INSEE. */
  code: Type.String(),
  name: Type.String(),
  kind: Type.Union([
    Type.Literal('commune'),
    Type.Literal('delegated'),
    Type.Literal('associated'),
    Type.Literal('district'),
  ]),
  /** The commune that it is a part of, where it is no commune of its own. */
  partOf: Type.Union([Named, Type.Null()]),
  /** Its code is that of the département, its code here `D33`. */
  department: Type.Union([Named, Type.Null()]),
  region: Type.Union([Named, Type.Null()]),
  /** The grouping of communes that it belongs to; a few islands have none. */
  grouping: Type.Union([Named, Type.Null()]),
  postcodes: Type.Array(Type.String()),
})
export type Commune = Static<typeof Commune>

export const CommuneQuery = Type.Object({
  /** Part of a name, a postcode or an INSEE code. */
  q: Type.String({ maxLength: 80 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})

export const CommuneList = Type.Object({ communes: Type.Array(Commune) })
export type CommuneList = Static<typeof CommuneList>

/** A territory named: what `territory=` of lists takes, and what it holds. */
export const Area = Type.Object({
  code: Type.String(),
  name: Type.String(),
  kind: Type.Union([
    Type.Literal('commune'),
    Type.Literal('grouping'),
    Type.Literal('department'),
    Type.Literal('region'),
  ]),
  /** How many communes lie in it. */
  communes: Type.Integer(),
})
export type Area = Static<typeof Area>

export const AreaQuery = Type.Object({ q: Type.String({ maxLength: 80 }) })
export const AreaList = Type.Object({ areas: Type.Array(Area) })
export type AreaList = Static<typeof AreaList>
