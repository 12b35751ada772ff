import type { Borrowing } from '@terreau/shared/api/history.ts'
import type { PageRef } from '@terreau/shared/ids.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageStore } from '../pages/page-store.ts'
import { writablePage } from '../pages/writable-page.ts'
import type { Attributions } from '../provenance/attributions.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { UpdateLog } from '../update-log/update-log.ts'

/** Words brought from one page to another by the clipboard: they stay by who wrote them, where they are found there. */
export class BorrowingDesk {
  readonly #db: Db
  readonly #pages: PageStore
  readonly #attributions: Attributions
  readonly #log: UpdateLog
  readonly #now: () => Instant

  constructor(db: Db, pages: PageStore, attributions: Attributions, log: UpdateLog, now: () => Instant) {
    this.#db = db
    this.#pages = pages
    this.#attributions = attributions
    this.#log = log
    this.#now = now
  }

  /** Must be told before the words are put in. Texts that the other page never held are passed over: they will be by who brings them. */
  async borrow(ref: PageRef, { from, texts }: Borrowing, by: Member): Promise<void> {
    const page = await writablePage(this.#pages, ref, by)
    const source = await this.#pages.known(from, by)
    const lent = await this.#attributions.read(source.id, (attribution) =>
      texts.flatMap((text) => attribution.lentFrom(text) ?? []),
    )
    if (lent.length === 0) return
    await this.#db
      .insertInto('borrowing')
      .values({
        page_id: page.id,
        member_id: by.id,
        from_page: source.id,
        after_seq: await this.#log.head(page.id),
        at: this.#now(),
        lent: JSON.stringify(lent),
      })
      .execute()
  }
}
