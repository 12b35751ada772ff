import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Selectable } from 'kysely'
import { idsOf, personBehind } from '../members/person-behind.ts'
import type { Answered, Proposed } from '../reviews/proposed.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

/** A fork by the person behind it. */
export type ForkRow = Selectable<Tables['fork']> & { readonly person: MemberId; readonly name: string }

/** Some of a fork on its way into its page, whose log stood at `seq` before: under this client id, or all of it as it is. */
export interface Taking {
  readonly seq: number
  readonly client: number | null
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

  async write(id: string, bytes: Uint8Array, tx: Db = this.#db): Promise<void> {
    await tx.updateTable('fork').set({ bytes, next_bytes: null, taking: null }).where('id', '=', id).execute()
  }

  async take(id: string, taking: Taking, next_bytes: Uint8Array): Promise<void> {
    await this.#db
      .updateTable('fork')
      .set({ taking: JSON.stringify(taking), next_bytes })
      .where('id', '=', id)
      .execute()
  }

  async send(id: string, message: string | null): Promise<void> {
    await this.#db.updateTable('fork').set({ message, sent_at: this.#now() }).where('id', '=', id).execute()
  }

  async close(id: string, tx: Db = this.#db): Promise<void> {
    await tx.updateTable('fork').set({ closed_at: this.#now() }).where('id', '=', id).execute()
  }

  /** What was said of some of its hunks; a fork of which nothing is left is closed. */
  async answer(tx: Db, ones: readonly Proposed[], { outcome, by, reason }: Answered): Promise<void> {
    for (const { id, part, words } of ones) {
      const said = { fork_id: id, hunk: part ?? '', words: JSON.stringify(words), outcome, reason }
      await tx
        .insertInto('fork_answer')
        .values({ ...said, answered_by: by, answered_at: this.#now() })
        .execute()
      const row = await tx.selectFrom('fork').select('bytes').where('id', '=', id).executeTakeFirst()
      if (row && row.bytes.length <= NOTHING.length) await this.close(id, tx)
    }
  }

  #rows() {
    return this.#db
      .selectFrom('fork')
      .innerJoin('member as author', (on) => on.on('author.id', '=', personBehind('fork.member_id')))
      .selectAll('fork')
      .select(['author.id as person', 'author.name'])
  }
}
