import type { Statement } from '@terreau/shared/api/discussion.ts'
import type { Anchor } from '@terreau/shared/document/anchor.ts'
import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { SettledHow, ThreadKind } from '@terreau/shared/review/threads.ts'
import { personBehind } from '../members/person-behind.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { calledIn, type Named } from './calling.ts'

/** A thread by the people behind it. */
export interface ThreadRow {
  readonly id: string
  readonly page_id: PageId
  readonly kind: ThreadKind
  readonly anchor: Anchor | null
  readonly contradicts: Statement | null
  readonly opened_by: MemberId
  readonly opened_at: Instant
  readonly settled_at: Instant | null
  readonly settled_by: MemberId | null
  readonly settled_how: SettledHow | null
}

export interface MessageRow {
  readonly id: string
  readonly thread_id: string
  readonly by: MemberId
  readonly at: Instant
  readonly words: string
  readonly hidden_at: Instant | null
}

/** Something said, as it is kept. */
export interface Kept {
  readonly id: string
  readonly words: string
  readonly called: readonly MemberId[]
}

/** A thread that is about to be. */
export interface Opened {
  readonly id: string
  readonly page: PageId
  readonly kind: ThreadKind
  readonly anchor: Anchor | null
  readonly contradicts: Statement | null
}

/** The content of a page as it was last derived. */
export interface Derived {
  readonly passages: readonly PassageContent[]
  readonly seq: number
}

