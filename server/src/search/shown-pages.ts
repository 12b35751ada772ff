import { sql } from 'kysely'
import type { PageName, Standing } from '@terreau/shared/api/pages.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { listed } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { shownVersion, standing } from '../versions/page-standing.ts'

/** A page that answers, as it is named and where it stands. */
export interface Shown {
  readonly row: number
  readonly page: PageName
  readonly standing: Standing
  /** The version that its readers see; null for the live page. */
  readonly version: number | null
}

/** What is shown of these rows of the index. Rights are part of the query: what the asker may not know of is no answer. */
export async function shownPages(
  db: Db,
  rows: readonly number[],
  person: Roles | null,
  now: Instant,
): Promise<Map<number, Shown>> {
  type Row = PageName & { row: number; standing: Standing; version: number | null }
  const found = await sql<Row>`
    SELECT search_page.id AS "row", page.id, page.type, page.slug, page.title, page.lang, ${standing(now)} AS standing,
      ${shownVersion()} AS version
    FROM json_each(${JSON.stringify(rows)}) AS asked
    CROSS JOIN search_page ON search_page.id = asked.value
    CROSS JOIN page ON page.id = search_page.page_id
    WHERE page.archived_at IS NULL AND ${listed(person)}`.execute(db)
  return new Map(
    found.rows.map(({ row, standing: stands, version, ...page }) => [row, { row, page, standing: stands, version }]),
  )
}
