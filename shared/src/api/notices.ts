import { Type, type Static } from 'typebox'
import { MemberId, TerritoryId } from '../ids.ts'
import { PageTypeKey } from './page-type-key.ts'
import { PageName } from './pages.ts'

const At = Type.String({ format: 'date-time' })
const Person = Type.Object({ id: MemberId, name: Type.String() })

/** What one follows: a page, all pages of a territory and of those that lie in it, or all of a type. */
const FOLLOWED_KINDS = ['page', 'territory', 'type'] as const
export type FollowedKind = (typeof FOLLOWED_KINDS)[number]

export const Followed = Type.Object({
  kind: Type.Unsafe<FollowedKind>(Type.String({ enum: [...FOLLOWED_KINDS] })),
  /** The id of a page or a territory, or the key of a type. */
  id: Type.String({ maxLength: 96 }),
})
export type Followed = Static<typeof Followed>

const TerritoryName = Type.Object({ id: TerritoryId, name: Type.String() })

/** What one follows, as far as one may still know of it. */
export const Following = Type.Object({
  pages: Type.Array(PageName),
  /** Each with the territories that lie in it, at whatever depth: they are followed with it. */
  territories: Type.Array(Type.Object({ ...TerritoryName.properties, inside: Type.Array(TerritoryName) })),
  types: Type.Array(PageTypeKey),
})
export type Following = Static<typeof Following>

/**
 * What a notice says: a version was made of it; somebody wrote on it; one's passages were kept, or given back; something
 * was said in a thread, or to oneself by name, or against a passage; it waits for peers for long.
 */
const NOTICE_KINDS = ['version', 'proposed', 'validated', 'returned', 'said', 'called', 'objection', 'waiting'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Something that happened, told to one person. */
export const Notice = Type.Object({
  id: Type.String(),
  kind: Type.Unsafe<NoticeKind>(Type.String({ enum: [...NOTICE_KINDS] })),
  page: PageName,
  /** Who did it last; null where nobody did. */
  by: Type.Union([Person, Type.Null()]),
  /** The beginning of the passage, or what was said. */
  words: Type.Union([Type.String(), Type.Null()]),
  /** Why passages were given back, or a word of thanks; a line each where there were several. */
  reason: Type.Union([Type.String(), Type.Null()]),
  at: At,
  read: Type.Boolean(),
})
export type Notice = Static<typeof Notice>

/** How often one is written to: never, once a day at most, or soon after something happened. */
const MAIL_WISHES = ['never', 'daily', 'each'] as const
export type MailWish = (typeof MAIL_WISHES)[number]

const MailWishSchema = Type.Unsafe<MailWish>(Type.String({ enum: [...MAIL_WISHES] }))

/** Newest first. */
export const NoticeList = Type.Object({
  notices: Type.Array(Notice),
  /** Hand it back as `before` for older ones; null at the end. */
  next: Type.Union([Type.String(), Type.Null()]),
  mail: Type.Object({
    /** Null for whoever was never asked: they are not written to. */
    wish: Type.Union([MailWishSchema, Type.Null()]),
    /** The wiki sends mail, and an address leads to the member. */
    possible: Type.Boolean(),
  }),
})
export type NoticeList = Static<typeof NoticeList>

/** All that happened up to a moment is read. */
export const ReadUpto = Type.Object({ upto: At }, { additionalProperties: false })

export const NoticeSettings = Type.Object({ mail: MailWishSchema }, { additionalProperties: false })
