import type { Borrowing } from '@terreau/shared/api/history.ts'
import type { MemberId, PageId, PageRef } from '@terreau/shared/ids.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { broughtAs, type Brought, type Lent } from '@terreau/shared/provenance/attribution.ts'
import type { PageStore } from '../pages/page-store.ts'
import { writablePage } from '../pages/writable-page.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { hiddenOf } from '../versions/hidden-words.ts'
import type { Attributions } from '../provenance/attributions.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import type { LoggedUpdate, UpdateLog } from '../update-log/update-log.ts'
import { undoingUpdate, type Undoing } from './undo.ts'

/** Words that somebody brings to a page, from another one by the clipboard or back to it: they stay by who wrote them. */
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
    await this.#keep(page.id, by.id, source.id, lent)
  }

  /** What takes back some updates of a page, as `undoingUpdate` does; the words that it puts back are told first. */
  async takingBack(
    page: PageId,
    by: MemberId,
    clientId: number,
    isUndone: (update: LoggedUpdate) => boolean,
  ): Promise<Uint8Array | null> {
    const updates = await this.#log.read(page, 0)
    const undoing = await undoingUpdate(
      updates.map((update) => ({ update, undone: isUndone(update) })),
      clientId,
    )
    if (undoing) await this.#putBack(page, by, undoing.again)
    return undoing?.update ?? null
  }

  /** Told before words are put back into a page, by the ids that they will have and had before. */
  async #putBack(page: PageId, by: MemberId, again: Undoing['again']): Promise<void> {
    const brought = await this.#attributions.read(page, (attribution) =>
      again.flatMap(({ now, was }) => broughtAs(now, attribution.originsOf(was))),
    )
    const hidden = await hiddenOf(this.#db, page)
    if (brought.some(({ origin }) => hidden.has(origin))) throw new Refusal('contribution.hidden')
    await this.bring(page, by, brought)
  }

  /** Must be told before words that others wrote come to their page under other ids. */
  async bring(page: PageId, by: MemberId, brought: readonly Brought[]): Promise<void> {
    await this.#keep(page, by, page, brought)
  }

  async #keep(
    page_id: PageId,
    member_id: MemberId,
    from_page: PageId,
    lent: readonly (Lent | Brought)[],
  ): Promise<void> {
    if (lent.length === 0) return
    const row = { page_id, member_id, from_page, after_seq: await this.#log.head(page_id), at: this.#now() }
    await this.#db
      .insertInto('borrowing')
      .values({ ...row, lent: JSON.stringify(lent) })
      .execute()
  }
}
