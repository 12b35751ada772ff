import { sql, type RawBuilder } from 'kysely'
import type { Shows, Standing } from '@terreau/shared/api/pages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { idsOf } from '../members/person-behind.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'

const typesSeen = (seen: Shows) =>
  Object.values(PAGE_TYPES).flatMap(({ key, readersSee }) => (readersSee === seen ? [key] : []))

const [LIVE, VALIDATED] = [typesSeen('live'), typesSeen('validated')]

/**
 * Where each row of `page` stands, as an expression of a query (D18): contested while an objection is open; to be
 * reviewed where readers see what nobody validated; to be rechecked once the first passage aged.
 */
export function standing(now: Instant): RawBuilder<Standing> {
  return sql<Standing>`coalesce((SELECT CASE
    WHEN state.contested > 0 THEN 'contested'
    WHEN state.version IS NULL THEN 'to-review'
    WHEN state.newer > 0 AND page.type IN (${sql.join(LIVE)}) THEN 'to-review'
    WHEN state.recheck = 1 OR state.stale_at <= ${now} THEN 'to-recheck'
    ELSE 'validated' END FROM review_state AS state WHERE state.page_id = page.id), 'to-review')`
}

/** The number of the version that readers see of each row of `page`, as an expression of a query; null where they see the live page (D16). */
export function shownVersion(): RawBuilder<number | null> {
  return sql<number | null>`(SELECT max(number) FROM version AS newest
    WHERE newest.page_id = page.id AND page.type IN (${sql.join(VALIDATED)}))`
}

/** What is shown of a joined `version` while words of it are out of sight, as an expression of a query; null where all of it is. */
export function shownPart(part: 'fields' | 'body'): RawBuilder<string | null> {
  return sql<string | null>`(version.shown -> ${sql.lit(`$.${part}`)})`
}

/** Where a page stands, and how many of its passages its version does not hold, as far as it is derived. */
export async function standingOf(db: Db, page: PageId, now: Instant): Promise<{ standing: Standing; newer: number }> {
  const row = await db
    .selectFrom('page')
    .leftJoin('review_state', 'review_state.page_id', 'page.id')
    .select([standing(now).as('standing'), 'newer'])
    .where('id', '=', page)
    .executeTakeFirst()
  return { standing: row?.standing ?? 'to-review', newer: row?.newer ?? 0 }
}

/** How many changes are proposed on a page and not in it yet, as far as it is derived. */
export async function proposedOn(db: Db, page: PageId): Promise<number> {
  const row = await db.selectFrom('review_state').select('proposed').where('page_id', '=', page).executeTakeFirst()
  return row?.proposed ?? 0
}

/** How many corrections, and changes written apart, of one person wait on a page. */
export async function proposedBy(db: Db, page: PageId, person: MemberId): Promise<number> {
  const ids = await idsOf(db, person)
  const { corrections, forks } = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('correction')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('page_id', '=', page)
        .where('outcome', 'is', null)
        .where('by_member', 'in', ids)
        .as('corrections'),
      eb
        .selectFrom('fork')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('page_id', '=', page)
        .where('sent_at', 'is not', null)
        .where('closed_at', 'is', null)
        .where('member_id', 'in', ids)
        .as('forks'),
    ])
    .executeTakeFirstOrThrow()
  return (corrections ?? 0) + (forks ?? 0)
}
