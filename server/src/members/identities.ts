import type { MemberId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { MemberStore } from './member-store.ts'
import type { Identity } from './oidc.ts'

/** Which member stands behind whom a provider vouches for. */
export class Identities {
  readonly #db: Db
  readonly #members: MemberStore

  constructor(db: Db, members: MemberStore) {
    this.#db = db
    this.#members = members
  }

  /** At the first coming a member is made, with the name given there; of two comings at once, one makes it. */
  async memberOf(identity: Identity): Promise<MemberId> {
    const known = await this.#known(identity)
    if (known) return known
    const { issuer, subject, name } = identity
    const { id } = await this.#members.welcome(name || 'Membre')
    const row = { issuer, subject, member_id: id }
    await this.#db
      .insertInto('identity')
      .values(row)
      .onConflict((on) => on.columns(['issuer', 'subject']).doNothing())
      .execute()
    return (await this.#known(identity)) ?? id
  }

  async #known({ issuer, subject }: Identity): Promise<MemberId | null> {
    const row = await this.#db
      .selectFrom('identity')
      .select('member_id')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    return row?.member_id ?? null
  }
}
