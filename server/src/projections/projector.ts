import { passagesOf } from '@terreau/shared/document/passages.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { writeDerived } from '../storage/derived.ts'
import type { Db } from '../storage/store.ts'
import type { LivePage, Projection, Validated } from './projection.ts'

/**
 * An edit is derived so many milliseconds after it: soon at first; while a page is being written, a hundred times as long
 * as deriving it took, so that whoever writes waits for it once in a hundred keystrokes; always within the promised second.
 */
const [SOON, AT_LAST] = [150, 800]

/** Keeps what is derived from pages up with them, page by page; what it missed while stopped it catches up at start. */
export class Projector {
  readonly #db: Db
  readonly #projections: readonly Projection[]
  readonly #read: (pageId: PageId) => Promise<LivePage>
  readonly #validatedOf: (page: LivePage) => Promise<Validated>
  readonly #waiting = new Map<PageId, Promise<void>>()
  #line: Promise<void> = Promise.resolve()
  /** True while someone waits for all of it. */
  #hurried = false
  readonly #onFailure: (pageId: PageId, cause: unknown) => void
  /** When each page may be derived again, by the monotonic clock. */
  readonly #restUntil = new Map<PageId, number>()

  constructor(
    db: Db,
    projections: readonly Projection[],
    read: (pageId: PageId) => Promise<LivePage>,
    validatedOf: (page: LivePage) => Promise<Validated>,
    onFailure: (pageId: PageId, cause: unknown) => void,
  ) {
    this.#db = db
    this.#projections = projections
    this.#read = read
    this.#validatedOf = validatedOf
    this.#onFailure = onFailure
  }

  /** Says that a page changed. Never throws and never waits. */
  wake(pageId: PageId): void {
    if (this.#waiting.has(pageId)) return
    const pause = Math.max(SOON, (this.#restUntil.get(pageId) ?? 0) - performance.now())
    const paused = new Promise((resolve) => setTimeout(resolve, pause))
    this.#waiting.set(
      pageId,
      paused.then(() => (this.#line = this.#line.then(() => this.#inTurn(pageId)))),
    )
  }

  /** One page after the other; while others wait, four fifths of the time are left to those who write. */
  async #inTurn(pageId: PageId): Promise<void> {
    this.#waiting.delete(pageId)
    const began = performance.now()
    await this.project(pageId).catch((cause: unknown) => this.#onFailure(pageId, cause))
    const rest = (performance.now() - began) * 4
    if (this.#waiting.size > 0 && !this.#hurried) await new Promise((resolve) => setTimeout(resolve, rest))
  }

  /** Derives a page now. */
  async project(pageId: PageId): Promise<void> {
    const live = await this.#read(pageId)
    const validated = await this.#validatedOf(live)
    const began = performance.now()
    const page = { ...live, ...validated, passages: passagesOf(live) }
    await writeDerived(this.#db, async (tx) => {
      for (const projection of this.#projections) await projection.project(tx, page)
    })
    this.#rest(pageId, performance.now() - began)
  }

  #rest(pageId: PageId, took: number): void {
    const now = performance.now()
    if (this.#restUntil.size > 1000)
      for (const [id, until] of this.#restUntil) if (until < now) this.#restUntil.delete(id)
    this.#restUntil.set(pageId, now + Math.min(AT_LAST, took * 100))
  }

  /** Resolves once every page woken so far is derived. */
  async settled(): Promise<void> {
    this.#hurried = true
    while (this.#waiting.size > 0) await Promise.all(this.#waiting.values())
    await this.#line
    this.#hurried = false
  }

  /** Derives the pages whose log is ahead of what was derived; `all` starts over. A page that can't be read stops no other. Answers how many. */
  async catchUp(all = false, onPage: (done: number, total: number) => void = () => {}): Promise<number> {
    const ids = all ? await this.#allPages() : await this.#behind()
    for (const [index, id] of ids.entries()) {
      await this.project(id).catch((cause: unknown) => this.#onFailure(id, cause))
      onPage(index + 1, ids.length)
    }
    return ids.length
  }

  async #allPages(): Promise<PageId[]> {
    return (await this.#db.selectFrom('page').select('id').orderBy('id').execute()).map(({ id }) => id)
  }

  async #behind(): Promise<PageId[]> {
    const rows = await this.#db
      .selectFrom('update_log')
      .leftJoin('page_content', 'page_content.page_id', 'update_log.page_id')
      .select('update_log.page_id as id')
      .groupBy(['update_log.page_id', 'page_content.upto_seq'])
      .having((eb) => eb(eb.fn.max('update_log.seq'), '>', eb.fn.coalesce('page_content.upto_seq', eb.lit(0))))
      .execute()
    return rows.map(({ id }) => id)
  }
}
