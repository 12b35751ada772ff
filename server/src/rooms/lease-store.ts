import { randomInt } from 'node:crypto'
import type { ClientId, MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** Which Yjs client ids were issued to whom, on which page: what makes `(client id, clock) → member` unforgeable (W3). */
export class LeaseStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** A client id that nobody ever had, on any page. */
  async issue(pageId: PageId, memberId: MemberId): Promise<ClientId> {
    for (;;) {
      const client_id = randomInt(1, 0x1_0000_0000) as ClientId
      const row = { client_id, page_id: pageId, member_id: memberId, issued_at: this.#now() }
      const { numInsertedOrUpdatedRows } = await this.#db
        .insertInto('client_lease')
        .values(row)
        .onConflict((on) => on.doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows) return client_id
    }
  }

  async isHeld(clientId: ClientId, pageId: PageId, memberId: MemberId): Promise<boolean> {
    const row = await this.#db
      .selectFrom('client_lease')
      .select('client_id')
      .where('client_id', '=', clientId)
      .where('page_id', '=', pageId)
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    return row !== undefined
  }

  async owners(pageId: PageId): Promise<Map<number, MemberId>> {
    const rows = await this.#db
      .selectFrom('client_lease')
      .select(['client_id', 'member_id'])
      .where('page_id', '=', pageId)
      .execute()
    return new Map(rows.map(({ client_id, member_id }) => [client_id, member_id]))
  }
}
