import { Type, type Static } from 'typebox'

/** What a person may do follows from their role; a visitor is anyone without a session. */
export const Role = Type.Union([
  Type.Literal('visitor'),
  Type.Literal('member'),
  Type.Literal('validator'),
  Type.Literal('steward'),
])
export type Role = Static<typeof Role>
