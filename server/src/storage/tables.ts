import type { Generated } from 'kysely'
import type { ActKind, ReportKind } from '@terreau/shared/api/care.ts'
import type { Step } from '@terreau/shared/api/first-steps.ts'
import type { FollowedKind, MailWish, NoticeKind } from '@terreau/shared/api/notices.ts'
import type { LinkOutcome } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import type { VerdictKind } from '@terreau/shared/review/judging.ts'
import type { Visibility } from '@terreau/shared/permission/visibility.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import type { SettledHow, ThreadKind } from '@terreau/shared/review/threads.ts'
import type { ClientId, ContributionId, FileHash, MemberId, PageId, Slug, TerritoryId } from '@terreau/shared/ids.ts'

/** Milliseconds since 1970, UTC. */
export type Instant = number

/** The tables, as Kysely knows them. Times are `Instant`, bytes are blobs, lists are JSON text. */
export interface Tables {
  member: MemberRow
  invitation: InvitationRow
  session: SessionRow
  /** To the session `session_id` it is still to be told that the session `about_id` was opened. */
  session_notice: { session_id: string; about_id: string }
  address: { address: string; member_id: MemberId; confirmed_at: Instant }
  passkey: PasskeyRow
  /** For whom a provider of identities vouches. */
  identity: { issuer: string; subject: string; member_id: MemberId }
  /** A link sent by mail; `asker` is whom it adds the address to, null where it is to come in. */
  mail_link: { token_hash: string; address: string; asker: MemberId | null; expires_at: Instant }
  page: PageRow
  territory: TerritoryRow
  membership: MembershipRow
  proposal: ProposalRow
  first_step: FirstStepRow
  page_slug: { slug: Slug; page_id: PageId }
  client_lease: LeaseRow
  update_log: UpdateRow
  update_pack: PackRow
  snapshot: { page_id: PageId; upto_seq: number; state: Uint8Array; hash: string; chain: Uint8Array | null }
  recovered_draft: DraftRow
  contribution: ContributionRow
  contribution_source: { contribution_id: ContributionId; page_id: PageId }
  attribution: AttributionRow
  borrowing: BorrowingRow
  version: VersionRow
  verdict: VerdictRow
  review_state: ReviewStateRow
  /** Who belongs to what a page is about, and so judges nothing on it. */
  tie: { member_id: MemberId; page_id: PageId }
  file: FileRow
  import_key: { key: string; page_id: PageId; hash: string }
  page_content: ContentRow
  page_field: { page_id: PageId; key: string; value: string }
  /** What lists ask of a page: `facts` is JSON, see `factsOf`. */
  page_facts: { page_id: PageId; lat: number | null; lon: number | null; commune: string | null; facts: string }
  page_file: { page_id: PageId; hash: FileHash }
  page_link: { from_page: PageId; to_page: PageId; kind: string }
  /** What the last check found of the address of a source. */
  link_check: { url: string; outcome: LinkOutcome; moved_to: string | null; checked_at: Instant }
  /** What was looked for and not found; `answer` is the page that answers it since. */
  question: QuestionRow
  search_page: SearchRow
  /** Every form of a word, as it was written first, and how many public pages hold it. */
  search_term: { id: Generated<number>; form: string; written: string; pages: number }
  /** How many pages that are not public hold a form, by where they belong. */
  search_apart: { term: number; place: string; pages: number }
  /** Which pages hold a stem, part by part; see `server/src/search/postings.ts`. */
  search_posting: { key: number; entries: Uint8Array }
  /** Another number after each change of the index, and the synonyms that a page of this wiki lists. */
  search_state: { id: number; generation: number; synonyms: string | null }
  /** Pages whose place changed since they were indexed. */
  search_stale: { page_id: PageId }
  /** Public pages as they were last given to browsers that keep them; `print` tells one state of a page from another. */
  offline_page: {
    page_id: PageId
    print: string
    territory: TerritoryId | null
    bytes: number
    gone: 0 | 1
    changed_at: Instant
  }
  ledger_entry: LedgerRow
  report: ReportRow
  thread: ThreadRow
  message: MessageRow
  /** Who is called by name in a message. */
  mention: { message_id: string; member_id: MemberId }
  correction: CorrectionRow
  /** From which device a visitor proposed a correction, for a year. */
  correction_device: { correction_id: string; device_hash: string; at: Instant }
  /** What somebody follows: the id of a page or a territory, or the key of a type. */
  following: { member_id: MemberId; kind: FollowedKind; what: string; at: Instant }
  notice: NoticeRow
  letter_wish: LetterWishRow
  /** What somebody was called before; forgotten when they leave. */
  former_name: { member_id: MemberId; name: string }
  /** One row: what ended by itself before was told, or is of the past. */
  ended_told: { id: number; upto: Instant }
  fork: ForkRow
  fork_writing: ForkWritingRow
  /** What was said of a hunk of a fork; `words` is JSON, see `WordSegment`. */
  fork_answer: ForkAnswerRow
  /** The outline of a commune; `rings` is JSON, the rest its frame in degrees. */
  outline: { code: string; name: string; rings: string; west: number; south: number; east: number; north: number }
  /** An archived page whose address, links and relations lead to another. */
  page_merge: { page_id: PageId; into_page: PageId; at: Instant }
  /** Two pages that look like one and are not; `one` comes before `other`. */
  page_apart: { one: PageId; other: PageId }
  backup_made: { made_at: Instant; file: string; digest: string }
}

