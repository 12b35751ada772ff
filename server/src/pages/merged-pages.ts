import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

/** Those of these pages that were merged, each with the page that it leads to. */
export async function mergedAmong(db: Db, pages: readonly PageId[]): Promise<Map<PageId, PageId>> {
  if (pages.length === 0) return new Map()
  const rows = await db.selectFrom('page_merge').selectAll().where('page_id', 'in', pages).execute()
  return new Map(rows.map(({ page_id, into_page }) => [page_id, into_page]))
}

/** Pages that name this one, by what was derived of them. */
export async function namingPage(db: Db, page: PageId): Promise<PageId[]> {
  const rows = await db.selectFrom('page_link').select('from_page').distinct().where('to_page', '=', page).execute()
  return rows.map(({ from_page }) => from_page)
}

/**
 * Has all that leads to `page` lead to `into`: what was merged into it before, what is derived of links and relations,
 * and who belongs to it. What other pages say stays as they say it.
 */
export async function leadElsewhere(tx: Db, page: PageId, into: PageId, at: Instant): Promise<void> {
  await tx.updateTable('page_merge').set({ into_page: into }).where('into_page', '=', page).execute()
  await tx.insertInto('page_merge').values({ page_id: page, into_page: into, at }).execute()
  const naming = await namingPage(tx, page)
  const ties = await tx.selectFrom('tie').select('member_id').where('page_id', '=', page).execute()
  for (const { member_id } of ties)
    await tx
      .insertInto('tie')
      .values({ member_id, page_id: into })
      .onConflict((on) => on.doNothing())
      .execute()
  await relead(tx, naming, page, into)
}

async function relead(tx: Db, naming: readonly PageId[], page: PageId, into: PageId): Promise<void> {
  if (naming.length === 0) return
  const links = await tx.deleteFrom('page_link').where('to_page', '=', page).returningAll().execute()
  const elsewhere = links.filter(({ from_page }) => from_page !== into)
  for (const { from_page, kind } of elsewhere)
    await tx
      .insertInto('page_link')
      .values({ from_page, to_page: into, kind })
      .onConflict((on) => on.doNothing())
      .execute()
  const fields = tx.deleteFrom('page_field').where('value', '=', page).where('page_id', 'in', naming)
  for (const { page_id, key } of await fields.returningAll().execute())
    await tx
      .insertInto('page_field')
      .values({ page_id, key, value: into })
      .onConflict((on) => on.doNothing())
      .execute()
}
