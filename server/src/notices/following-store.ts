import type { Followed } from '@terreau/shared/api/notices.ts'
import type { MemberId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** What each person follows: known to themselves alone. */
export class FollowingStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** In the order in which they began to. */
  async of(member: MemberId): Promise<Followed[]> {
    const rows = this.#db.selectFrom('following').select(['kind', 'what as id']).where('member_id', '=', member)
    return rows.orderBy('at').execute()
  }

  async follow(member_id: MemberId, { kind, id }: Followed): Promise<void> {
    await this.#db
      .insertInto('following')
      .values({ member_id, kind, what: id, at: this.#now() })
      .onConflict((on) => on.doNothing())
      .execute()
  }

  async leave(member: MemberId, { kind, id }: Followed): Promise<void> {
    await this.#db
      .deleteFrom('following')
      .where('member_id', '=', member)
      .where('kind', '=', kind)
      .where('what', '=', id)
      .execute()
  }
}
