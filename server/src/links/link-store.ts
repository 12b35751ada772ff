import { sql } from 'kysely'
import type { LinkFound } from '@terreau/shared/api/pages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { Probed } from './probe-link.ts'

/** No check asks for more at once. */
const MOST_LINKS = 5000

/** What was found of the addresses that sources have. */
export class LinkStore {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Addresses of sources that were not looked at since `since`; the longest unseen first. */
  async due(since: Instant): Promise<string[]> {
    const rows = await this.#sources()
      .leftJoin('link_check', (on) => on.on('link_check.url', '=', address))
      .select(address.as('url'))
      .where((eb) => eb.or([eb('checked_at', 'is', null), eb('checked_at', '<', since)]))
      .groupBy(address)
      .orderBy((eb) => eb.fn.coalesce('checked_at', eb.lit(0)))
      .limit(MOST_LINKS)
      .execute()
    return rows.map(({ url }) => url)
  }

  async keep(url: string, { outcome, movedTo }: Probed, at: Instant): Promise<void> {
    const row = { outcome, moved_to: movedTo, checked_at: at }
    await this.#db
      .insertInto('link_check')
      .values({ url, ...row })
      .onConflict((on) => on.column('url').doUpdateSet(row))
      .execute()
  }

  /** Sources whose address leads elsewhere for good, or nowhere, or to no clear answer. */
  async amiss(): Promise<{ id: PageId; url: string; found: LinkFound }[]> {
    const rows = await this.#sources()
      .innerJoin('link_check', (on) => on.on('link_check.url', '=', address))
      .select(['page.id', 'link_check.url', 'outcome', 'moved_to', 'checked_at'])
      .where('outcome', '<>', 'ok')
      .orderBy('outcome')
      .orderBy('title_key')
      .limit(500)
      .execute()
    return rows.map(({ id, url, outcome, moved_to, checked_at }) => ({
      id,
      url,
      found: { outcome, movedTo: moved_to, at: new Date(checked_at).toISOString() },
    }))
  }

  #sources() {
    return this.#db
      .selectFrom('page')
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .where('page.type', '=', 'source')
      .where('page.archived_at', 'is', null)
      .where(address, 'is not', null)
  }
}

const address = sql<string>`json_extract(page_content.fields, '$.url')`
