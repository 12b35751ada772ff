import { Type, type Static } from 'typebox'
import { MemberId, TerritoryId } from '../ids.ts'
import { Role } from '../permission/roles.ts'
import { Visibility } from '../permission/visibility.ts'

export const TerritoryKind = Type.Union([Type.Literal('commune'), Type.Literal('grouping'), Type.Literal('centre')])
export type TerritoryKind = Static<typeof TerritoryKind>

export const Territory = Type.Object({
  id: TerritoryId,
  name: Type.String(),
  kind: TerritoryKind,
  /** The territory it lies in. */
  within: Type.Union([TerritoryId, Type.Null()]),
  visibility: Visibility,
  /** What the caller may do here. */
  may: Type.Object({ keep: Type.Boolean(), belong: Type.Boolean() }),
})
export type Territory = Static<typeof Territory>

export const TerritoryList = Type.Object({ territories: Type.Array(Territory) })
export type TerritoryList = Static<typeof TerritoryList>

export const NewTerritory = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 80, pattern: '\\S' }),
    kind: TerritoryKind,
    within: Type.Optional(TerritoryId),
    visibility: Type.Optional(Visibility),
  },
  { additionalProperties: false },
)
export type NewTerritory = Static<typeof NewTerritory>

export const TerritoryChange = Type.Partial(
  Type.Object({ name: NewTerritory.properties.name, visibility: Visibility }, { additionalProperties: false }),
  { additionalProperties: false },
)
export type TerritoryChange = Static<typeof TerritoryChange>

/** Why a member who would like to is wished for as validator, and by whom; null for someone who left. */
export const Proposed = Type.Object({ by: Type.Union([Type.String(), Type.Null()]), why: Type.String() })
export type Proposed = Static<typeof Proposed>

/** A word on why one wishes for somebody as validator. */
export const NewProposal = Type.Object(
  { why: Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' }) },
  { additionalProperties: false },
)

/** In which territories somebody wishes for the caller as validator; nobody else is told before they say yes. */
export const AskedOfMe = Type.Object({
  proposals: Type.Array(
    Type.Object({ id: TerritoryId, territory: Type.String(), ...Proposed.properties }, { additionalProperties: false }),
  ),
})
export type AskedOfMe = Static<typeof AskedOfMe>

export const ProposalAnswer = Type.Object({ willing: Type.Boolean() }, { additionalProperties: false })

/** Someone who belongs to a territory; their name is known to its members alone. */
export const Belonging = Type.Object({
  id: MemberId,
  name: Type.String(),
  role: Role,
  /** Until when the role holds; they are a member afterwards. */
  until: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** Wished for as validator, and willing: told to those who can confirm it. */
  proposed: Type.Union([Proposed, Type.Null()]),
})
export type Belonging = Static<typeof Belonging>

export const BelongingList = Type.Object({ members: Type.Array(Belonging) })
export type BelongingList = Static<typeof BelongingList>

/** `visitor` takes someone out of the territory. */
export const RoleGiven = Type.Object(
  { role: Role, until: Type.Optional(Type.String({ format: 'date-time' })) },
  { additionalProperties: false },
)
export type RoleGiven = Static<typeof RoleGiven>
