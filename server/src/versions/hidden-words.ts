import { sql } from 'kysely'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/** The contributions whose words are out of sight and may stand in a page, written there or brought there (F7). */
export async function hiddenOf(db: Db, page: PageId): Promise<Set<number>> {
  const rows = await db
    .selectFrom('contribution')
    .select('first_seq')
    .where('hidden_at', 'is not', null)
    .where(
      sql<boolean>`page_id IN (SELECT ${page} UNION SELECT from_page FROM borrowing WHERE borrowing.page_id = ${page})`,
    )
    .execute()
  return new Set(rows.map(({ first_seq }) => first_seq))
}

/** Whether words of a page were taken out of sight. */
export async function hidesWords(db: Db, page: PageId): Promise<boolean> {
  return (await hiddenOf(db, page)).size > 0
}
