import { sql, type SqlBool } from 'kysely'
import type { Happenings } from '../happenings/happenings.ts'
import { IDLE } from '../provenance/contributions.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

const EVERY = 60_000

/** Contributions that ended by themselves, also while the wiki stood still, are told of like proposed ones. */
export class EndedContributions {
  readonly #db: Db
  readonly #happenings: Happenings
  readonly #now: () => Instant
  #timer: NodeJS.Timeout | null = null

  constructor(db: Db, happenings: Happenings, now: () => Instant) {
    this.#db = db
    this.#happenings = happenings
    this.#now = now
  }

  start(onDefect: (cause: unknown) => void): void {
    this.#timer = setInterval(() => void this.look().catch(onDefect), EVERY).unref()
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
  }

  async look(): Promise<void> {
    const upto = this.#now()
    const { upto: from } = await this.#db.selectFrom('ended_told').select('upto').executeTakeFirstOrThrow()
    const rows = await this.#db
      .selectFrom('contribution')
      .innerJoin('member', 'member.id', 'contribution.member_id')
      .select(['page_id', 'member_id'])
      .where('member.kind', '=', 'person')
      .where('closed_at', 'is', null)
      .where(sql<SqlBool>`last_at > ${from - IDLE} AND last_at <= ${upto - IDLE}`)
      .execute()
    if (rows.length === 0) return
    for (const { page_id, member_id } of rows)
      this.#happenings.say({ kind: 'page.proposed', page: page_id, by: member_id, words: '' })
    await this.#db.updateTable('ended_told').set({ upto }).execute()
  }
}
