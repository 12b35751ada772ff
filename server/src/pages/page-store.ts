import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import { isPageId, type MemberId, type PageId, type PageRef, type Slug } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import { newId } from '../storage/new-id.ts'
import type { Db } from '../storage/store.ts'
import type { Instant, Tables } from '../storage/tables.ts'
import { firstFree, slugOf } from './slugs.ts'

export type PageRow = Tables['page']

/** What the projection of a page's document holds. */
export interface PageContent {
  readonly seq: number
  readonly fields: Fields
  readonly body: BodyNode
}

/** What a page is made from; `id` and `slug` only where it comes from elsewhere and is named there. */
interface NewPageRow {
  readonly type: PageTypeKey
  readonly title: string
  readonly lang: Lang
  readonly id?: PageId
  readonly slug?: string
}

/** Pages, their addresses, and the content last derived from their documents. */
export class PageStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  /** Gives a new page its permanent id and its first address. */
  async create(page: NewPageRow, by: MemberId): Promise<PageRow> {
    const at = this.#now()
    return this.#db.transaction().execute(async (tx) => {
      const { type, title, lang } = page
      const id = page.id ?? newId<PageId>(at)
      const slug = await firstFree(slugOf(page.slug ?? title), (candidate) => isFree(tx, candidate))
      const row = {
        id,
        type,
        title,
        title_key: fold(title),
        lang,
        slug,
        created_by: by,
        created_at: at,
        updated_at: at,
        archived_at: null,
      }
      await tx.insertInto('page').values(row).execute()
      await tx.insertInto('page_slug').values({ slug, page_id: id }).execute()
      return row
    })
  }

  async byId(id: PageId): Promise<PageRow | null> {
    return (await this.#db.selectFrom('page').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
  }

  /** The page that an id, or any slug it ever had, names. */
  async find(ref: PageRef): Promise<PageRow | null> {
    if (isPageId(ref)) return this.byId(ref)
    const row = await this.#db
      .selectFrom('page_slug')
      .innerJoin('page', 'page.id', 'page_slug.page_id')
      .selectAll('page')
      .where('page_slug.slug', '=', ref)
      .executeTakeFirst()
    return row ?? null
  }

  async content(id: PageId): Promise<PageContent | null> {
    const row = await this.#db.selectFrom('page_content').selectAll().where('page_id', '=', id).executeTakeFirst()
    return row
      ? { seq: row.upto_seq, fields: JSON.parse(row.fields) as Fields, body: JSON.parse(row.body) as BodyNode }
      : null
  }

  /** Names of those of these pages that exist. */
  async names(ids: readonly PageId[]): Promise<PageName[]> {
    if (ids.length === 0) return []
    const rows = await this.#db
      .selectFrom('page')
      .leftJoin('page_field', (on) =>
        on.onRef('page_field.page_id', '=', 'page.id').on('page_field.key', '=', 'source_licence'),
      )
      .select(['page.id', 'type', 'slug', 'title', 'lang', 'page_field.value as licence'])
      .where('page.id', 'in', [...new Set(ids)])
      .execute()
    return rows.map(({ licence, ...name }) => ({ ...name, ...(licence !== null && { licence }) }))
  }

  /** Pages that link to this one, by title. */
  async backlinks(id: PageId): Promise<PageName[]> {
    return this.#db
      .selectFrom('page')
      .select(['id', 'type', 'slug', 'title', 'lang'])
      .where('id', 'in', (eb) => eb.selectFrom('page_link').select('from_page').where('to_page', '=', id))
      .where('archived_at', 'is', null)
      .orderBy('title_key')
      .execute()
  }

  async archive(id: PageId, archived: boolean): Promise<void> {
    await this.#db
      .updateTable('page')
      .set({ archived_at: archived ? this.#now() : null })
      .where('id', '=', id)
      .execute()
  }
}

/** A slug once used stays with its page for ever, so that old links lead somewhere. */
export async function isFree(db: Db, slug: Slug, forPage?: PageId): Promise<boolean> {
  const taken = await db.selectFrom('page_slug').select('page_id').where('slug', '=', slug).executeTakeFirst()
  return !taken || taken.page_id === forPage
}
