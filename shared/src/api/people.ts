import { Type, type Static } from 'typebox'
import { MemberId } from '../ids.ts'
import { Role } from '../permission/roles.ts'
import { Lang } from '../languages.ts'

/** Seen by the person alone and, for the name and colour, by those who write with them. */
export const Member = Type.Object({ id: MemberId, name: Type.String(), role: Role, colour: Type.String() })
export type Member = Static<typeof Member>

export const Me = Type.Object({ member: Type.Union([Member, Type.Null()]), lang: Lang })
export type Me = Static<typeof Me>

/** The one thing asked of a newcomer is a name; a pseudonym is welcome. */
export const NewSession = Type.Object(
  {
    invitation: Type.String({ minLength: 16, maxLength: 128 }),
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type NewSession = Static<typeof NewSession>

/** What an invitation opens, before one takes it. */
export const InvitationAnswer = Type.Object({ role: Role })
export type InvitationAnswer = Static<typeof InvitationAnswer>

export const SessionList = Type.Object({
  sessions: Type.Array(
    Type.Object({
      id: Type.String(),
      device: Type.String(),
      createdAt: Type.String(),
      seenAt: Type.String(),
      current: Type.Boolean(),
    }),
  ),
})
export type SessionList = Static<typeof SessionList>
