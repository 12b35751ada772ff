import type { Anchor } from '@terreau/shared/document/anchor.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/** An objection that nobody answered and that was not withdrawn, and the passage it stands at. */
export interface OpenObjection {
  /** Null once the passage is gone: the page as a whole is contested then. */
  readonly hash: string | null
  /** What it was when the objection was raised: the validated version may still hold it so. */
  readonly was: string
  readonly field?: string
  /** The passage as it is, or as it last was. */
  readonly text: string
}

/** What objections are open; they follow their passages through edits. */
export class Objections {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Those on a page, in the order in which they were raised, as its derived content stands. */
  async openOn(page: PageId): Promise<OpenObjection[]> {
    const rows = await this.#db
      .selectFrom('thread')
      .select('anchor')
      .where('page_id', '=', page)
      .where('kind', '=', 'objection')
      .where('settled_at', 'is', null)
      .orderBy('opened_at')
      .execute()
    return rows.flatMap(({ anchor }) => (anchor === null ? [] : [toldOf(JSON.parse(anchor) as Anchor)]))
  }
}

/** How many threads are open on a page. */
export async function threadsOpen(db: Db, page: PageId): Promise<number> {
  const { open } = await db
    .selectFrom('thread')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('page_id', '=', page)
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return open
}

function toldOf({ hash, first, field, text, gone }: Anchor): OpenObjection {
  return { hash: gone ? null : hash, was: first, ...(field !== undefined && { field }), text }
}
