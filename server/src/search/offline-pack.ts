import { createHash } from 'node:crypto'
import { searchText } from '@terreau/shared/language/search-text.ts'
import { buildOfflineIndex, type PackedPage } from '@terreau/shared/language/offline-index.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { listed } from '../members/readable.ts'
import type { Db } from '../storage/store.ts'

/** What a browser keeps to search and read without a network: the public pages, the same for everyone. */
export interface OfflinePack {
  /** Another one for each state of the public pages. */
  readonly version: string
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
    const version = await this.version()
    if (this.#last?.version === version) return this.#last
    const pages = await this.#pages()
    return (this.#last = { version, pages, index: buildOfflineIndex(pages) })
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

  async #pages(): Promise<PackedPage[]> {
    const rows = await this.#db
      .selectFrom('page')
      .innerJoin('page_content', 'page_content.page_id', 'page.id')
      .select(['id', 'type', 'slug', 'title', 'lang', 'fields', 'body'])
      .where('archived_at', 'is', null)
      .where(listed(null))
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
