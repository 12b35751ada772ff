import { Type, type Static } from 'typebox'
import type { TerritoryId } from '../ids.ts'

/** What a person may do follows from their role; a visitor is anyone without a session. */
export const Role = Type.Union([
  Type.Literal('visitor'),
  Type.Literal('member'),
  Type.Literal('validator'),
  Type.Literal('steward'),
])
export type Role = Static<typeof Role>

/** Each role may do what those before it may. */
export const ROLES = ['visitor', 'member', 'validator', 'steward'] as const satisfies readonly Role[]

/** The roles of one person: one everywhere, and others in the territories they belong to, with all that lies in these. */
export interface Roles {
  readonly role: Role
  readonly roles: Readonly<Record<TerritoryId, Role>>
}

export function higher(one: Role, other: Role): Role {
  return ROLES.indexOf(one) >= ROLES.indexOf(other) ? one : other
}
