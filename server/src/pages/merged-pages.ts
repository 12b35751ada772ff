import { sql } from 'kysely'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { PageStore } from './page-store.ts'

/** Those of these pages that were merged, each with the page that it leads to. */
export async function mergedAmong(db: Db, pages: readonly PageId[]): Promise<Map<PageId, PageId>> {
  if (pages.length === 0) return new Map()
  const rows = await db.selectFrom('page_merge').selectAll().where('page_id', 'in', among(pages)).execute()
  return new Map(rows.map(({ page_id, into_page }) => [page_id, into_page]))
}

/**
 * Names of pages that a page names, under the ids by which it does: one that was merged has the name of the page that it
 * leads to, where this person may know of that.
 */
export async function namesLedTo(
  db: Db,
  pages: PageStore,
  ids: readonly PageId[],
  person: Roles | null,
): Promise<PageName[]> {
  const merged = await mergedAmong(db, ids)
  const names = await pages.namesById([...ids, ...merged.values()], person)
  return ids.flatMap((id) => {
    const name = names.get(merged.get(id) ?? id) ?? names.get(id)
    return name ? [{ ...name, id }] : []
  })
}

/** Pages that name this one, by what was derived of them. */
async function namingPage(db: Db, page: PageId): Promise<PageId[]> {
  const rows = await db.selectFrom('page_link').select('from_page').distinct().where('to_page', '=', page).execute()
  return rows.map(({ from_page }) => from_page)
}

/**
 * Has all that leads to `page` lead to `into`: what was merged into it before, what is derived of links and relations,
 * who belongs to it, and who follows it. What other pages say stays as they say it.
 */
export async function leadElsewhere(tx: Db, page: PageId, into: PageId, at: Instant): Promise<void> {
  await tx.updateTable('page_merge').set({ into_page: into }).where('into_page', '=', page).execute()
  await tx.insertInto('page_merge').values({ page_id: page, into_page: into, at }).execute()
  await sql`INSERT INTO tie (member_id, page_id) SELECT member_id, ${into} FROM tie
    WHERE page_id = ${page} ON CONFLICT DO NOTHING`.execute(tx)
  await sql`INSERT INTO following (member_id, kind, what, at) SELECT member_id, kind, ${into}, at FROM following
    WHERE kind = 'page' AND what = ${page} ON CONFLICT DO NOTHING`.execute(tx)
  await relead(tx, await namingPage(tx, page), page, into)
}

/**
 * Has a page that was merged be itself again, and answers the pages that may name it, to be derived anew. Until they are
 * they count as behind by an edit, which the next start catches up with if this one ends before.
 */
export async function leadToItself(tx: Db, page: PageId): Promise<PageId[]> {
  const into = (await mergedAmong(tx, [page])).get(page)
  if (!into) return []
  await tx.deleteFrom('page_merge').where('page_id', '=', page).execute()
  const naming = [into, ...(await namingPage(tx, into))]
  await tx
    .updateTable('page_content')
    .set((eb) => ({ upto_seq: eb('upto_seq', '-', 1) }))
    .where('page_id', 'in', among(naming))
    .execute()
  return naming
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