/** Threads, what is said in them, and who is called. */
export class ThreadStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** In the order in which they were opened. */
  async ofPage(page: PageId): Promise<ThreadRow[]> {
    const rows = await this.#threads().where('page_id', '=', page).orderBy('opened_at').orderBy('id').execute()
    return rows.map(threadOf)
  }

  async byId(id: string): Promise<ThreadRow | null> {
    const row = await this.#threads().where('thread.id', '=', id).executeTakeFirst()
    return row ? threadOf(row) : null
  }

  /** What was said in each thread, oldest first. */
  async messages(threads: readonly string[]): Promise<Map<string, MessageRow[]>> {
    if (threads.length === 0) return new Map()
    const rows = await this.#messages().where('thread_id', 'in', threads).orderBy('at').orderBy('id').execute()
    return Map.groupBy(rows, ({ thread_id }) => thread_id)
  }

  async message(id: string): Promise<MessageRow | null> {
    return (await this.#messages().where('id', '=', id).executeTakeFirst()) ?? null
  }

  /** The names of today of those whom these ids stand for, by each id. */
  async names(ids: readonly MemberId[]): Promise<Map<MemberId, Named>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('member as named')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('named.id')))
      .select(['named.id as asked', 'member.id', 'member.name'])
      .where('named.id', 'in', [...new Set(ids)])
      .execute()
    return new Map(rows.map(({ asked, id, name }) => [asked, { id, name }]))
  }

  async derived(page: PageId, db: Db = this.#db): Promise<Derived> {
    const row = await db
      .selectFrom('page_content')
      .select(['passages', 'upto_seq'])
      .where('page_id', '=', page)
      .executeTakeFirst()
    return { passages: row ? (JSON.parse(row.passages) as PassageContent[]) : [], seq: row?.upto_seq ?? 0 }
  }

  /** Those who wrote in a page or of it, and those who belong to where it lies. */
  async people(page: PageId, territory: string | null): Promise<MemberId[]> {
    const rows = await this.#db
      .selectFrom('member')
      .select('id')
      .where('kind', '=', 'person')
      .where('left_at', 'is', null)
      .where('became', 'is', null)
      .where((eb) =>
        eb.or([
          eb(
            'id',
            'in',
            eb.selectFrom('contribution').select(personBehind('member_id').as('id')).where('page_id', '=', page),
          ),
          eb(
            'id',
            'in',
            eb
              .selectFrom('message')
              .innerJoin('thread', 'thread.id', 'thread_id')
              .select(personBehind('by_member').as('id'))
              .where('page_id', '=', page),
          ),
          ...(territory === null
            ? []
            : [
                eb(
                  'id',
                  'in',
                  eb
                    .selectFrom('membership')
                    .select('member_id')
                    .where('territory_id', '=', territory as never),
                ),
              ]),
        ]),
      )
      .orderBy('name')
      .execute()
    return rows.map(({ id }) => id)
  }

  /** An id for a thread or a message that is about to be. */
  newId(): string {
    return newId<never>(this.#now())
  }

  async open(tx: Db, { id, page: page_id, kind, anchor, contradicts }: Opened, by: MemberId): Promise<void> {
    const settled = { settled_at: null, settled_by: null, settled_how: null }
    const about = { anchor: anchor && JSON.stringify(anchor), contradicts: contradicts && JSON.stringify(contradicts) }
    const row = { id, page_id, kind, ...about, opened_by: by, opened_at: this.#now() }
    await tx
      .insertInto('thread')
      .values({ ...row, ...settled })
      .execute()
  }

  async say(tx: Db, thread_id: string, { id, words, called }: Kept, by_member: MemberId): Promise<void> {
    await tx
      .insertInto('message')
      .values({ id, thread_id, by_member, at: this.#now(), words, hidden_at: null })
      .execute()
    const mentions = called.map((member_id) => ({ message_id: id, member_id }))
    if (mentions.length > 0) await tx.insertInto('mention').values(mentions).execute()
  }

  /** Null opens it again. False where that was done meanwhile. */
  async settle(tx: Db, id: string, settled: { how: SettledHow; by: MemberId } | null): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('thread')
      .set({ settled_at: settled && this.#now(), settled_by: settled?.by ?? null, settled_how: settled?.how ?? null })
      .where('id', '=', id)
      .where('settled_at', settled ? 'is' : 'is not', null)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  }

  /** Takes words out of sight, in the ledger for ever; or shows them again. */
  async hide(tx: Db, id: string, hidden: boolean): Promise<void> {
    await tx
      .updateTable('message')
      .set({ hidden_at: hidden ? this.#now() : null })
      .where('id', '=', id)
      .execute()
    if (!hidden) return
    await tx
      .updateTable('ledger_entry')
      .set({ says: null, salt: null })
      .where('kind', 'in', ['objection.raised', 'objection.settled'])
      .where('says', 'like', `%"message":"${id}"%`)
      .execute()
  }

  #threads() {
    return this.#db
      .selectFrom('thread')
      .select(['thread.id', 'page_id', 'kind', 'anchor', 'contradicts', 'opened_at', 'settled_at', 'settled_how'])
      .select([
        personBehind('opened_by').as('opened_by'),
        personBehind('settled_by').$castTo<MemberId | null>().as('settled_by'),
      ])
  }

  #messages() {
    return this.#db
      .selectFrom('message')
      .select(['id', 'thread_id', 'at', 'words', 'hidden_at', personBehind('by_member').as('by')])
  }
}

/** Everyone whose name it takes to tell of threads. */
export function namedIn(
  threads: readonly ThreadRow[],
  messages: ReadonlyMap<string, readonly MessageRow[]>,
): MemberId[] {
  const said = [...messages.values()].flat()
  return [
    ...threads.flatMap(({ opened_by, settled_by }) => [opened_by, settled_by ?? []].flat()),
    ...said.flatMap(({ by, words }) => [by, ...calledIn(words)]),
  ]
}

interface KeptThread extends Omit<ThreadRow, 'anchor' | 'contradicts'> {
  readonly anchor: string | null
  readonly contradicts: string | null
}

function threadOf({ anchor, contradicts, ...row }: KeptThread): ThreadRow {
  return {
    ...row,
    anchor: anchor === null ? null : (JSON.parse(anchor) as Anchor),
    contradicts: contradicts === null ? null : (JSON.parse(contradicts) as Statement),
  }
}