/** Who writes: a person; an import, or the wiki itself; someone without an account, once for each correction of theirs. */
export type MemberKind = 'person' | 'import' | 'system' | 'visitor'

interface MemberRow {
  id: MemberId
  name: string
  role: Role
  colour: string
  kind: MemberKind
  created_at: Instant
  /** When a role above member's ends; null for one that does not. */
  role_until: Generated<Instant | null>
  /** Until then they read as a visitor does. */
  quarantined_until: Generated<Instant | null>
  /** Whom they were merged into; see `person-behind.ts`. */
  became: Generated<MemberId | null>
  /** When they left; their name is a pseudonym since. */
  left_at: Generated<Instant | null>
  /** 1 for whoever asked not to be dealt small things to do. */
  steps_off: Generated<0 | 1>
}

/** A small thing to do that somebody is at; `ready_at` once a second person may look. */
interface FirstStepRow {
  id: string
  page_id: PageId
  kind: Step['kind']
  key: string
  taken_by: MemberId
  taken_at: Instant
  ready_at: Instant | null
  with_member: MemberId | null
  finished_at: Instant | null
}

interface TerritoryRow {
  id: TerritoryId
  name: string
  kind: 'commune' | 'grouping' | 'centre'
  parent_id: TerritoryId | null
  visibility: Visibility
  created_at: Instant
}

/** Who belongs where; `proposed_by` is of the past, see `proposal`. */
interface MembershipRow {
  member_id: MemberId
  territory_id: TerritoryId
  role: Role
  until: Instant | null
  proposed_by: MemberId | null
}

/** Someone wishes that a member of a territory becomes a validator there; only a member who is `willing` is shown. */
interface ProposalRow {
  member_id: MemberId
  territory_id: TerritoryId
  /** Null for someone who left, and where the wiki itself asks. */
  by_member: MemberId | null
  why: string
  at: Instant
  /** When the member said what they think of it. */
  answered_at: Instant | null
  willing: Generated<0 | 1>
}

interface InvitationRow {
  token_hash: string
  role: Role
  uses_left: number
  expires_at: Instant
  created_at: Instant
  /** The territory that it makes its bearer a member of; null for the whole network. */
  territory_id: Generated<TerritoryId | null>
  id: Generated<string | null>
  /** Null where the command line made it. */
  made_by: Generated<MemberId | null>
}

interface PasskeyRow {
  /** The credential's own id. */
  id: string
  member_id: MemberId
  public_key: Uint8Array
  /** How often it signed, where it counts; it never goes back. */
  counter: number
  name: string
  created_at: Instant
  used_at: Instant | null
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
  territory_id: Generated<TerritoryId | null>
  visibility: Generated<Visibility>
  /** The narrowest of its own visibility and of those of the territories it lies in. */
  reach: Generated<Visibility>
  /** Until then only those who keep it write in it. */
  locked_until: Generated<Instant | null>
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
  /** Where the page's chain stands after it, see `chained`. */
  hash: Uint8Array
}

