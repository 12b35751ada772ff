import type { ContributionId, MemberId, PageId } from '@terreau/shared/ids.ts'
import { personBehind } from '../members/person-behind.ts'
import { writeDerived } from '../storage/derived.ts'
import type { Db } from '../storage/store.ts'
import { newId } from '../storage/new-id.ts'
import type { Instant } from '../storage/tables.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'

/** A pause this long ends a contribution. */
export const IDLE = 15 * 60 * 1000

/** Contributions are stored so many milliseconds after an edit, with all that came meanwhile. */
const PAUSE = 1000

type Recorded = Omit<LoggedUpdate, 'bytes' | 'hash'>

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
    const missed = await this.#db
      .selectFrom('update_log')
      .select(['seq', 'page_id as pageId', 'member_id as memberId', 'received_at as receivedAt'])
      .where('seq', '>', (eb) =>
        eb.selectFrom('contribution').select((of) => of.fn.coalesce(of.fn.max('last_seq'), of.lit(0)).as('last')),
      )
      .orderBy('seq')
      .execute()
    // What was missed goes on with what was open when it came, however long the wiki was down.
    await this.#reopen(missed.reduce((first, { receivedAt }) => Math.min(first, receivedAt), now) - IDLE)
    this.record(missed)
    // What can't be stored now is stored with the next edits: a wiki also starts on a full disk.
    await this.flush().catch(() => {})
  }

  record(updates: readonly Recorded[]): void {
    for (const update of updates) this.#unsaved.add(this.#extend(update))
    if (updates.length > 0) this.#timer ??= setTimeout(() => void this.#saveLater(), PAUSE)
  }

  /** What somebody writes next on a page is another contribution; what they are writing stays open until it rests. */
  setAside(pageId: PageId, members: readonly MemberId[]): void {
    for (const member of members) this.#open.delete(keyOf(pageId, member))
  }

  /**
   * Ends what a person last wrote on a page, under whichever of their ids; what they write next is another contribution
   * (F1). Resolves once that is durable, with the one that ended: null where they wrote nothing since the last.
   */
  async close(
    pageId: PageId,
    members: readonly MemberId[],
    closed_at: Instant,
    because: { readonly restores?: ContributionId; readonly undoes?: ContributionId } = {},
  ): Promise<ContributionId | null> {
    this.setAside(pageId, members)
    await this.flush()
    const own = this.#db
      .selectFrom('contribution')
      .select(['id', 'last_at'])
      .where('page_id', '=', pageId)
      .where('member_id', 'in', members)
      .orderBy('last_seq', 'desc')
    const [newest, last] = [await own.executeTakeFirst(), await own.where('closed_at', 'is', null).executeTakeFirst()]
    // What was set aside and rests by now ended by itself.
    if (!last || (last.id !== newest?.id && last.last_at <= closed_at - IDLE)) return null
    await this.#db
      .updateTable('contribution')
      .set({ closed_at, ...because })
      .where('id', '=', last.id)
      .execute()
    return last.id
  }

  /** Resolves once all that was recorded is stored. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#save()
  }

  /** Whether somebody, under any of these ids, wrote in a page after an update. */
  async wroteSince(pageId: PageId, members: readonly MemberId[], seq: number): Promise<boolean> {
    await this.flush().catch(() => {})
    const row = await this.#db
      .selectFrom('contribution')
      .select('id')
      .where('page_id', '=', pageId)
      .where('member_id', 'in', members)
      .where('last_seq', '>', seq)
      .executeTakeFirst()
    return row !== undefined
  }

  /** The people who wrote in a page, each once, in order of arrival: of two names that became one, the one that remains (V9). */
  async authors(pageId: PageId): Promise<{ id: MemberId; name: string; imported?: true }[]> {
    await this.#save()
    const people = await this.#db
      .selectFrom('contribution')
      .innerJoin('member as person', (on) => on.on('person.id', '=', personBehind('contribution.member_id')))
      .select(['person.id', 'person.name', 'person.kind'])
      .where('page_id', '=', pageId)
      .groupBy(['person.id', 'person.name', 'person.kind'])
      .orderBy((eb) => eb.fn.min('first_seq'))
      .execute()
    return people.map(({ id, name, kind }) => ({ id, name, ...(kind === 'import' && { imported: true as const }) }))
  }

  /** Those written in since then go on, but for those that their author ended. */
  async #reopen(since: Instant): Promise<void> {
    const recent = await this.#db
      .selectFrom('contribution')
      .select(['id', 'page_id', 'member_id', 'opened_at', 'last_at', 'first_seq', 'last_seq', 'closed_at'])
      .where('last_at', '>=', since)
      .orderBy('last_seq')
      .execute()
    for (const { closed_at, ...one } of recent) {
      const key = keyOf(one.page_id, one.member_id)
      if (closed_at === null) this.#open.set(key, one)
      else this.#open.delete(key)
    }
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
    await writeDerived(this.#db, async (tx) => {
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
