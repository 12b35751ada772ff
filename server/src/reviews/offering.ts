import { sql } from 'kysely'
import type { MemberId, PageId, TerritoryId } from '@terreau/shared/ids.ts'
import type { Happenings } from '../happenings/happenings.ts'
import type { Db } from '../storage/store.ts'
import type { ProposalStore } from '../territories/proposal-store.ts'

/** So many validated passages, on so many pages of a territory, and their author is asked whether they would review too. */
const OFTEN = { passages: 10, pages: 3 }

/** Whoever's passages are often validated is asked in private whether they would like to review (R12); nobody sees a count. */
export function offerReviewing(db: Db, proposals: ProposalStore, happenings: Happenings): void {
  happenings.listen(async (happening) => {
    if (happening.kind !== 'passages.validated') return
    const territory = await territoryOf(db, happening.page)
    if (territory === null) return
    for (const member of happening.authors)
      if (await isOften(db, territory, member)) await proposals.propose({ territory, member, by: null, why: '' })
  })
}

async function territoryOf(db: Db, page: PageId): Promise<TerritoryId | null> {
  const row = await db.selectFrom('page').select('territory_id').where('id', '=', page).executeTakeFirst()
  return row?.territory_id ?? null
}

async function isOften(db: Db, territory: TerritoryId, member: MemberId): Promise<boolean> {
  const { rows } = await sql<{ passages: number; pages: number }>`
    SELECT count(*) AS passages, count(DISTINCT version.page_id) AS pages
    FROM version JOIN page ON page.id = version.page_id, json_each(version.facts) AS passage
    WHERE page.territory_id = ${territory}
      AND version.number = (SELECT max(number) FROM version AS newest WHERE newest.page_id = version.page_id)
      AND EXISTS (SELECT 1 FROM json_each(passage.value, '$.hands') AS hand WHERE hand.value = ${member})`.execute(db)
  const [counted] = rows
  return counted !== undefined && counted.passages >= OFTEN.passages && counted.pages >= OFTEN.pages
}
