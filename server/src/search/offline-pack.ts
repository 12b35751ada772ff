import { sql } from 'kysely'
import type { OfflinePack, OfflinePackQuery, OfflinePackSize, PackedPage } from '@terreau/shared/api/search.ts'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import type { SynonymGroups } from '@terreau/shared/language/synonyms.ts'
import type { PageId, TerritoryId } from '@terreau/shared/ids.ts'
import { listed } from '../members/readable.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { withAllInside } from '../territories/nested.ts'
import { shownPart, shownVersion, standing } from '../versions/page-standing.ts'

/** So many pages go in one answer: a device that was interrupted goes on after them. */
const PART = 200

/** What a page weighs in a pack beside its fields and its body, in bytes. */
const BESIDE = 420

/**
 * What a browser keeps to search and read without a network: public pages, as readers see them, the same for everyone. A
 * version is the moment of the last change that was noticed; what changed since is known page by page.
 */
export class OfflinePacks {
  readonly #db: Db
  readonly #now: () => Instant
  readonly #synonyms: () => SynonymGroups
  #noticing: Promise<void> = Promise.resolve()

  constructor(db: Db, now: () => Instant, synonyms: () => SynonymGroups) {
    this.#db = db
    this.#now = now
    this.#synonyms = synonyms
  }

  /** All of it, or the difference to a version that is known here: a part of it, from the page that it goes on after. */
  async pack(asked: OfflinePackQuery, part = PART): Promise<OfflinePack> {
    const { version, since, wanted, changed } = await this.#changed(asked)
    const { after } = asked
    const sent = changed.filter((row) => wanted(row) && row.page_id > (after ?? '')).map(({ page_id }) => page_id)
    const ids = sent.toSorted().slice(0, part)
    return {
      version: String(version),
      whole: since === null,
      pages: await this.#pages(ids),
      removed: since === null || after ? [] : changed.filter((row) => !wanted(row)).map(({ page_id }) => page_id),
      next: sent.length > part ? (ids.at(-1) ?? null) : null,
      synonyms: this.#synonyms().map((group) => [...group]),
    }
  }

  /** Bytes before compression, about. */
  async size(asked: OfflinePackQuery): Promise<OfflinePackSize> {
    const { version, wanted, changed } = await this.#changed(asked)
    const sent = changed.filter((row) => wanted(row))
    const bytes = sent.reduce((sum, row) => sum + row.bytes + BESIDE, 0)
    return { version: String(version), bytes, pages: sent.length }
  }

  async #changed({ since: asked, territories }: OfflinePackQuery) {
    await (this.#noticing = this.#noticing.then(() => this.#notice()))
    const rows = await this.#db.selectFrom('offline_page').selectAll().execute()
    const version = rows.reduce((last, { changed_at }) => Math.max(last, changed_at), 0)
    const known = /^\d{1,15}$/.test(asked ?? '') && Number(asked) <= version ? Number(asked) : null
    const inside = territories === undefined ? null : await this.#inside(territories.split(',').filter(Boolean))
    const wanted = (row: (typeof rows)[number]) =>
      row.gone === 0 && (!inside || row.territory === null || inside.has(row.territory))
    const changed = rows.filter((row) => (known === null ? wanted(row) : row.changed_at > known))
    return { version, since: known, wanted, changed }
  }

  /** Compares public pages with those noticed last. What was never public is never noticed. */
  async #notice(): Promise<void> {
    await this.#db.transaction().execute(async (tx) => {
      const before = new Map(
        (await tx.selectFrom('offline_page').selectAll().execute()).map((row) => [row.page_id, row]),
      )
      const now = await this.#shown(tx)
      const last = [...before.values()].reduce((most, { changed_at }) => Math.max(most, changed_at), 0)
      const changed_at = Math.max(this.#now(), last + 1)
      const changed = now.filter(({ page_id, print }) => before.get(page_id)?.print !== print)
      const there = new Set(now.map(({ page_id }) => page_id))
      const gone = [...before.values()].filter((row) => row.gone === 0 && !there.has(row.page_id))
      const rows = [
        ...changed.map((row) => ({ ...row, gone: 0 as const, changed_at })),
        ...gone.map((row) => ({ ...row, print: '', gone: 1 as const, changed_at })),
      ]
      if (rows.length === 0) return
      await sql`INSERT OR REPLACE INTO offline_page (page_id, print, territory, bytes, gone, changed_at)
        SELECT value ->> 'page_id', value ->> 'print', value ->> 'territory', value ->> 'bytes', value ->> 'gone', value ->> 'changed_at'
        FROM json_each(${JSON.stringify(rows)})`.execute(tx)
    })
  }

  /** Public pages, each with what changes where its readers see something else. */
  async #shown(db: Db) {
    return withVersion(db)
      .select((eb) => [
        'page.id as page_id',
        'territory_id as territory',
        sql<string>`concat_ws(' ', coalesce(version.number || coalesce(' without ' || (version.shown ->> '$.without'), ''), 'live ' || upto_seq), slug, (SELECT count(*) FROM page_slug WHERE page_id = page.id), territory_id, ${standing(this.#now())})`.as(
          'print',
        ),
        sql<number>`octet_length(${eb.fn.coalesce('version.fields', 'page_content.fields')})
          + octet_length(${eb.fn.coalesce('version.body', 'page_content.body')})`.as('bytes'),
      ])
      .execute()
  }

  async #pages(ids: readonly PageId[]): Promise<PackedPage[]> {
    if (ids.length === 0) return []
    const rows = await withVersion(this.#db)
      .select(['page.id', 'type', 'slug', 'title', 'lang', 'territory_id as territory', 'updated_at'])
      .select((eb) => [
        eb.fn.coalesce(shownPart('fields'), 'version.fields', 'page_content.fields').as('fields'),
        eb.fn.coalesce(shownPart('body'), 'version.body', 'page_content.body').as('body'),
        standing(this.#now()).as('standing'),
        sql<number | null>`version.number`.as('version'),
        sql<string>`(SELECT json_group_array(slug) FROM page_slug WHERE page_id = page.id)`.as('addresses'),
      ])
      .where('page.id', 'in', among(ids))
      .orderBy('page.id')
      .execute()
    return rows.map(({ fields, body, updated_at, version, addresses, ...page }) => ({
      ...page,
      addresses: JSON.parse(addresses) as string[],
      version,
      shows: version === null ? ('live' as const) : ('validated' as const),
      updatedAt: new Date(updated_at).toISOString(),
      fields: JSON.parse(fields) as Fields,
      body: JSON.parse(body) as BodyNode,
    }))
  }

  async #inside(ids: readonly string[]): Promise<Set<TerritoryId>> {
    const rows = this.#db.selectFrom('territory').select('id').where('id', 'in', withAllInside(ids))
    return new Set((await rows.execute()).map(({ id }) => id))
  }
}

/** Public pages, with the version that their readers see. */
function withVersion(db: Db) {
  return db
    .selectFrom('page')
    .innerJoin('page_content', 'page_content.page_id', 'page.id')
    .leftJoin('version', (on) =>
      on.onRef('version.page_id', '=', 'page.id').on('version.number', '=', shownVersion() as never),
    )
    .where('archived_at', 'is', null)
    .where(listed(null))
}
