import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { OfflinePack, OfflinePackQuery, OfflinePackSize, PackedPage } from '@terreau/shared/api/search.ts'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { listed } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { shownVersion, standing } from '../versions/page-standing.ts'

/** So many pages go in one answer: a device that was interrupted goes on after them. */
const PART = 200

/** What a browser keeps to search and read without a network: public pages, as readers see them, the same for everyone. */
export class OfflinePacks {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  async pack({ since, after }: OfflinePackQuery, part = PART): Promise<OfflinePack> {
    const version = await this.version()
    const none = since === version
    const pages = none ? [] : await this.#pages(after, part)
    const next = pages.length === part ? (pages.at(-1)?.id ?? null) : null
    return { version, whole: !none && !after, pages, removed: [], next, synonyms: [] }
  }

  async size(asked: OfflinePackQuery): Promise<OfflinePackSize> {
    const pack = await this.pack(asked, Infinity)
    return {
      version: pack.version,
      bytes: Buffer.byteLength(JSON.stringify(pack)),
      pages: pack.pages.length,
    }
  }

  /** Tells the state of the public pages: which they are, and the last update of each. */
  async version(): Promise<string> {
    const rows = await this.#db
      .selectFrom('page')
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .select(['id', 'upto_seq'])
      .where('archived_at', 'is', null)
      .where(listed(null))
      .orderBy('id')
      .execute()
    const hash = createHash('sha256')
    for (const { id, upto_seq } of rows) hash.update(`${id} ${upto_seq} `)
    return hash.digest('base64url').slice(0, 22)
  }

  async #pages(after: string | undefined, most: number): Promise<PackedPage[]> {
    const rows = await this.#db
      .selectFrom('page')
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .leftJoin('version', (on) =>
        on.onRef('version.page_id', '=', 'page.id').on('version.number', '=', shownVersion() as never),
      )
      .select(['page.id', 'type', 'slug', 'title', 'lang', 'territory_id as territory', 'updated_at'])
      .select((eb) => [
        eb.fn.coalesce('version.fields', 'page_content.fields').as('fields'),
        eb.fn.coalesce('version.body', 'page_content.body').as('body'),
        standing(this.#now()).as('standing'),
        sql<number | null>`version.number`.as('version'),
      ])
      .where('archived_at', 'is', null)
      .where(listed(null))
      .where('page.id', '>', (after ?? '') as PageId)
      .orderBy('page.id')
      .limit(Number.isFinite(most) ? most : -1)
      .execute()
    return rows.map(({ fields, body, updated_at, version, ...page }) => ({
      ...page,
      addresses: [page.slug],
      version,
      shows: version === null ? ('live' as const) : ('validated' as const),
      updatedAt: new Date(updated_at).toISOString(),
      fields: JSON.parse(fields) as Fields,
      body: JSON.parse(body) as BodyNode,
    }))
  }
}
