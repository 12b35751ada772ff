import { hashOf } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { wordsBetween } from '@terreau/shared/review/words.ts'
import type { Difference, Hunk } from '@terreau/shared/review/hunk.ts'
import type { Brought } from '@terreau/shared/provenance/attribution.ts'
import type { BorrowingDesk } from '../history/borrowing-desk.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { idsOf } from '../members/person-behind.ts'
import type { PageRow } from '../pages/page-store.ts'
import { hiddenOf } from '../versions/hidden-words.ts'
import type { Attributions } from '../provenance/attributions.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Answered, Proposals, Proposed } from '../reviews/proposed.ts'
import type { LeaseStore } from '../rooms/lease-store.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { differenceOf, holds, partOf, without, type Forked } from './forked-page.ts'
import { NOTHING, type ForkRow, type ForkStore, type Taking, type Written } from './fork-store.ts'

interface Parts {
  readonly db: Db
  readonly store: ForkStore
  readonly rooms: Rooms
  readonly leases: LeaseStore
  readonly attributions: Attributions
  readonly contributions: Contributions
  readonly borrowings: BorrowingDesk
  readonly ledger: Ledger
  readonly now: () => Instant
  readonly derive: (page: PageId) => Promise<void>
}

/** Notes what is on its way into a page, and what is left then. */
type Take = (update: Written, rest: Written) => Promise<void>

/** What members wrote apart, taken hunk by hunk: all of it as it was written, some of it as an edit of its author's (D66). */
export class ForkProposals implements Proposals {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async open(page: PageRow): Promise<Proposed[]> {
    const hidden = await hiddenOf(this.#parts.db, page.id)
    // Whoever moved words that are out of sight since proposes them to nobody.
    const waiting = await this.#parts.store.waiting(page.id)
    const rows = waiting.filter((row) => !carriedIn(row).some(({ origin }) => hidden.has(origin)))
    const all = await Promise.all(
      rows.map(async (row) => {
        const difference = differenceOf(await this.#forked(page, row))
        return difference.hunks.map((hunk) => proposedBy(row, hunk, besideOf(difference, hunk)))
      }),
    )
    return all.flat()
  }

  async waiting(page: PageRow): Promise<{ at: Instant; by: MemberId | null }[]> {
    return (await this.open(page)).map(({ at, by }) => ({ at, by: by?.id ?? null }))
  }

  async visitorsOn(): Promise<ReadonlySet<string>> {
    return new Set()
  }

  async write(page: PageRow, ones: readonly Proposed[], by: MemberId): Promise<void> {
    const row = await this.#known(ones)
    const hunks = partsOf(ones)
    const open = new Set(differenceOf(await this.#forked(page, row)).hunks.map(({ key }) => key))
    if (!hunks.isSubsetOf(open)) throw new Refusal('review.stale')
    const wholly = hunks.size === open.size
    const take: Take = async (update, rest) => {
      const taken = ones.map(({ part, words }) => ({ part, words }))
      const written = Buffer.from(update.bytes).toString('base64')
      await this.#parts.borrowings.bring(page.id, row.person, update.carried)
      await this.#parts.store.take(row.id, { by, update: written, carried: rest.carried, hunks: taken }, rest.bytes)
    }
    // Whoever wrote it apart may be writing on the page.
    this.#parts.contributions.setAside(page.id, await idsOf(this.#parts.db, row.person))
    try {
      await (wholly ? this.#writeAll(page, row, take) : this.#writeSome(page, row, hunks, take))
      await this.#arrive(row.id)
    } catch (cause) {
      await this.#finish(row.id)
      throw cause
    }
  }

  async giveBack(page: PageRow, ones: readonly Proposed[]): Promise<(tx: Db) => Promise<void>> {
    const row = await this.#known(ones)
    const client = await this.#clientFor(page, row)
    const forked = await this.#forked(page, row)
    const rest = await this.#parts.attributions.read(page.id, (attribution) =>
      without(forked, partsOf(ones), client, attribution),
    )
    return (tx) => this.#parts.store.leave(row.id, rest, tx)
  }

  async answer(tx: Db, ones: readonly Proposed[], answered: Answered): Promise<void> {
    for (const [id, hunks] of Map.groupBy(ones, (one) => one.id))
      await this.#parts.store.answer(tx, id, hunks, answered)
  }

  /** What was on its way into a page when the wiki ended is in it, and answered, or in its fork as before (D64). */
  async catchUp(): Promise<void> {
    for (const { id } of await this.#parts.store.underWay()) await this.#finish(id)
  }

  /** Admits what was written apart as it was written. */
  async #writeAll(page: PageRow, row: ForkRow, take: Take): Promise<void> {
    const { person, bytes } = row
    await take({ bytes, carried: carriedIn(row) }, { bytes: NOTHING, carried: [] })
    await this.#parts.rooms.receiveUpdate(page.id, person, bytes)
  }

  async #writeSome(page: PageRow, row: ForkRow, hunks: ReadonlySet<string>, take: Take): Promise<void> {
    const rest = await this.#clientFor(page, row)
    await this.#parts.rooms.writeUpdate(page.id, row.person, async (_, client) => {
      const forked = await this.#forked(page, row)
      const cut = await this.#parts.attributions.read(page.id, (attribution) =>
        partOf(forked, hunks, { part: client, rest }, attribution),
      )
      if (!cut) throw new Refusal('correction.shape')
      await take(cut.part, cut.rest)
      return cut.part.bytes
    })
  }

