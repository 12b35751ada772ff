import { Type, type Static } from 'typebox'
import { MemberId, TerritoryId } from '../ids.ts'
import { Role } from '../permission/roles.ts'
import { Lang } from '../languages.ts'

/** Seen by the person alone and, for the name and colour, by those who write with them. */
export const Member = Type.Object({
  id: MemberId,
  name: Type.String(),
  /** Their role everywhere. */
  role: Role,
  colour: Type.String(),
  /** Their roles in the territories they belong to, and in all that lies in these. */
  roles: Type.Unsafe<Readonly<Record<TerritoryId, Role>>>(Type.Record(Type.String(), Role)),
})
export type Member = Static<typeof Member>

export const Me = Type.Object({
  member: Type.Union([Member, Type.Null()]),
  lang: Lang,
  /** By which ways one may come in here, beside invitations. */
  ways: Type.Object({ mail: Type.Boolean(), oidc: Type.Boolean() }),
  /** Somebody wishes for them as validator somewhere, and they have not said what they think of it. */
  asked: Type.Boolean(),
  /** Something happened that they follow, or that concerns them, and they have not read of it. */
  news: Type.Boolean(),
  /** Devices on which this member came in since, as far as this device was not yet told to forget them. */
  newDevices: Type.Array(
    Type.Object({ id: Type.String(), device: Type.String(), at: Type.String({ format: 'date-time' }) }),
  ),
})
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

/** The name that others see from now on. */
export const NewName = Type.Object({ name: NewSession.properties.name }, { additionalProperties: false })

/** Another name that was shown, on this device and a moment ago, to be this person's too. */
export const OtherName = Type.Object({
  other: Type.Union([
    Type.Object({
      id: MemberId,
      name: Type.String(),
      /** False where they were in, and have to come in once more before the two can become one. */
      proved: Type.Boolean(),
    }),
    Type.Null(),
  ]),
})
export type OtherName = Static<typeof OtherName>

/** Whom the screen showed: for what is never undone, the wiki asks whether it means the same. */
export const WhichMember = Type.Object({ id: MemberId }, { additionalProperties: false })

/** What an invitation opens, before one takes it. */
export const InvitationAnswer = Type.Object({
  role: Role,
  /** The name of the territory it opens; null for the whole network. */
  territory: Type.Union([Type.String(), Type.Null()]),
})
export type InvitationAnswer = Static<typeof InvitationAnswer>

/** A mail address as people write it; compared in lower case. */
export const MailAddress = Type.String({
  maxLength: 254,
  pattern: String.raw`^\s*[^\s@<>"',;:\\()[\]]{1,64}@[^\s@<>"',;:\\()[\]]+\.[^\s@<>"',;:\\()[\]]+\s*$`,
})

/** What an authenticator answers, as browsers write it in JSON; the server checks every part of it. */
export const SignedByPasskey = Type.Object({
  id: Type.String({ maxLength: 2000 }),
  rawId: Type.String({ maxLength: 2000 }),
  type: Type.Literal('public-key'),
  response: Type.Record(Type.String(), Type.Unknown()),
  clientExtensionResults: Type.Record(Type.String(), Type.Unknown()),
})
export type SignedByPasskey = Static<typeof SignedByPasskey>

export const NewPasskey = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }), signed: SignedByPasskey },
  { additionalProperties: false },
)
export type NewPasskey = Static<typeof NewPasskey>

/** One's own passkeys, oldest first. */
export const PasskeyList = Type.Object({
  passkeys: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      createdAt: Type.String({ format: 'date-time' }),
      usedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    }),
  ),
})
export type PasskeyList = Static<typeof PasskeyList>

/** One's own addresses, for oneself alone. */
export const AddressList = Type.Object({ addresses: Type.Array(Type.String()) })
export type AddressList = Static<typeof AddressList>

/** What a link sent by mail does: it lets this member in, or adds the address to what leads to them. */
export const MailLinkAnswer = Type.Object({
  does: Type.Union([Type.Literal('enter'), Type.Literal('add')]),
  name: Type.String(),
  address: Type.Optional(Type.String()),
})
export type MailLinkAnswer = Static<typeof MailLinkAnswer>

/** Made by whoever may give this role there. */
export const NewInvitation = Type.Object(
  {
    role: Role,
    territory: Type.Optional(TerritoryId),
    uses: Type.Integer({ minimum: 1, maximum: 1000 }),
    days: Type.Integer({ minimum: 1, maximum: 365 }),
  },
  { additionalProperties: false },
)
export type NewInvitation = Static<typeof NewInvitation>

/** The link is shown this once: what is kept of it does not tell it. */
export const MadeInvitation = Type.Object({
  link: Type.String(),
  /** The link as a QR code, an SVG document. */
  qr: Type.String(),
  role: Role,
  territory: Type.Union([Type.String(), Type.Null()]),
  expiresAt: Type.String({ format: 'date-time' }),
})
export type MadeInvitation = Static<typeof MadeInvitation>

/** One's own invitations that still open. */
export const InvitationList = Type.Object({
  invitations: Type.Array(
    Type.Object({
      id: Type.String(),
      role: Role,
      territory: Type.Union([Type.String(), Type.Null()]),
      usesLeft: Type.Integer(),
      expiresAt: Type.String({ format: 'date-time' }),
    }),
  ),
})
export type InvitationList = Static<typeof InvitationList>

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
