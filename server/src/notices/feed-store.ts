import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { MemberId, PageId, Slug, TerritoryId } from '@terreau/shared/ids.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { personBehind } from '../members/person-behind.ts'
import { listed } from '../members/readable.ts'
import { IDLE } from '../provenance/contributions.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { withAllInside } from '../territories/nested.ts'

const MANY = 50

/** What a feed is about. */
export type FeedOf =
  | { readonly kind: 'page'; readonly page: PageId }
  | { readonly kind: 'territory'; readonly territory: TerritoryId }
  | { readonly kind: 'type'; readonly type: PageTypeKey }

/** A contribution that ended, or a validated version, of a page that anybody may find. */
export interface FeedEvent {
  readonly page: { readonly id: PageId; readonly slug: Slug; readonly title: string }
  readonly at: Instant
  /** Who wrote it, or whose verdicts it holds. */
  readonly by: readonly string[]
  /** The number of a version; null for a contribution. */
  readonly version: number | null
  /** The id of a contribution; null for a version. */
  readonly contribution: string | null
  /** What its author said of a contribution. */
  readonly message: string | null
}

/** What visitors may learn of pages, newest first. */
export class FeedStore {
  readonly #db: Db
  readonly #now: () => Instant

  constructor(db: Db, now: () => Instant) {
    this.#db = db
    this.#now = now
  }

  async events(of: FeedOf): Promise<FeedEvent[]> {
    const both = [...(await this.#contributions(of)), ...(await this.#versions(of))]
    return both.toSorted((a, b) => b.at - a.at).slice(0, MANY)
  }

  async #contributions(of: FeedOf): Promise<FeedEvent[]> {
    const ended = sql<Instant>`coalesce(contribution.closed_at, contribution.last_at)`
    const rows = await this.#db
      .selectFrom('contribution')
      .innerJoin('page', 'page.id', 'contribution.page_id')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('contribution.member_id')))
      .select(['page.id', 'slug', 'title', 'contribution.id as contribution', 'message', 'name', ended.as('at')])
      .where((eb) => eb.or([eb('closed_at', 'is not', null), eb('last_at', '<=', this.#now() - IDLE)]))
      .where('hidden_at', 'is', null)
      .where('undone_at', 'is', null)
      .where('kind', '=', 'person')
      .where(isIn(of))
      .where(listed(null))
      .orderBy(ended, 'desc')
      .limit(MANY)
      .execute()
    return rows.map(({ id, slug, title, name, ...row }) => ({
      ...row,
      page: { id, slug, title },
      by: [name],
      version: null,
    }))
  }

  async #versions(of: FeedOf): Promise<FeedEvent[]> {
    const rows = await this.#db
      .selectFrom('version')
      .innerJoin('page', 'page.id', 'version.page_id')
      .select(['page.id', 'slug', 'title', 'version.number', 'version.at', 'judges'])
      .where(isIn(of))
      .where(listed(null))
      .orderBy('version.at', 'desc')
      .limit(MANY)
      .execute()
    return Promise.all(
      rows.map(async ({ id, slug, title, number, at, judges }) => ({
        page: { id, slug, title },
        at,
        by: await this.#names(JSON.parse(judges) as MemberId[]),
        version: number,
        contribution: null,
        message: null,
      })),
    )
  }

  async #names(ids: readonly MemberId[]): Promise<string[]> {
    if (ids.length === 0) return []
    const rows = await this.#db
      .selectFrom('member as named')
      .innerJoin('member', (on) => on.on('member.id', '=', personBehind('named.id')))
      .select('member.name')
      .distinct()
      .where('named.id', 'in', ids)
      .execute()
    return rows.map(({ name }) => name)
  }
}

function isIn(of: FeedOf): RawBuilder<SqlBool> {
  if (of.kind === 'page') return sql<SqlBool>`page.id = ${of.page}`
  const kept = sql<SqlBool>`page.archived_at IS NULL`
  return of.kind === 'territory'
    ? sql<SqlBool>`page.territory_id IN ${withAllInside([of.territory])} AND ${kept}`
    : sql<SqlBool>`page.type = ${of.type} AND ${kept}`
}
