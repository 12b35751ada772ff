import type { Anchor } from '@terreau/shared/document/anchor.ts'
import type { PassageContent } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Stating } from '@terreau/shared/review/stating.ts'
import { sql } from 'kysely'
import { personBehind } from '../members/person-behind.ts'
import type { Answered } from '../reviews/proposed.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** A correction, by the people behind it. */
export interface CorrectionRow {
  readonly id: string
  readonly page_id: PageId
  readonly anchor: Anchor
  readonly base: string
  readonly words: string
  /** What is stated; null for words of a passage. */
  readonly fact: Stating | null
  readonly name: string | null
  readonly why: string | null
  readonly by: MemberId | null
  readonly byName: string | null
  readonly at: Instant
  readonly taken: Taking | null
  readonly written_by: MemberId | null
  readonly outcome: 'accepted' | 'returned' | null
  readonly reason: string | null
  readonly answeredBy: string | null
  readonly answered_at: Instant | null
}

/** A correction on its way into its page: who accepts it, and the words that its passage will have; the log stood at `seq` before. */
export interface Taking {
  readonly by: MemberId
  readonly seq: number
  readonly words: string
}

/** A correction as it comes. */
export interface Incoming {
  readonly page: PageId
  readonly anchor: Anchor
  readonly base: string
  readonly words: string
  readonly fact: Stating | null
  readonly name: string | null
  readonly why: string | null
  readonly by: MemberId | null
  /** The hash of the device's cookie, for a visitor. */
  readonly device: string | null
}

export class CorrectionStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Null where the page, as it is derived, no longer holds the passage: a correction of words is followed from there. */
  async add({ page, anchor, fact, by, device, ...said }: Incoming): Promise<string | null> {
    const at = this.#now()
    const id = newId<never>(at)
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx.selectFrom('page_content').select('passages').where('page_id', '=', page).executeTakeFirst()
      const passages = JSON.parse(row?.passages ?? '[]') as PassageContent[]
      if (!fact && !passages.some(({ hash }) => hash === anchor.hash)) return null
      const json = { anchor: JSON.stringify(anchor), fact: fact && JSON.stringify(fact) }
      await tx
        .insertInto('correction')
        .values({ id, page_id: page, by_member: by, at, ...json, ...NOT_ANSWERED, ...said })
        .execute()
      if (device !== null)
        await tx.insertInto('correction_device').values({ correction_id: id, device_hash: device, at }).execute()
      return id
    })
  }

  /** Those that nobody answered yet, oldest first. */
  async open(page: PageId): Promise<CorrectionRow[]> {
    const rows = await this.#rows().where('page_id', '=', page).where('outcome', 'is', null).orderBy('at').execute()
    return rows.map(read)
  }

  /** Newest first. */
  async all(page: PageId): Promise<CorrectionRow[]> {
    return (await this.#rows().where('page_id', '=', page).orderBy('at', 'desc').limit(200).execute()).map(read)
  }

  /** Those that were on their way into a page when the wiki ended. */
  async underWay(): Promise<CorrectionRow[]> {
    const rows = await this.#rows().where('taken', 'is not', null).where('outcome', 'is', null).execute()
    return rows.map(read)
  }

  async byId(id: string): Promise<CorrectionRow | null> {
    const row = await this.#rows().where('correction.id', '=', id).executeTakeFirst()
    return row ? read(row) : null
  }

  async take(tx: Db, id: string, taken: Taking | null, written_by: MemberId): Promise<void> {
    await tx
      .updateTable('correction')
      .set({ taken: taken && JSON.stringify(taken), written_by })
      .where('id', '=', id)
      .execute()
  }

  async answer(tx: Db, id: string, { outcome, by, reason }: Answered): Promise<void> {
    await tx
      .updateTable('correction')
      .set({ outcome, answered_by: by, reason, answered_at: this.#now() })
      .where('id', '=', id)
      .execute()
  }

  /** Proposals that came from a device without an account, and their authors in pages. */
  async visitorsOn(device: string): Promise<Set<string>> {
    const rows = await this.#db
      .selectFrom('correction_device')
      .innerJoin('correction', 'correction.id', 'correction_device.correction_id')
      .select(['correction.id', 'written_by'])
      .where('device_hash', '=', device)
      .execute()
    return new Set(rows.flatMap(({ id, written_by }) => (written_by === null ? [id] : [id, written_by])))
  }

  #rows() {
    return this.#db
      .selectFrom('correction')
      .leftJoin('member as author', (on) => on.on('author.id', '=', personBehind('correction.by_member')))
      .leftJoin('member as peer', (on) => on.on('peer.id', '=', personBehind('correction.answered_by')))
      .select(['correction.id', 'page_id', 'anchor', 'base', 'words', 'fact', 'correction.name', 'why', 'at', 'taken'])
      .select(['written_by', 'outcome', 'reason', 'answered_at', 'author.id as by', 'author.name as byName'])
      .select(sql<string | null>`peer.name`.as('answeredBy'))
  }
}

const NOT_ANSWERED = {
  taken: null,
  written_by: null,
  outcome: null,
  reason: null,
  answered_by: null,
  answered_at: null,
}

interface Stored extends Omit<CorrectionRow, 'anchor' | 'fact' | 'taken'> {
  readonly anchor: string
  readonly fact: string | null
  readonly taken: string | null
}

function read({ anchor, fact, taken, ...row }: Stored): CorrectionRow {
  return {
    ...row,
    anchor: JSON.parse(anchor) as Anchor,
    fact: JSON.parse(fact ?? 'null') as Stating | null,
    taken: JSON.parse(taken ?? 'null') as Taking | null,
  }
}
