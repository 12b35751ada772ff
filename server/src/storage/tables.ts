import type { Generated } from 'kysely'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import type { ClientId, ContributionId, FileHash, MemberId, PageId, Slug } from '@terreau/shared/ids.ts'

/** Milliseconds since 1970, UTC. */
export type Instant = number

/** The tables, as Kysely knows them. Times are `Instant`, bytes are blobs, lists are JSON text. */
export interface Tables {
  member: MemberRow
  invitation: InvitationRow
  session: SessionRow
  page: PageRow
  page_slug: { slug: Slug; page_id: PageId }
  client_lease: LeaseRow
  update_log: UpdateRow
  snapshot: { page_id: PageId; upto_seq: number; state: Uint8Array; hash: string }
  contribution: ContributionRow
  file: FileRow
  import_key: { key: string; page_id: PageId; hash: string }
  page_content: ContentRow
  page_field: { page_id: PageId; key: string; value: string }
  page_link: { from_page: PageId; to_page: PageId; kind: string }
  search_page: SearchRow
  search_term: { form: string; pages: number }
}

interface MemberRow {
  id: MemberId
  name: string
  role: Role
  colour: string
  kind: 'person' | 'import' | 'system'
  created_at: Instant
}

interface InvitationRow {
  token_hash: string
  role: Role
  uses_left: number
  expires_at: Instant
  created_at: Instant
}

interface SessionRow {
  id: string
  token_hash: string
  member_id: MemberId
  device: string
  created_at: Instant
  seen_at: Instant
}

interface PageRow {
  id: PageId
  type: PageTypeKey
  slug: Slug
  title: string
  /** The title folded, by which lists are sorted as readers expect: «Échanger» beside «Essayer». */
  title_key: string
  lang: Lang
  created_by: MemberId
  created_at: Instant
  updated_at: Instant
  archived_at: Instant | null
}

interface LeaseRow {
  client_id: ClientId
  page_id: PageId
  member_id: MemberId
  issued_at: Instant
}

interface UpdateRow {
  seq: Generated<number>
  page_id: PageId
  member_id: MemberId
  received_at: Instant
  bytes: Uint8Array
}

interface ContributionRow {
  id: ContributionId
  page_id: PageId
  member_id: MemberId
  opened_at: Instant
  last_at: Instant
  first_seq: number
  last_seq: number
}

interface FileRow {
  hash: FileHash
  mime: string
  width: number
  height: number
  size: number
  added_by: MemberId
  added_at: Instant
}

interface ContentRow {
  page_id: PageId
  upto_seq: number
  fields: string
  body: string
  passages: string
}

/** The forms of a page's words by area, joined by spaces; `texts` are its passages, for snippets. */
interface SearchRow {
  id: Generated<number>
  page_id: PageId
  title: string
  head: string
  body: string
  texts: string
}
