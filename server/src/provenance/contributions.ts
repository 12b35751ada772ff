import type { ContributionId, MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import { newId } from '../storage/new-id.ts'
import type { Instant } from '../storage/tables.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'

/** A pause this long ends a contribution. */
export const IDLE = 15 * 60 * 1000

type Recorded = Omit<LoggedUpdate, 'bytes'>

const keyOf = (pageId: PageId, memberId: MemberId): string => `${pageId} ${memberId}`

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
  #timer: NodeJS.Timeout | null = null

  constructor(db: Db) {
    this.#db = db
  }

  /** Takes up what the last run left: contributions still open, and updates it had no time to record. */
  async catchUp(now: Instant): Promise<void> {
    const open = await this.#db
      .selectFrom('contribution')
      .selectAll()
      .where('last_at', '>=', now - IDLE)
      .orderBy('last_at')
      .execute()
    for (const one of open) this.#open.set(keyOf(one.page_id, one.member_id), one)
    const missed = await this.#db
      .selectFrom('update_log')
      .select(['seq', 'page_id as pageId', 'member_id as memberId', 'received_at as receivedAt'])
      .where('seq', '>', (eb) =>
        eb.selectFrom('contribution').select((of) => of.fn.coalesce(of.fn.max('last_seq'), of.lit(0)).as('last')),
      )
      .orderBy('seq')
      .execute()
    this.record(missed)
    await this.flush()
  }

  record(updates: readonly Recorded[]): void {
    for (const update of updates) this.#unsaved.add(this.#extend(update))
    if (updates.length > 0) this.#timer ??= setTimeout(() => void this.#saveLater(), 200)
  }

  /** Resolves once all that was recorded is stored. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
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

  /** What can't be stored now is tried again with the next edits, and at the end. */
  async #saveLater(): Promise<void> {
    this.#timer = null
    await this.#save().catch(() => {})
  }

  #extend({ pageId, memberId, receivedAt, seq }: Recorded): Contribution {
    const key = keyOf(pageId, memberId)
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

  /** All or none, so that whatever came before the last stored update is stored too. */
  async #save(): Promise<void> {
    const rows = [...this.#unsaved].map((contribution) => ({ ...contribution }))
    if (rows.length === 0) return
    await this.#db.transaction().execute(async (tx) => {
      for (const row of rows) await keep(tx, row)
    })
    for (const contribution of this.#unsaved) {
      if (rows.some(({ id, last_seq }) => id === contribution.id && last_seq === contribution.last_seq))
        this.#unsaved.delete(contribution)
    }
  }
}

async function keep(tx: Db, row: Contribution): Promise<void> {
  const { last_at, last_seq } = row
  await tx
    .insertInto('contribution')
    .values(row)
    .onConflict((on) => on.column('id').doUpdateSet({ last_at, last_seq }))
    .execute()
}
