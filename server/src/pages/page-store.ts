import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import { isPageId, type MemberId, type PageId, type PageRef, type Slug, type TerritoryId } from '@terreau/shared/ids.ts'
import type { Place } from '@terreau/shared/permission/may.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import { narrower, type Visibility } from '@terreau/shared/permission/visibility.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { LinkFound, PageName } from '@terreau/shared/api/pages.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { BodyNode, Fields } from '@terreau/shared/document/body-node.ts'
import { listed, readable } from '../members/readable.ts'
import { newId } from '../storage/new-id.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import { sql, type Selectable, type SqlBool } from 'kysely'
import type { Instant, Tables } from '../storage/tables.ts'
import { firstFree, slugOf } from './slugs.ts'

export type PageRow = Selectable<Tables['page']>

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
  readonly place?: PagePlacing
}

/** Where a page belongs, its own visibility, and that of the territory. */
export interface PagePlacing {
  readonly territory: TerritoryId | null
  readonly visibility: Visibility
  readonly within: Visibility
}

/** What a page is called, of all that is kept of it. */
export const nameOf = ({ id, type, slug, title, lang }: PageRow): PageName => ({ id, type, slug, title, lang })

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
        locked_until: null,
        ...placed(page.place),
      }
      await tx.insertInto('page').values(row).execute()
      await tx.insertInto('page_slug').values({ slug, page_id: id }).execute()
      return row
    })
  }

  async byId(id: PageId): Promise<PageRow | null> {
    return (await this.#db.selectFrom('page').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
  }

  /** The page that an id, or any slug it ever had, names, if this person may know of it. */
  async find(ref: PageRef, person: Roles | null): Promise<PageRow | null> {
    const pages = this.#db.selectFrom('page').selectAll('page').where(readable(person))
    const row = isPageId(ref)
      ? await pages.where('page.id', '=', ref).executeTakeFirst()
      : await pages
          .innerJoin('page_slug', 'page_slug.page_id', 'page.id')
          .where('page_slug.slug', '=', ref)
          .executeTakeFirst()
    return row ?? null
  }

  /** As `find`; refused where it names none, or none that this person may know of. */
  async known(ref: PageRef, person: Roles | null): Promise<PageRow> {
    const page = await this.find(ref, person)
    if (!page) throw new Refusal('page.unknown')
    return page
  }

  async content(id: PageId): Promise<PageContent | null> {
    const row = await this.#db.selectFrom('page_content').selectAll().where('page_id', '=', id).executeTakeFirst()
    return row
      ? { seq: row.upto_seq, fields: JSON.parse(row.fields) as Fields, body: JSON.parse(row.body) as BodyNode }
      : null
  }

  /** Names of those of these pages that exist, as far as this person may know of them. */
  async names(ids: readonly PageId[], person: Roles | null): Promise<PageName[]> {
    if (ids.length === 0) return []
    const rows = await this.#db
      .selectFrom('page')
      .leftJoin('page_content', (on) => on.onRef('page_content.page_id', '=', 'page.id').on('page.type', '=', 'source'))
      .select(['page.id', 'type', 'slug', 'title', 'lang', 'page_content.fields'])
      .where('page.id', 'in', among(new Set(ids)))
      .where(readable(person))
      .execute()
    return rows.map(({ fields, ...name }) => ({ ...name, ...(fields !== null && noteOf(fields)) }))
  }

  /** Lets a page no longer be found by what it was called for a time. */
  async forgetAddresses(page: PageId, title: string): Promise<void> {
    const slug = slugOf(title)
    await this.#db
      .deleteFrom('page_slug')
      .where('page_id', '=', page)
      .where(sql<SqlBool>`(slug = ${slug} OR slug GLOB ${`${slug}-[0-9]*`})`)
      .where('slug', 'not in', (eb) => eb.selectFrom('page').select('slug').where('id', '=', page))
      .execute()
  }

  async namesById(ids: readonly PageId[], person: Roles | null): Promise<Map<PageId, PageName>> {
    return new Map((await this.names(ids, person)).map((name) => [name.id, name]))
  }

  /** What the last check found of an address; null where it leads where it did, or was never looked at. */
  async linkFound(url: unknown): Promise<LinkFound | null> {
    if (typeof url !== 'string') return null
    const row = await this.#db.selectFrom('link_check').selectAll().where('url', '=', url).executeTakeFirst()
    if (!row || row.outcome === 'ok') return null
    return { outcome: row.outcome, movedTo: row.moved_to, at: new Date(row.checked_at).toISOString() }
  }

  /** Pages that link to this one, by title. */
  async backlinks(id: PageId, person: Roles | null): Promise<PageName[]> {
    return this.#db
      .selectFrom('page')
      .select(['id', 'type', 'slug', 'title', 'lang'])
      .where('id', 'in', (eb) => eb.selectFrom('page_link').select('from_page').where('to_page', '=', id))
      .where('archived_at', 'is', null)
      .where(listed(person))
      .orderBy('title_key')
      .execute()
  }

  async place(tx: Db, id: PageId, place: PagePlacing): Promise<void> {
    await tx.updateTable('page').set(placed(place)).where('id', '=', id).execute()
  }

  /** What rights need to know of a page. */
  placeOf({ territory_id, reach, archived_at, locked_until }: PageRow): Place {
    const locked = locked_until !== null && locked_until > this.#now()
    return { territory: territory_id, reach, archivedAt: archived_at, locked }
  }

  /** Archives a page, or takes it out again. */
  async archive(tx: Db, id: PageId, archived: boolean): Promise<void> {
    await tx
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

const OF_THE_NETWORK: PagePlacing = { territory: null, visibility: 'public', within: 'public' }

function placed({ territory, visibility, within }: PagePlacing = OF_THE_NETWORK) {
  return { territory_id: territory, visibility, reach: narrower(visibility, within) }
}

const IN_NOTES = ['authors', 'publisher', 'date', 'url', 'retrieved'] as const

/** What a note says of a source; its fields were parsed when they were written. */
function noteOf(json: string): Pick<PageName, 'licence' | 'source'> {
  const fields = JSON.parse(json) as Fields
  const { source_licence: licence } = fields
  const said = IN_NOTES.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]] as const]))
  return { ...(typeof licence === 'string' && { licence }), source: Object.fromEntries(said) }
}
