import type { PageId } from '@terreau/shared/ids.ts'
import type { Db } from '../storage/store.ts'
import type { LivePage, Projection } from './projection.ts'

/** An edit is derived this long after it, so that a run of keystrokes is derived once; well within the promised second. */
const PAUSE = 150

/** Keeps what is derived from pages up with them, page by page; what it missed while stopped it catches up at start. */
export class Projector {
  readonly #db: Db
  readonly #projections: readonly Projection[]
  readonly #read: (pageId: PageId) => Promise<LivePage>
  readonly #waiting = new Map<PageId, Promise<void>>()
  readonly #onFailure: (pageId: PageId, cause: unknown) => void

  constructor(
    db: Db,
    projections: readonly Projection[],
    read: (pageId: PageId) => Promise<LivePage>,
    onFailure: (pageId: PageId, cause: unknown) => void,
  ) {
    this.#db = db
    this.#projections = projections
    this.#read = read
    this.#onFailure = onFailure
  }

  /** Says that a page changed. Never throws and never waits. */
  wake(pageId: PageId): void {
    if (this.#waiting.has(pageId)) return
    const derived = new Promise((resolve) => setTimeout(resolve, PAUSE)).then(() => {
      this.#waiting.delete(pageId)
      return this.project(pageId)
    })
    this.#waiting.set(
      pageId,
      derived.catch((cause: unknown) => this.#onFailure(pageId, cause)),
    )
  }

  /** Derives a page now. */
  async project(pageId: PageId): Promise<void> {
    const page = await this.#read(pageId)
    await this.#db.transaction().execute(async (tx) => {
      for (const projection of this.#projections) await projection.project(tx, page)
    })
  }

  /** Resolves once every page woken so far is derived. */
  async settled(): Promise<void> {
    while (this.#waiting.size > 0) await Promise.all(this.#waiting.values())
  }

  /** Derives the pages whose log is ahead of what was derived; `all` starts over. Answers how many. */
  async catchUp(all = false, onPage: (done: number, total: number) => void = () => {}): Promise<number> {
    const ids = all ? await this.#allPages() : await this.#behind()
    for (const [index, id] of ids.entries()) {
      await this.project(id)
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
