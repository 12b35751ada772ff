import type { MemberId } from '@terreau/shared/ids.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { leadElsewhere } from '../pages/merged-pages.ts'
import { isFree, type PageStore } from '../pages/page-store.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { ExportedMerge } from './export-format.ts'
import { exportKey } from './import-key.ts'

interface Parts {
  readonly store: { readonly db: Db }
  readonly pages: PageStore
  readonly ledger: Ledger
  readonly now: () => Instant
}

/**
 * Lets the address of a page that was merged lead where it led; a page that came with it is merged here too. Done once:
 * whatever becomes of it here later stays. Answers whether anything was done.
 */
export async function bringMerge(parts: Parts, by: MemberId, { page, slug, into }: ExportedMerge): Promise<boolean> {
  const { store, pages, ledger, now } = parts
  const key = `merged:${page}`
  const [kept, came] = [await pages.byId(into), await pages.byId(page)]
  if (kept?.archived_at !== null || (await isKnown(store.db, key))) return false
  const note = async (tx: Db) =>
    void (await tx.insertInto('import_key').values({ key, page_id: into, hash: '' }).execute())
  if (came?.archived_at === null && (await isKnown(store.db, exportKey(page)))) {
    await ledger.enter({ kind: 'page.merged', by, page, says: { into } }, async (tx) => {
      await pages.archive(tx, page, true)
      await leadElsewhere(tx, page, into, now())
      await note(tx)
    })
    return true
  }
  if (!(await isFree(store.db, slug))) return false
  await store.db.transaction().execute(async (tx) => {
    await tx.insertInto('page_slug').values({ slug, page_id: into }).execute()
    await note(tx)
  })
  return true
}

async function isKnown(db: Db, key: string): Promise<boolean> {
  return (await db.selectFrom('import_key').select('key').where('key', '=', key).executeTakeFirst()) !== undefined
}
