import {
  ACT_KINDS,
  type ActKind,
  type LedgerEntry,
  type LedgerList,
  type NewReport,
  type Quarantine,
  type Report,
} from '@terreau/shared/api/care.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { ContributionId, MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { personBehind } from '../members/person-behind.ts'
import { listed, readable } from '../members/readable.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

const MANY = 50

/** Reports, contributions and the ledger as people read them. */
export class CareStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  async report(page_id: PageId, { kind, words }: NewReport, by_member: MemberId | null): Promise<void> {
    const at = this.#now()
    const row = { id: newId<never>(at), page_id, kind, words: words?.trim() ?? '', by_member, at, answered_at: null }
    await this.#db.insertInto('report').values(row).execute()
  }

  /** Open reports on pages that this person may know of, oldest first. */
  async reports(person: Roles): Promise<(Report & { readonly pageId: PageId })[]> {
    const rows = await this.#db
      .selectFrom('report')
      .innerJoin('page', 'page.id', 'report.page_id')
      .leftJoin('member', 'member.id', 'report.by_member')
      .select(['report.id', 'report.kind', 'words', 'at', 'member.name as by'])
      .select(['page.id as pageId', 'type', 'slug', 'title', 'lang'])
      .where('answered_at', 'is', null)
      .where(readable(person))
      .orderBy('at')
      .execute()
    return rows.map(({ id, kind, words, at, by, pageId, type, slug, title, lang }) => {
      const page: PageName = { id: pageId, type, slug, title, lang }
      return { id, kind, words, at: iso(at), by, page, pageId }
    })
  }

  /** False where there is no such open report. */
  async answerReport(tx: Db, id: string): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('report')
      .set({ answered_at: this.#now() })
      .where('id', '=', id)
      .where('answered_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async lock(tx: Db, id: PageId, until: Instant | null): Promise<void> {
    await tx.updateTable('page').set({ locked_until: until }).where('id', '=', id).execute()
  }

  /** Null releases. */
  async quarantine(tx: Db, id: MemberId, until: Instant | null): Promise<void> {
    await tx.updateTable('member').set({ quarantined_until: until }).where('id', '=', id).execute()
  }

  /** Ends all sessions of a person, on every device; answers which. */
  async endSessions(tx: Db, id: MemberId): Promise<string[]> {
    const ended = await tx.deleteFrom('session').where('member_id', '=', id).returning('id').execute()
    return ended.map((session) => session.id)
  }

  /** Those in quarantine, by name. */
  async inQuarantine(): Promise<Quarantine['members']> {
    return this.#db
      .selectFrom('member')
      .select(['id', 'name'])
      .where('quarantined_until', '>', this.#now())
      .orderBy('name')
      .execute()
  }

  async contribution(id: ContributionId): Promise<ContributionRow | null> {
    return (await this.#standing().where('id', '=', id).executeTakeFirst()) ?? null
  }

  /** What a member wrote since then and that still stands, newest first. */
  async contributionsOf(member: MemberId, since: Instant): Promise<ContributionRow[]> {
    return this.#standing()
      .where(personBehind('member_id'), '=', member)
      .where('last_at', '>=', since)
      .orderBy('last_at', 'desc')
      .execute()
  }

  async markUndone(tx: Db, id: ContributionId): Promise<void> {
    await tx.updateTable('contribution').set({ undone_at: this.#now() }).where('id', '=', id).execute()
  }

  /** The ledger, newest first, without what concerns pages that this person may not know of. */
  async ledger(person: Roles | null, before = Number.MAX_SAFE_INTEGER): Promise<LedgerList> {
    const rows = await this.#db
      .selectFrom('ledger_entry')
      .innerJoin('member as actor', 'actor.id', 'ledger_entry.by_member')
      .leftJoin('member as concerned', 'concerned.id', 'ledger_entry.member_id')
      .leftJoin('page', 'page.id', 'ledger_entry.page_id')
      .select(['seq', 'at', 'ledger_entry.kind', 'says', 'ledger_entry.territory_id', 'actor.name as by'])
      .select(['concerned.name as member', 'page.id as pageId', 'page.type', 'page.slug', 'page.title', 'page.lang'])
      .where('seq', '<', before)
      .where('ledger_entry.kind', 'in', [...ACT_KINDS])
      .$narrowType<{ kind: ActKind }>()
      .where((eb) => eb.or([eb('ledger_entry.page_id', 'is', null), listed(person)]))
      .where('ledger_entry.territory_id', 'is', null)
      .orderBy('seq', 'desc')
      .limit(MANY + 1)
      .execute()
    const entries = rows.slice(0, MANY).map(entryOf)
    return { entries, next: rows.length > MANY ? (entries.at(-1)?.seq ?? null) : null }
  }

  #standing() {
    return this.#db
      .selectFrom('contribution')
      .select(['id', 'page_id', 'member_id', 'first_seq', 'last_seq'])
      .where('undone_at', 'is', null)
  }
}

/** Which updates of a page a contribution is made of: those of its author between two seqs. */
export type ContributionRow = Pick<Tables['contribution'], 'id' | 'page_id' | 'member_id' | 'first_seq' | 'last_seq'>

interface EntryRow {
  readonly seq: number
  readonly at: Instant
  readonly kind: LedgerEntry['kind']
  readonly says: string | null
  readonly territory_id: LedgerEntry['territory']
  readonly by: string
  readonly member: string | null
  readonly pageId: PageId | null
  readonly type: PageName['type'] | null
  readonly slug: PageName['slug'] | null
  readonly title: string | null
  readonly lang: PageName['lang'] | null
}

function entryOf({
  seq,
  at,
  kind,
  says,
  territory_id,
  by,
  member,
  pageId,
  type,
  slug,
  title,
  lang,
}: EntryRow): LedgerEntry {
  const page = pageId && type && slug && title !== null && lang ? { id: pageId, type, slug, title, lang } : null
  const said = says === null ? null : (JSON.parse(says) as { reason?: string }).reason
  return { seq, at: iso(at), kind, by, member, page, territory: territory_id, reason: said ?? null }
}

const iso = (at: Instant) => new Date(at).toISOString()
