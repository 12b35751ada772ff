import type { MemberId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { hashOf, newSecret } from './secrets.ts'

const LINK_LIFE = 15 * 60 * 1000

/** A link that was sent to an address: to come in where `asker` is null, else to add the address to what leads to them. */
export interface SentLink {
  readonly address: string
  readonly asker: MemberId | null
}

/** Mail addresses by which members come back, and the links sent to them. Links are hashed at rest and last fifteen minutes. */
export class Addresses {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  async ofMember(member: MemberId): Promise<string[]> {
    const rows = await this.#db.selectFrom('address').select('address').where('member_id', '=', member).execute()
    return rows.map(({ address }) => address).toSorted()
  }

  /** Whom an address leads to. */
  async memberAt(address: string): Promise<MemberId | null> {
    const row = await this.#db
      .selectFrom('address')
      .select('member_id')
      .where('address', '=', address)
      .executeTakeFirst()
    return row?.member_id ?? null
  }

  async add(address: string, member_id: MemberId): Promise<void> {
    const row = { address, member_id, confirmed_at: this.#now() }
    await this.#db
      .insertInto('address')
      .values(row)
      .onConflict((on) => on.column('address').doNothing())
      .execute()
  }

  async remove(address: string, member: MemberId): Promise<void> {
    await this.#db.deleteFrom('address').where('address', '=', address).where('member_id', '=', member).execute()
  }

  /** Answers the secret of a new link, which is kept nowhere. Links of the past are forgotten with their addresses. */
  async link(address: string, asker: MemberId | null): Promise<string> {
    const [secret, now] = [newSecret(), this.#now()]
    const row = { token_hash: hashOf(secret), address, asker, expires_at: now + LINK_LIFE }
    await this.#db.transaction().execute(async (tx) => {
      await tx.deleteFrom('mail_link').where('expires_at', '<=', now).execute()
      await tx.insertInto('mail_link').values(row).execute()
    })
    return secret
  }

  /** What a link would do; it still does it afterwards. */
  async look(secret: string): Promise<SentLink | null> {
    const row = await this.#db
      .selectFrom('mail_link')
      .select(['address', 'asker'])
      .where('token_hash', '=', hashOf(secret))
      .where('expires_at', '>', this.#now())
      .executeTakeFirst()
    return row ?? null
  }

  /** Takes a link out of use; of two who take it at the same time, one has it. */
  async take(secret: string): Promise<SentLink | null> {
    const row = await this.#db
      .deleteFrom('mail_link')
      .where('token_hash', '=', hashOf(secret))
      .where('expires_at', '>', this.#now())
      .returning(['address', 'asker'])
      .executeTakeFirst()
    return row ?? null
  }
}
