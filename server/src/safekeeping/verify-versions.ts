import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import { versionHash, VersionStore } from '../versions/version-store.ts'

/**
 * The first version of a page that does not follow from the one before it, is not the one that the ledger holds, or is
 * shown otherwise than it should be; null where all are.
 */
export async function versionBrokenAt(db: Db, page: PageId): Promise<number | null> {
  const entered = await enteredOf(db, page)
  const shown = await new VersionStore(db).asShown(page)
  let before: string | null = null
  let expected = 0
  for (const row of await versionsOf(db, page)) {
    expected += 1
    const content = {
      number: row.number,
      fields: JSON.parse(row.fields) as Fields,
      body: JSON.parse(row.body) as BodyNode,
    }
    const isShown = row.shown === (shown.get(row.number) ?? null)
    const follows = row.number === expected && isShown && versionHash(before, content) === row.hash
    if (!follows || (entered.get(row.number) ?? row.hash) !== row.hash) return row.number
    before = row.hash
  }
  const last = Math.max(0, ...entered.keys())
  return last > expected ? expected + 1 : null
}

function versionsOf(db: Db, page: PageId) {
  return db
    .selectFrom('version')
    .select(['number', 'fields', 'body', 'hash', 'shown'])
    .where('page_id', '=', page)
    .orderBy('number')
    .execute()
}

/** The hash of each version as it was entered; words that were erased prove nothing. */
async function enteredOf(db: Db, page: PageId): Promise<Map<number, string>> {
  const entries = await db
    .selectFrom('ledger_entry')
    .select('says')
    .where('page_id', '=', page)
    .where('kind', '=', 'version.made')
    .where('says', 'is not', null)
    .execute()
  return new Map(
    entries.map(({ says }) => {
      const { number, hash } = JSON.parse(says ?? '{}') as { number: number; hash: string }
      return [number, hash]
    }),
  )
}
