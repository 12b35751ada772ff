import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Brought } from '@terreau/shared/provenance/attribution.ts'
import type { Selectable, Updateable } from 'kysely'
import { idsOf, personBehind } from '../members/person-behind.ts'
import type { Answered, Proposed } from '../reviews/proposed.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

/** A fork by the person behind it. */
export type ForkRow = Selectable<Tables['fork']> & { readonly person: MemberId; readonly name: string }

/** Some of a fork on its way into its page, until what was said of it is written down too. */
export interface Taking {
  /** Who takes it. */
  readonly by: MemberId
  /** The update that brings it, in base64. */
  readonly update: string
  /** The words of others in what is left. */
  readonly carried: readonly Brought[]
  /** What is taken: each hunk, and its words as they were shown. */
  readonly hunks: readonly Pick<Proposed, 'part' | 'words'>[]
}

/** An update of a page, and the words of others that it holds. */
export interface Written {
  readonly bytes: Uint8Array
  readonly carried: readonly Brought[]
}

/** An update that says nothing. */
export const NOTHING: Uint8Array = new Uint8Array(2)

export class ForkStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  async open(page_id: PageId, member_id: MemberId): Promise<string> {
    const at = this.#now()
    const id = newId<never>(at)
    const row = { id, page_id, member_id, bytes: NOTHING, next_bytes: null, taking: null, message: null }
    await this.#db
      .insertInto('fork')
      .values({ ...row, opened_at: at, sent_at: null, closed_at: null })
      .execute()
    return id
  }

  async byId(id: string): Promise<ForkRow | null> {
    return (await this.#rows().where('fork.id', '=', id).executeTakeFirst()) ?? null
  }

  /** What somebody writes apart on a page and did not send yet. */
  async unsent(page: PageId, person: MemberId): Promise<ForkRow | null> {
    const rows = this.#rows().where('page_id', '=', page).where('closed_at', 'is', null).where('sent_at', 'is', null)
    const own = rows.where('fork.member_id', 'in', await idsOf(this.#db, person))
    return (await own.executeTakeFirst()) ?? null
  }

  /** Those that wait on a page, oldest first. */
  async waiting(page: PageId): Promise<ForkRow[]> {
    const rows = this.#rows().where('page_id', '=', page).where('closed_at', 'is', null)
    return rows.where('sent_at', 'is not', null).orderBy('sent_at').execute()
  }

  async underWay(): Promise<ForkRow[]> {
    return this.#rows().where('taking', 'is not', null).execute()
  }

  /** Where the page stands that its author opens now. */
  async opened(id: string, opened_seq: number): Promise<void> {
    await this.#set(id, { opened_seq })
  }

  /** What its author wrote on, and all of it. */
  async write({ id, opened_seq }: ForkRow, bytes: Uint8Array, all: Uint8Array): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await tx.insertInto('fork_writing').values({ fork_id: id, seq: opened_seq, bytes }).execute()
      await this.#set(id, { bytes: all }, tx)
    })
  }

  /** Its updates as they were written. */
  async writings(id: string): Promise<{ seq: number; bytes: Uint8Array }[]> {
    const rows = this.#db.selectFrom('fork_writing').select(['seq', 'bytes']).where('fork_id', '=', id)
    return rows.orderBy('id').execute()
  }

  async leave(id: string, { bytes, carried }: Written, tx: Db = this.#db): Promise<void> {
    await this.#set(id, { bytes, carried: JSON.stringify(carried) }, tx)
  }

  /** Says what is on its way, and what is left once it has arrived. */
  async take(id: string, taking: Taking, next_bytes: Uint8Array): Promise<void> {
    await this.#set(id, { taking: JSON.stringify(taking), next_bytes })
  }

  /** What was on its way did not arrive: all is proposed as before. */
  async failed(id: string): Promise<void> {
    await this.#set(id, { taking: null, next_bytes: null })
  }

  async send(id: string, message: string | null, carried: readonly Brought[]): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      await this.#set(id, { message, carried: JSON.stringify(carried), sent_at: this.#now() }, tx)
      await tx.deleteFrom('fork_writing').where('fork_id', '=', id).execute()
    })
  }

  /** Nothing of what was written is kept, but for what was answered. */
  async close(id: string, tx: Db = this.#db): Promise<void> {
    await this.#set(id, { bytes: NOTHING, closed_at: this.#now() }, tx)
    await tx.deleteFrom('fork_writing').where('fork_id', '=', id).execute()
  }

  /** What was said of some of its hunks; a fork of which nothing is left is closed. */
  async answer(
    tx: Db,
    id: string,
    hunks: readonly Pick<Proposed, 'part' | 'words'>[],
    { outcome, by, reason }: Answered,
  ): Promise<void> {
    for (const { part, words } of hunks) {
      const said = { fork_id: id, hunk: part ?? '', words: JSON.stringify(words), outcome, reason }
      await tx
        .insertInto('fork_answer')
        .values({ ...said, answered_by: by, answered_at: this.#now() })
        .execute()
    }
    await this.#set(id, { taking: null, next_bytes: null }, tx)
    const row = await tx.selectFrom('fork').select('bytes').where('id', '=', id).executeTakeFirst()
    if (row && row.bytes.length <= NOTHING.length) await this.close(id, tx)
  }

  async #set(id: string, values: Updateable<Tables['fork']>, tx: Db = this.#db): Promise<void> {
    await tx.updateTable('fork').set(values).where('id', '=', id).execute()
  }

  #rows() {
    return this.#db
      .selectFrom('fork')
      .innerJoin('member as author', (on) => on.on('author.id', '=', personBehind('fork.member_id')))
      .selectAll('fork')
      .select(['author.id as person', 'author.name'])
  }
}
