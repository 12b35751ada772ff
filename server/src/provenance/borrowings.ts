import type { Selectable } from 'kysely'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Attribution, Brought, Lent } from '@terreau/shared/provenance/attribution.ts'
import type { Db } from '../storage/store.ts'
import type { Tables } from '../storage/tables.ts'

/** Words that somebody brought to a page from elsewhere, or back to it, told before they came. */
export type Borrowing = Pick<Selectable<Tables['borrowing']>, 'id' | 'member_id' | 'after_seq' | 'lent'>

/** Those of a page after one of them, in order. */
export async function borrowingsOf(db: Db, page: PageId, after = 0): Promise<Borrowing[]> {
  return db
    .selectFrom('borrowing')
    .select(['id', 'member_id', 'after_seq', 'lent'])
    .where('page_id', '=', page)
    .where('id', '>', after)
    .orderBy('id')
    .execute()
}

/** The other pages to which words of a page were brought. */
export async function borrowersOf(db: Db, page: PageId): Promise<PageId[]> {
  const rows = await db
    .selectFrom('borrowing')
    .select('page_id')
    .distinct()
    .where('from_page', '=', page)
    .where('page_id', '<>', page)
    .execute()
  return rows.map(({ page_id }) => page_id)
}

/** Tells an attribution, before it receives update `seq`, of all that was told before that; answers the last, if there is any. */
export function lendBefore(attribution: Attribution, waiting: Borrowing[], seq: number): Borrowing | null {
  let last: Borrowing | null = null
  while (waiting[0] && waiting[0].after_seq < seq) {
    last = waiting.shift() as Borrowing
    for (const one of JSON.parse(last.lent) as (Lent | Brought)[])
      if ('origin' in one) attribution.bring([one])
      else attribution.lend(last.member_id, one)
  }
  return last
}