/** Old updates of a page, see `pack.ts`; the chain stands at `before` before them and at `hash` after them. */
interface PackRow {
  page_id: PageId
  first_seq: number
  last_seq: number
  updates: number
  before: Uint8Array
  hash: Uint8Array
  bytes: Uint8Array
}

/** Words that could not enter a page, for their author alone. */
interface DraftRow {
  id: string
  page_id: PageId
  member_id: MemberId
  why: RefusalCode
  words: string
  at: Instant
}

interface ContributionRow {
  id: ContributionId
  page_id: PageId
  member_id: MemberId
  opened_at: Instant
  last_at: Instant
  first_seq: number
  last_seq: number
  undone_at: Generated<Instant | null>
  /** When its author ended it; idle ones end by themselves. */
  closed_at: Generated<Instant | null>
  /** What its author says of it, in a sentence. */
  message: Generated<string | null>
  /** While it is, its words are shown to stewards alone. */
  hidden_at: Generated<Instant | null>
  /** The contribution whose end it put the page back to. */
  restores: Generated<ContributionId | null>
  /** The contribution that a steward took back by it. */
  undoes: Generated<ContributionId | null>
}

/** Who wrote each character of a page, up to an update; `told` is deflated JSON, see `EncodedAttribution`. */
interface AttributionRow {
  page_id: PageId
  algorithm: number
  upto_seq: number
  state: Uint8Array
  told: Uint8Array
  /** The last borrowing in it. */
  upto_borrowing: Generated<number>
}

/** Words that a member was about to bring, when the log stood at `after_seq`; `lent` is JSON, see `Lent` for those of another page and `Brought` for those of this one. */
interface BorrowingRow {
  id: Generated<number>
  page_id: PageId
  member_id: MemberId
  from_page: PageId
  after_seq: number
  at: Instant
  lent: string
}

/** A validated version of a page; `fields`, `body`, `facts`, `judges` and `files` are JSON, see `version-store.ts`. */
interface VersionRow {
  page_id: PageId
  number: number
  at: Instant
  /** The last update of the page that was looked at for it. */
  seq: number
  fields: string
  body: string
  facts: string
  judges: string
  files: string
  /** Hexadecimal; chained over all versions of the page before it. */
  hash: string
  /** While words of it are out of sight: what is shown instead, as JSON, see `ShownVersion`. */
  shown: Generated<string | null>
}

/** A peer's answer on one hunk, by the hunk's key; `waited` is how long that hunk had waited, in ms. */
interface VerdictRow {
  page_id: PageId
  hunk: string
  member_id: MemberId
  verdict: VerdictKind
  reason: string | null
  at: Instant
  waited: number
}

/** What waits on a page, as of update `upto_seq`. Derived. */
interface ReviewStateRow {
  page_id: PageId
  upto_seq: number
  version: number | null
  /** Passages of the live page that the version does not hold as they are. */
  newer: number
  /** Hunks that wait for a verdict. */
  waiting: number
  since: Instant | null
  short: 0 | 1
  /** Some of what waits is only to be looked at again. */
  recheck: 0 | 1
  /** When the first validated passage is to be checked again. */
  stale_at: Instant | null
  /** Open objections. */
  contested: number
  /** When its stewards were told that it waits for long. */
  told_at: Instant | null
  /** JSON list of those who had a hand in all that waits. */
  not_for: string
  /** Corrections that wait; `since` counts them too. */
  proposed: Generated<number>
}

/** What was done to people, rights and pages; `says` and `salt` go when its words are erased. */
interface LedgerRow {
  seq: number
  at: Instant
  kind: ActKind | 'log.pinned' | 'verdict.given'
  by_member: MemberId
  member_id: MemberId | null
  page_id: PageId | null
  territory_id: TerritoryId | null
  says_hash: Uint8Array
  says: string | null
  salt: Uint8Array | null
  hash: Uint8Array
}

