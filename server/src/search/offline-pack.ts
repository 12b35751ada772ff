import { searchText } from '@terreau/shared/language/search-text.ts'
import { buildOfflineIndex, type PackedPage } from '@terreau/shared/language/offline-index.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import type { Db } from '../storage/store.ts'

/** What a browser keeps to search and read without a network. */
export interface OfflinePack {
  /** The seq of the last update in it. */
  readonly upto: number
  readonly pages: readonly PackedPage[]
  readonly index: object
}

/** Makes the pack anew where something was written since the last one. */
export class OfflinePacks {
  readonly #db: Db
  #last: OfflinePack | null = null

  constructor(db: Db) {
    this.#db = db
  }

  async latest(): Promise<OfflinePack> {
    const upto = await this.upto()
    if (this.#last?.upto === upto) return this.#last
    const pages = await this.#pages()
    return (this.#last = { upto, pages, index: buildOfflineIndex(pages) })
  }

  /** The seq of the last update that a pack made now would hold. */
  async upto(): Promise<number> {
    const row = await this.#db
      .selectFrom('page_content')
      .select((eb) => eb.fn.max('upto_seq').as('upto'))
      .executeTakeFirst()
    return row?.upto ?? 0
  }

  async #pages(): Promise<PackedPage[]> {
    const rows = await this.#db
      .selectFrom('page')
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .select(['id', 'type', 'slug', 'title', 'lang', 'fields', 'body'])
      .where('archived_at', 'is', null)
      .orderBy('id')
      .execute()
    return rows.map(({ fields, body, ...page }) => {
      const text = searchText({
        title: page.title,
        fields: JSON.parse(fields) as Record<string, unknown>,
        body: JSON.parse(body) as BodyNode,
      })
      return { ...page, head: text.head, body: text.body }
    })
  }
}
