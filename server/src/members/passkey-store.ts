import type { MemberId } from '@terreau/shared/ids.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

export type Passkey = Selectable<Tables['passkey']>

/** The passkeys of members: public keys, by which nobody can come in who has them alone. */
export class PasskeyStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  async ofMember(member: MemberId): Promise<Passkey[]> {
    return this.#db.selectFrom('passkey').selectAll().where('member_id', '=', member).orderBy('created_at').execute()
  }

  async byId(id: string): Promise<Passkey | null> {
    return (await this.#db.selectFrom('passkey').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
  }

  async add(key: Omit<Passkey, 'created_at' | 'used_at'>): Promise<void> {
    await this.#db
      .insertInto('passkey')
      .values({ ...key, created_at: this.#now(), used_at: null })
      .execute()
  }

  /** Moves the counter on; false where somebody used the key since it was read. */
  async used({ id, counter }: Passkey, to: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('passkey')
      .set({ counter: to, used_at: this.#now() })
      .where('id', '=', id)
      .where('counter', '=', counter)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async remove(id: string, member: MemberId): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('passkey')
      .where('id', '=', id)
      .where('member_id', '=', member)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
}
