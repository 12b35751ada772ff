import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/** Whether words of a page were taken out of sight (F7). */
export async function hidesWords(db: Db, page: PageId): Promise<boolean> {
  const row = await db
    .selectFrom('contribution')
    .select('id')
    .where('page_id', '=', page)
    .where('hidden_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
