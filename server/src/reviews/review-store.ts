import { sql } from 'kysely'
import type { VerdictKind } from '@terreau/shared/review/judging.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { idsOf, personBehind } from '../members/person-behind.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'

/** A verdict, by the person behind it. */
export interface GivenVerdict {
  readonly hunk: string
  readonly by: MemberId
  readonly name: string
  readonly verdict: VerdictKind
  readonly reason: string | null
  readonly at: Instant
}

export type NewVerdictRow = Pick<Tables['verdict'], 'hunk' | 'verdict' | 'reason' | 'waited'>

/** Verdicts, and who belongs to which actor. */
export class ReviewStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** All verdicts on hunks of a page, oldest first. */
  async verdicts(page: PageId): Promise<GivenVerdict[]> {
    return this.#db
      .selectFrom('verdict')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('verdict.member_id')))
      .select(['hunk', 'member.id as by', 'member.name', 'verdict', 'reason', 'at'])
      .where('page_id', '=', page)
      .orderBy('at')
      .execute()
  }

  /** A verdict takes the place of an earlier one by the same person. */
  async give(tx: Db, page: PageId, by: MemberId, verdicts: readonly NewVerdictRow[]): Promise<void> {
    for (const row of verdicts) {
      await tx
        .deleteFrom('verdict')
        .where('page_id', '=', page)
        .where('hunk', '=', row.hunk)
        .where('member_id', 'in', await idsOf(tx, by))
        .execute()
      await tx
        .insertInto('verdict')
        .values({ page_id: page, member_id: by, at: this.#now(), ...row })
        .execute()
    }
  }

  /** Whether a person belongs to the actor whose page this is. */
  async isTied(page: PageId, person: MemberId): Promise<boolean> {
    const ids = await idsOf(this.#db, person)
    const row = await this.#db
      .selectFrom('tie')
      .select('page_id')
      .where('page_id', '=', page)
      .where('member_id', 'in', ids)
      .executeTakeFirst()
    return row !== undefined
  }

  async tie(page: PageId, person: MemberId, tied: boolean): Promise<void> {
    const ids = await idsOf(this.#db, person)
    await this.#db.deleteFrom('tie').where('page_id', '=', page).where('member_id', 'in', ids).execute()
    if (tied) await this.#db.insertInto('tie').values({ page_id: page, member_id: person }).execute()
  }

  /** The median of how long what got a verdict in the last days had waited, ms; null where nothing did. */
  async medianWait(since: Instant): Promise<number | null> {
    const { rows } = await sql<{ waited: number }>`
      SELECT waited FROM verdict WHERE at >= ${since} AND verdict <> 'abstained' ORDER BY waited
      LIMIT 1 OFFSET (SELECT count(*) / 2 FROM verdict WHERE at >= ${since} AND verdict <> 'abstained')`.execute(
      this.#db,
    )
    return rows[0]?.waited ?? null
  }
}
