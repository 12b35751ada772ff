import { Type } from 'typebox'

/** A string that names one kind of thing, so that a page id can't be passed for a member id. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'

/** Permanent address of a page (UUIDv7): survives renaming, retyping and archiving. */
export type PageId = Id<'Page'>
export const PageId = Type.Unsafe<PageId>(Type.String({ pattern: UUID }))

/** One person, import or the wiki itself: whoever an update can be credited to (UUIDv7). */
export type MemberId = Id<'Member'>
export const MemberId = Type.Unsafe<MemberId>(Type.String({ pattern: UUID }))

/** A commune, a grouping of communes or a centre: where pages and members belong (UUIDv7). */
export type TerritoryId = Id<'Territory'>
export const TerritoryId = Type.Unsafe<TerritoryId>(Type.String({ pattern: UUID }))

/** One author's uninterrupted run of edits on a page (UUIDv7). */
export type ContributionId = Id<'Contribution'>
export const ContributionId = Type.Unsafe<ContributionId>(Type.String({ pattern: UUID }))

/** What a page's address is made of: lower case, no accents, words joined by hyphens. */
export type Slug = Id<'Slug'>
export const SLUG_PATTERN = '^[a-z0-9]+(?:-[a-z0-9]+)*$'
export const Slug = Type.Unsafe<Slug>(Type.String({ pattern: SLUG_PATTERN, maxLength: 96 }))

/** A page as people and links name it: its id, or any slug it ever had. */
export type PageRef = PageId | Slug
export const PageRef = Type.Unsafe<PageRef>(Type.String({ pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$', maxLength: 96 }))

/** A stored file: SHA-256 of its bytes, in hexadecimal. */
export type FileHash = Id<'File'>
export const FileHash = Type.Unsafe<FileHash>(Type.String({ pattern: '^[0-9a-f]{64}$' }))

/** A Yjs client id issued by the server: an unsigned 32-bit integer. */
export type ClientId = number & { readonly __kind: 'Client' }
export const ClientId = Type.Unsafe<ClientId>(Type.Integer({ minimum: 1, maximum: 0xffff_ffff }))

const PAGE_ID = new RegExp(UUID)

/** Tells an id from a slug; a slug never has the shape of an id, see `slugOf`. */
export function isPageId(ref: string): ref is PageId {
  return PAGE_ID.test(ref)
}
