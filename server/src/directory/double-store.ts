import type { Fields } from '@terreau/shared/document/body-node.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Roles } from '@terreau/shared/permission/roles.ts'
import type { Position } from '@terreau/shared/travel/distance.ts'
import { listed } from '../members/readable.ts'
import type { PageRow } from '../pages/page-store.ts'
import { among } from '../storage/among.ts'
import type { Db } from '../storage/store.ts'
import { NearDoubles } from './near-doubles.ts'

/** Two pages that may be of one place. */
export interface NearPair {
  readonly one: PageId
  readonly other: PageId
  readonly metres: number
}

/** Places that look like one, those that were said to be two, and those that were merged. */
export class DoubleStore {
  readonly #db: Db

  constructor(db: Db) {
    this.#db = db
  }

  /** Pairs of places that the person may see listed, nearest first; those that were said to be two stand apart. */
  async pairs(person: Roles | null): Promise<{ perhaps: NearPair[]; apart: NearPair[] }> {
    const apart = new Set((await this.#db.selectFrom('page_apart').selectAll().execute()).map(keyOf))
    const near = new NearDoubles<{ id: PageId; title: string; position: Position }>()
    const pairs: NearPair[] = []
    for (const { id, title, lat, lon } of await this.#places(person)) {
      const place = { id, title, position: { lat: lat ?? 0, lon: lon ?? 0 } }
      for (const { of, metres } of near.find(place)) pairs.push({ one: of.id, other: id, metres })
      near.add(place)
    }
    const nearestFirst = pairs.toSorted((a, b) => a.metres - b.metres)
    return {
      perhaps: nearestFirst.filter((pair) => !apart.has(keyOf(pair))),
      apart: nearestFirst.filter((pair) => apart.has(keyOf(pair))),
    }
  }

  /** By id, so that the first of a pair is that of `page_apart`. */
  #places(person: Roles | null) {
    return this.#db
      .selectFrom('page')
      .innerJoin('page_facts', 'page_facts.page_id', 'page.id')
      .select(['page.id', 'title', 'lat', 'lon'])
      .where('page.type', '=', 'place')
      .where('archived_at', 'is', null)
      .where('lat', 'is not', null)
      .where(listed(person))
      .orderBy('page.id')
      .execute()
  }

  async rows(ids: readonly PageId[]): Promise<Map<PageId, { row: PageRow; fields: Fields }>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('page')
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .selectAll('page')
      .select('page_content.fields')
      .where('page.id', 'in', among(ids))
      .execute()
    return new Map(rows.map(({ fields, ...row }) => [row.id, { row, fields: JSON.parse(fields) as Fields }]))
  }

  /** Merged pages with what they lead to, the latest first. */
  async merged(most: number): Promise<{ page: PageId; into: PageId }[]> {
    const rows = await this.#db
      .selectFrom('page_merge')
      .select(['page_id as page', 'into_page as into'])
      .orderBy('at', 'desc')
      .limit(most)
      .execute()
    return rows
  }

  async part(pages: readonly [PageId, PageId]): Promise<void> {
    const [one, other] = pages.toSorted() as [PageId, PageId]
    await this.#db
      .insertInto('page_apart')
      .values({ one, other })
      .onConflict((on) => on.doNothing())
      .execute()
  }

  async unpart(pages: readonly [PageId, PageId]): Promise<void> {
    const [one, other] = pages.toSorted() as [PageId, PageId]
    await this.#db.deleteFrom('page_apart').where('one', '=', one).where('other', '=', other).execute()
  }
}

const keyOf = ({ one, other }: { one: PageId; other: PageId }): string => `${one} ${other}`
