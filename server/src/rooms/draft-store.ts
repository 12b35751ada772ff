import type { PageName } from '@terreau/shared/api/pages.ts'
import type { RecoveredDraft } from '@terreau/shared/api/drafts.ts'
import type { MemberId, PageId, Slug } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { presentPerson } from '../members/person-behind.ts'
import { readable } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

/** Words that could not enter a page, with their author and the reason. */
export interface LostWords {
  /** The same for all that one connection lost, which then is one draft. */
  readonly id: string
  readonly pageId: PageId
  readonly memberId: MemberId
  readonly why: RefusalCode
  readonly words: string
}

const NAMELESS = 'page' as Slug

/** What one member may have kept: the oldest go first. */
const MAX_KEPT = 200

/**
 * *Brouillons récupérés*: the words of what was refused, and of what found its place gone, kept for their author alone
 * until they put them aside; at most 200 a member.
 */
export class DraftStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Keeps words, in place of those kept under the same id; the same words on the same page are kept once. Those of someone who left are not. */
  async keep({ id, pageId, memberId: author, why, words }: LostWords): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const memberId = await presentPerson(tx, author)
      if (!memberId) return
      const row = { id, page_id: pageId, member_id: memberId, why, words, at: this.#now() }
      if (await isKept(tx, row)) return
      await tx
        .insertInto('recovered_draft')
        .values(row)
        .onConflict((on) => on.column('id').doUpdateSet({ words, why }))
        .execute()
      await forgetOldest(tx, memberId)
    })
  }

  /** A member's own drafts, newest first; a page that they may no longer know of has no name. */
  async of({ id: memberId, ...person }: Roles & { readonly id: MemberId }): Promise<RecoveredDraft[]> {
    const rows = await this.#db
      .selectFrom('recovered_draft')
      .innerJoin('page', 'page.id', 'recovered_draft.page_id')
      .select([
        'recovered_draft.id',
        'why',
        'words',
        'at',
        'page_id',
        'type',
        'slug',
        'title',
        'lang',
        readable(person).as('known'),
      ])
      .where('member_id', '=', memberId)
      .orderBy('at', 'desc')
      .execute()
    return rows.map(({ id, why, words, at, page_id, type, slug, title, lang, known }) => {
      const page: PageName = { id: page_id, type, lang, ...(known ? { slug, title } : { slug: NAMELESS, title: '…' }) }
      return { id, page, why, words, at: new Date(at).toISOString() }
    })
  }

  /** Answers false where this member has no such draft. */
  async putAside(memberId: MemberId, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('recovered_draft')
      .where('member_id', '=', memberId)
      .where('id', '=', id)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
}

async function isKept(tx: Db, { member_id, page_id, words }: Tables['recovered_draft']): Promise<boolean> {
  const same = await tx
    .selectFrom('recovered_draft')
    .select('id')
    .where('member_id', '=', member_id)
    .where('page_id', '=', page_id)
    .where('words', '=', words)
    .executeTakeFirst()
  return same !== undefined
}

async function forgetOldest(tx: Db, memberId: MemberId): Promise<void> {
  const kept = tx
    .selectFrom('recovered_draft')
    .select('id')
    .where('member_id', '=', memberId)
    .orderBy('at', 'desc')
    .limit(MAX_KEPT)
  await tx.deleteFrom('recovered_draft').where('member_id', '=', memberId).where('id', 'not in', kept).execute()
}
