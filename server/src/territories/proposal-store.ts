import type { AskedOfMe, Proposed } from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

interface Wish {
  readonly territory: TerritoryId
  readonly member: MemberId
  /** Null where the wiki itself asks. */
  readonly by: MemberId | null
  readonly why: string
}

/**
 * Wishes that a member of a territory becomes a validator there. The member is asked first, in private; whether anybody
 * was asked, and who said no, is told to nobody.
 */
export class ProposalStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Asks a plain member of the territory, unless they were asked already; false where they do not belong to it. */
  async propose({ territory, member, by, why }: Wish): Promise<boolean> {
    const belongs = await this.#db
      .selectFrom('membership')
      .select('role')
      .where('territory_id', '=', territory)
      .where('member_id', '=', member)
      .executeTakeFirst()
    if (belongs?.role !== 'member') return belongs !== undefined
    const row = { territory_id: territory, member_id: member, by_member: by, why: why.trim(), at: this.#now() }
    await this.#db
      .insertInto('proposal')
      .values({ ...row, answered_at: null })
      .onConflict((on) => on.doNothing())
      .execute()
    return true
  }

  /** What a member is asked and has not answered yet. */
  async askedOf(member: MemberId): Promise<AskedOfMe['proposals']> {
    const rows = await this.#db
      .selectFrom('proposal')
      .innerJoin('territory', 'territory.id', 'proposal.territory_id')
      .leftJoin('member', 'member.id', 'proposal.by_member')
      .select(['territory.id', 'territory.name as territory', 'member.name as by', 'why'])
      .where('member_id', '=', member)
      .where('answered_at', 'is', null)
      .execute()
    return rows
  }

  /** False where nothing was asked of them there, or they answered already. */
  async answer(territory: TerritoryId, member: MemberId, willing: boolean): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('proposal')
      .set({ answered_at: this.#now(), willing: willing ? 1 : 0 })
      .where('territory_id', '=', territory)
      .where('member_id', '=', member)
      .where('answered_at', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  /** Members who would like to, by their id, with whose wish it was and why. */
  async willing(territory: TerritoryId): Promise<ReadonlyMap<MemberId, Proposed>> {
    const rows = await this.#db
      .selectFrom('proposal')
      .leftJoin('member', 'member.id', 'proposal.by_member')
      .select(['member_id', 'member.name as by', 'why'])
      .where('territory_id', '=', territory)
      .where('willing', '=', 1)
      .execute()
    return new Map(rows.map(({ member_id, by, why }) => [member_id, { by, why }]))
  }

  /** Stewards answered by a role, or not; they may be proposed anew one day. False where nobody was willing. */
  async close(territory: TerritoryId, member: MemberId): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('proposal')
      .where('territory_id', '=', territory)
      .where('member_id', '=', member)
      .where('willing', '=', 1)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }

  /** Whoever has more than was wished for, or belongs there no more, is asked nothing. */
  async drop(territory: TerritoryId, member: MemberId, tx: Db = this.#db): Promise<void> {
    await tx.deleteFrom('proposal').where('territory_id', '=', territory).where('member_id', '=', member).execute()
  }
}