interface ReportRow {
  id: string
  page_id: PageId
  kind: ReportKind
  words: string
  /** Null for a visitor. */
  by_member: MemberId | null
  at: Instant
  answered_at: Instant | null
}

interface ThreadRow {
  id: string
  page_id: PageId
  kind: ThreadKind
  /** Where it stands, as JSON, see `Anchor`; null for the page as a whole. */
  anchor: string | null
  /** A `Statement`, as JSON. */
  contradicts: string | null
  opened_by: MemberId
  opened_at: Instant
  settled_at: Instant | null
  settled_by: MemberId | null
  settled_how: SettledHow | null
}

interface MessageRow {
  id: string
  thread_id: string
  by_member: MemberId
  at: Instant
  /** Plain text; people called by name stand in it as `@` and their id. */
  words: string
  /** While it is, its words are shown to stewards alone. */
  hidden_at: Instant | null
}

/** Other words for a passage, proposed from the reading page. */
interface CorrectionRow {
  id: string
  page_id: PageId
  /** Where its passage stands, as JSON, see `Anchor`. */
  anchor: string
  /** The words of the passage as they were read. */
  base: string
  words: string
  /** Of a fact, what it was read as and what it is proposed to say, as JSON, see `Stating`; null for words of a passage. */
  fact: Generated<string | null>
  /** As a visitor calls themselves. */
  name: string | null
  why: string | null
  /** Null for a visitor. */
  by_member: MemberId | null
  at: Instant
  /** While it is being written into the page, as JSON, see `Taking`. */
  taken: string | null
  /** The author of its words in the page. */
  written_by: MemberId | null
  outcome: 'accepted' | 'returned' | null
  reason: string | null
  answered_by: MemberId | null
  answered_at: Instant | null
}

/** Changes of a page that a member writes apart, to propose them. */
interface ForkRow {
  id: string
  page_id: PageId
  member_id: MemberId
  /** What they wrote, as one Yjs update upon the page. */
  bytes: Uint8Array
  /** Once it is sent: the words of others that it holds under ids of its own, as JSON, see `Brought`. */
  carried: Generated<string>
  /** Where the page stood that its author last opened. */
  opened_seq: Generated<number>
  /** While some of it is on its way into the page: what is left of it then. */
  next_bytes: Uint8Array | null
  /** JSON, see `Taking` of `fork-store.ts`. */
  taking: string | null
  message: string | null
  opened_at: Instant
  /** When its author sent it. */
  sent_at: Instant | null
  /** When all of it was answered, or its author put it aside. */
  closed_at: Instant | null
}

/** An update as it was written apart, until that is sent; `seq` is where the page stood that its author had. */
interface ForkWritingRow {
  id: Generated<number>
  fork_id: string
  seq: number
  bytes: Uint8Array
}

interface ForkAnswerRow {
  fork_id: string
  hunk: string
  words: string
  outcome: 'accepted' | 'returned'
  reason: string | null
  answered_by: MemberId
  answered_at: Instant
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
interface QuestionRow {
  id: string
  words: string
  words_key: string
  lang: Lang
  at: Instant
  answer: PageId | null
  answered_at: Instant | null
}

interface SearchRow {
  id: Generated<number>
  page_id: PageId
  /** Who it is shown to. */
  place: string
  type: PageTypeKey
  lang: Lang
  principles: string
  territory: string | null
  commune: string | null
  step_free: 0 | 1
  length: number
  words: Uint8Array
  texts: string
}

/** Something that happened, told to one member. */
interface NoticeRow {
  id: string
  member_id: MemberId
  kind: NoticeKind
  page_id: PageId
  by_member: MemberId | null
  /** The words of a thread are read where they stand: they may be taken out of sight. */
  thread_id: string | null
  quote: string | null
  reason: string | null
  at: Instant
  read_at: Instant | null
}

/** Whether a member wants letters, in which language; what happened up to `upto` was told in one. */
interface LetterWishRow {
  member_id: MemberId
  mail: MailWish
  lang: Lang
  /** Signs the links of their letters. */
  key: Uint8Array
  upto: Instant
  sent_at: Instant | null
}
