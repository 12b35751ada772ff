import { randomInt } from 'node:crypto'
import type { ClientId, MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** Someone may come back after so many milliseconds with what they wrote offline. */
const KEPT_UNUSED = 180 * 24 * 60 * 60 * 1000

/** Which Yjs client ids were issued to whom, on which page: what makes `(client id, clock) → member` unforgeable (W3). */
export class LeaseStore {
  readonly #db: Db
  readonly #now: () => Instant
  #asked: { client_id: ClientId; page_id: PageId; member_id: MemberId; issued_at: Instant }[] = []
  #issuing: Promise<ReadonlySet<ClientId>> | null = null

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** A client id that nobody ever had, on any page; whoever asks at the same time shares one commit, and so one wait for the disk. */
  async issue(pageId: PageId, memberId: MemberId): Promise<ClientId> {
    for (;;) {
      const client_id = randomInt(1, 0x1_0000_0000) as ClientId
      if (this.#asked.some((other) => other.client_id === client_id)) continue
      this.#asked.push({ client_id, page_id: pageId, member_id: memberId, issued_at: this.#now() })
      const issued = await (this.#issuing ??= this.#issueTogether())
      if (issued.has(client_id)) return client_id
    }
  }

  async #issueTogether(): Promise<ReadonlySet<ClientId>> {
    await new Promise((resolve) => setImmediate(resolve))
    this.#issuing = null
    const rows = this.#asked.splice(0)
    const issued = await this.#db
      .insertInto('client_lease')
      .values(rows)
      .onConflict((on) => on.doNothing())
      .returning('client_id')
      .execute()
    return new Set(issued.map(({ client_id }) => client_id))
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

  /** Takes back old client ids of a page under which nothing was ever written. */
  async forgetUnused(pageId: PageId, isUsed: (client: ClientId) => boolean): Promise<void> {
    const old = await this.#db
      .selectFrom('client_lease')
      .select('client_id')
      .where('page_id', '=', pageId)
      .where('issued_at', '<', this.#now() - KEPT_UNUSED)
      .execute()
    const unused = old.map(({ client_id }) => client_id).filter((client) => !isUsed(client))
    if (unused.length > 0)
      await this.#db.deleteFrom('client_lease').where('client_id', 'in', unused.slice(0, 500)).execute()
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
