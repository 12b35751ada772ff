import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SYNONYMS } from '@terreau/shared/language/search-text.ts'
import { fold } from '@terreau/shared/language/fold.ts'
import type { MemberId, PageId, Slug } from '@terreau/shared/ids.ts'
import { Directory } from '../../server/src/directory/directory.ts'
import { openSearch, type AnswersNow, type Search } from '../../server/src/search/search.ts'
import { newId } from '../../server/src/storage/new-id.ts'
import { openStore, type Db, type Store } from '../../server/src/storage/store.ts'
import type { CorpusPage } from './search-set.ts'

/** As the wiki itself answers which pages are open, and where. */
function answersNow({ db }: Store): AnswersNow {
  const directory = new Directory(db)
  return (pages, person) => directory.answersNow(pages, { person, now: Date.now() })
}

/** A wiki's own search over pages that nobody wrote: rows of pages and what is derived for search, and nothing else. */
export class FilledSearch {
  readonly store: Store
  #search: Search | null
  readonly keys = new Map<string, string>()
  readonly ids = new Map<string, PageId>()
  readonly #folder: string

  private constructor(store: Store, search: Search, folder: string) {
    this.store = store
    this.#search = search
    this.#folder = folder
  }

  static async open(): Promise<FilledSearch> {
    const folder = await mkdtemp(join(tmpdir(), 'terreau-search-'))
    const store = await openStore(folder)
    return new FilledSearch(store, await openSearch(store, Date.now, answersNow(store)), folder)
  }

  get search(): Search {
    if (!this.#search) throw new Error('it was let go of')
    return this.#search
  }

  /** Forgets what is in memory until it is opened again, as between two starts. */
  letGo(): void {
    this.#search = null
  }

  async put(pages: Iterable<CorpusPage>, atOnce = 200): Promise<void> {
    await this.#author()
    let some: CorpusPage[] = []
    for (const page of pages) {
      some.push(page)
      if (some.length < atOnce) continue
      await this.#putAll(some)
      some = []
    }
    await this.#putAll(some)
  }

  async #author(): Promise<void> {
    const row = { id: AUTHOR, name: 'Terreau', role: 'member' as const, colour: '#000', kind: 'person', created_at: 0 }
    await this.store.db
      .insertInto('member')
      .values({ ...row, quarantined_until: null, role_until: null } as never)
      .onConflict((on) => on.doNothing())
      .execute()
  }

  async #putAll(pages: readonly CorpusPage[]): Promise<void> {
    // What SQLite holds of past statements is let go of only when the event loop turns.
    await new Promise((turned) => setImmediate(turned))
    await this.store.db.transaction().execute(async (tx) => {
      for (const page of pages) {
        const id = this.ids.get(page.key) ?? (await this.#row(tx, page))
        await this.project(tx, id, page)
      }
    })
  }

  async project(tx: Db, pageId: PageId, { type, fields, body, title }: CorpusPage): Promise<void> {
    const shown = { fields: { ...fields, title }, body }
    // Search asks nothing of passages as they are reviewed.
    const derived = { shown, version: null, passages: [] }
    await this.search.projection.project(tx, { pageId, type, seq: 1, ...shown, ...derived })
  }

  async #row(tx: Db, { key, type, title, lang, addresses, fields, body }: CorpusPage): Promise<PageId> {
    const at = Date.now()
    const id = newId<PageId>(at)
    const row = { id, type, title, title_key: fold(title), lang, slug: id as string as Slug, created_by: AUTHOR }
    await tx
      .insertInto('page')
      .values({ ...row, created_at: at, updated_at: at, archived_at: null, locked_until: null, ...PUBLIC })
      .execute()
    for (const slug of addresses)
      await tx
        .insertInto('page_slug')
        .values({ slug: slug as Slug, page_id: id })
        .execute()
    const content = { fields: JSON.stringify(fields), body: JSON.stringify(body), passages: '[]' }
    if (addresses.includes(SYNONYMS))
      await tx
        .insertInto('page_content')
        .values({ page_id: id, upto_seq: 1, ...content })
        .execute()
    this.keys.set(id, key)
    this.ids.set(key, id)
    return id
  }

  readonly find = async (q: string): Promise<string[]> => {
    const { results } = await this.search.find({ q, limit: 10 }, { person: null, lang: 'fr' })
    return results.map(({ page }) => this.keys.get(page.id) ?? '')
  }

  /** Bytes of the index in the data file: pages are read as if they were nowhere else. */
  bytes(): number {
    const sqlite = this.store.connect()
    const bytes = sqlite.prepare<[], { bytes: number }>(BYTES).get()?.bytes ?? 0
    sqlite.close()
    return bytes
  }

  /** Milliseconds that it takes to index a page in which one word was written. */
  async updateCost(pages: readonly CorpusPage[]): Promise<number> {
    const some = pages.slice(0, 50)
    const times: number[] = []
    for (const page of some) {
      const id = this.ids.get(page.key)
      if (!id) continue
      const word = { type: 'paragraph', content: [{ type: 'text', text: 'Une bouture de plus.' }] }
      const edited = { ...page, body: { ...page.body, content: [...(page.body.content ?? []), word] } }
      const began = performance.now()
      await this.store.db.transaction().execute((tx) => this.project(tx, id, edited))
      times.push(performance.now() - began)
    }
    return times.sort((a, b) => a - b)[times.length >> 1] ?? 0
  }

  /** As a start does. */
  async reopen(): Promise<void> {
    this.#search = await openSearch(this.store, Date.now, answersNow(this.store))
  }

  async close(): Promise<void> {
    await this.store.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

const BYTES = `SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'search_%' OR name LIKE 'sqlite_autoindex_search_%'`
const AUTHOR = newId<MemberId>(0)
const PUBLIC = { territory_id: null, visibility: 'public' as const, reach: 'public' as const }
