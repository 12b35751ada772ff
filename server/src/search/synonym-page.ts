import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { NO_SYNONYMS, Synonyms, synonymsIn } from '@terreau/shared/language/synonyms.ts'
import { SYNONYMS } from '@terreau/shared/language/search-text.ts'
import type { Slug } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'

/** The synonyms that the wiki's page of that name lists, read again when what readers see of it changes. */
export class SynonymPage {
  readonly #db: Db
  #read: { readonly state: string; readonly synonyms: Synonyms } = { state: '', synonyms: NO_SYNONYMS }

  constructor(db: Db) {
    this.#db = db
  }

  async read(): Promise<Synonyms> {
    const page = await this.#db
      .selectFrom('page_slug')
      .innerJoin('page_content', 'page_content.page_id', 'page_slug.page_id')
      .innerJoin('page', 'page.id', 'page_slug.page_id')
      .leftJoin('version', 'version.page_id', 'page_slug.page_id')
      .select(['upto_seq', 'number', 'archived_at', 'reach'])
      .where('page_slug.slug', '=', SYNONYMS as Slug)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!page || page.archived_at !== null || page.reach !== 'public') return NO_SYNONYMS
    const state = `${page.number ?? `live ${page.upto_seq}`}`
    if (state !== this.#read.state) this.#read = { state, synonyms: new Synonyms(await this.#groups(page.number)) }
    return this.#read.synonyms
  }

  async #groups(version: number | null): Promise<string[][]> {
    const slug = this.#db
      .selectFrom('page_slug')
      .select('page_id')
      .where('slug', '=', SYNONYMS as Slug)
    const { body } =
      version === null
        ? await this.#db
            .selectFrom('page_content')
            .select('body')
            .where('page_id', 'in', slug)
            .executeTakeFirstOrThrow()
        : await this.#db
            .selectFrom('version')
            .select('body')
            .where('page_id', 'in', slug)
            .where('number', '=', version)
            .executeTakeFirstOrThrow()
    return synonymsIn(JSON.parse(body) as BodyNode)
  }
}