  /** What was taken is in the page, as a contribution of its author's that is ended. */
  async #arrive(id: string): Promise<void> {
    const { contributions, db, derive, now, store } = this.#parts
    const row = await store.byId(id)
    if (!row?.taking) return
    const { carried } = JSON.parse(row.taking) as Taking
    await store.leave(id, { bytes: row.next_bytes ?? NOTHING, carried })
    await contributions.close(row.page_id, await idsOf(db, row.person), now())
    await derive(row.page_id)
  }

  async #finish(id: string): Promise<void> {
    const { ledger, rooms, store } = this.#parts
    const row = await store.byId(id)
    if (!row?.taking) return
    const { by, update, hunks } = JSON.parse(row.taking) as Taking
    const isIn = await rooms.with(row.page_id, (room) => holds(room.state(), Buffer.from(update, 'base64')))
    if (!isIn) return store.failed(id)
    await this.#arrive(id)
    const says = { verdict: 'validated', proposal: id }
    await ledger.enter({ kind: 'verdict.given', by, page: row.page_id, says }, (tx) =>
      store.answer(tx, id, hunks, { outcome: 'accepted', by, reason: null }),
    )
  }

  async #clientFor(page: PageRow, { person }: ForkRow): Promise<number> {
    const client = await this.#parts.leases.issue(page.id, person)
    this.#parts.rooms.noteLease(page.id, client, person)
    return client
  }

  async #known(ones: readonly Proposed[]): Promise<ForkRow> {
    const row = await this.#parts.store.byId(ones[0]?.id ?? '')
    if (!row || row.sent_at === null || row.closed_at !== null) throw new Refusal('review.stale')
    return row
  }

  async #forked({ id, type }: PageRow, row: ForkRow): Promise<Forked> {
    const { bytes } = row
    return this.#parts.rooms.with(id, (room) => ({ type, state: room.state(), bytes, carried: carriedIn(row) }))
  }
}

/** The passage that a hunk changes, or would follow in the text; none at the top, and for a field that says something new. */
function besideOf({ links }: Difference, { key, before: [own], after: [unit] }: Hunk): string | null {
  if (own) return own.hash
  if (unit?.field !== undefined) return null
  const at = links.findIndex(({ hunk }) => hunk?.key === key)
  const above = links.slice(0, at).flatMap(({ before }) => before)
  return above.findLast(({ field }) => field === undefined)?.hash ?? null
}

function proposedBy({ id, person, name, message, sent_at }: ForkRow, hunk: Hunk, beside: string | null): Proposed {
  return {
    id,
    part: hunk.key,
    hunk: { ...hunk, key: hashOf({ fork: id, hunk: hunk.key }) },
    words: wordsBetween(hunk.before, hunk.after),
    by: { id: person, name },
    hands: new Set([person]),
    at: sent_at ?? 0,
    told: { id, apart: true, beside, name, visitor: false, why: message, stale: false },
  }
}

function carriedIn({ carried }: ForkRow): Brought[] {
  return JSON.parse(carried) as Brought[]
}

function partsOf(ones: readonly Proposed[]): Set<string> {
  return new Set(ones.map(({ part }) => part ?? ''))
}
