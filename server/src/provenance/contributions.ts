import type { ContributionId, MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import { newId } from '../storage/new-id.ts'
import type { Instant } from '../storage/tables.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'

/** A pause this long ends a contribution. */
export const IDLE = 15 * 60 * 1000

interface Contribution {
  readonly id: ContributionId
  readonly page_id: PageId
  readonly member_id: MemberId
  readonly opened_at: Instant
  last_at: Instant
  readonly first_seq: number
  last_seq: number
}

/**
 * One author's uninterrupted runs of edits on a page (A2): every update falls in exactly one. Derived from the log,
 * so it may lag behind it, and durability never waits for it.
 */
export class Contributions {
  readonly #db: Db
  readonly #open = new Map<string, Contribution>()
  readonly #unsaved = new Set<Contribution>()
  #saving: Promise<void> | null = null

  constructor(db: Db) {
    this.#db = db
  }

  record(updates: readonly LoggedUpdate[]): void {
    for (const update of updates) this.#unsaved.add(this.#extend(update))
    if (updates.length > 0)
      this.#saving ??= new Promise((resolve) => setTimeout(resolve, 200)).then(() => {
        this.#saving = null
        return this.#save()
      })
  }

  /** Resolves once all that was recorded is stored. */
  async flush(): Promise<void> {
    await this.#save()
  }

  /** Members who wrote in a page, in order of arrival. */
  async authors(pageId: PageId): Promise<{ id: MemberId; name: string }[]> {
    await this.#save()
    return this.#db
      .selectFrom('contribution')
      .innerJoin('member', 'member.id', 'contribution.member_id')
      .select(['member.id', 'member.name'])
      .where('page_id', '=', pageId)
      .groupBy(['member.id', 'member.name'])
      .orderBy((eb) => eb.fn.min('first_seq'))
      .execute()
  }

  #extend({ pageId, memberId, receivedAt, seq }: LoggedUpdate): Contribution {
    const key = `${pageId} ${memberId}`
    const last = this.#open.get(key)
    if (last && receivedAt - last.last_at <= IDLE) return Object.assign(last, { last_at: receivedAt, last_seq: seq })
    const id = newId<ContributionId>(receivedAt)
    const opened = {
      id,
      page_id: pageId,
      member_id: memberId,
      opened_at: receivedAt,
      last_at: receivedAt,
      first_seq: seq,
      last_seq: seq,
    }
    this.#open.set(key, opened)
    return opened
  }

  async #save(): Promise<void> {
    if (this.#unsaved.size === 0) return
    const rows = [...this.#unsaved].map((contribution) => ({ ...contribution }))
    this.#unsaved.clear()
    for (const row of rows) {
      const { last_at, last_seq } = row
      await this.#db
        .insertInto('contribution')
        .values(row)
        .onConflict((on) => on.column('id').doUpdateSet({ last_at, last_seq }))
        .execute()
    }
  }
}
