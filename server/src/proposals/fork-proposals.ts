import { hashOf } from '@terreau/shared/document/passages.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { wordsBetween } from '@terreau/shared/review/words.ts'
import type { Difference, Hunk } from '@terreau/shared/review/hunk.ts'
import { idsOf } from '../members/person-behind.ts'
import type { PageRow } from '../pages/page-store.ts'
import type { Contributions } from '../provenance/contributions.ts'
import type { Answered, Proposals, Proposed } from '../reviews/proposed.ts'
import type { LeaseStore } from '../rooms/lease-store.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { differenceOf, partOf, without, type Forked } from './forked-page.ts'
import { NOTHING, type ForkRow, type ForkStore, type Taking } from './fork-store.ts'

interface Parts {
  readonly db: Db
  readonly store: ForkStore
  readonly rooms: Rooms
  readonly leases: LeaseStore
  readonly contributions: Contributions
  readonly now: () => Instant
  readonly derive: (page: PageId) => Promise<void>
}

/** What members wrote apart, taken hunk by hunk: all of it as it was written, some of it as an edit of its author's (D66). */
export class ForkProposals implements Proposals {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async open(page: PageRow): Promise<Proposed[]> {
    const rows = await this.#parts.store.waiting(page.id)
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

  async write(page: PageRow, ones: readonly Proposed[]): Promise<void> {
    const { contributions, db, derive, now } = this.#parts
    const row = await this.#known(ones)
    const hunks = partsOf(ones)
    const open = new Set(differenceOf(await this.#forked(page, row)).hunks.map(({ key }) => key))
    if (!hunks.isSubsetOf(open)) throw new Refusal('review.stale')
    try {
      await (hunks.size === open.size ? this.#writeAll(page, row) : this.#writeSome(page, row, hunks))
    } finally {
      await this.#finish(row.id)
    }
    await contributions.close(page.id, await idsOf(db, row.person), now())
    await derive(page.id)
  }

  async giveBack(page: PageRow, ones: readonly Proposed[]): Promise<(tx: Db) => Promise<void>> {
    const row = await this.#known(ones)
    const client = await this.#clientFor(page, row)
    const rest = without(await this.#forked(page, row), partsOf(ones), client)
    return (tx) => this.#parts.store.write(row.id, rest, tx)
  }

  async answer(tx: Db, ones: readonly Proposed[], answered: Answered): Promise<void> {
    await this.#parts.store.answer(tx, ones, answered)
  }

  /** What was on its way into a page when the wiki ended is in it, or in its fork (D64). */
  async catchUp(): Promise<void> {
    for (const { id } of await this.#parts.store.underWay()) await this.#finish(id)
  }

  /** Admits what was written apart as it was written. */
  async #writeAll(page: PageRow, row: ForkRow): Promise<void> {
    const { rooms, store } = this.#parts
    await store.take(row.id, { seq: (await rooms.read(page.id)).seq, client: null }, NOTHING)
    await rooms.receiveUpdate(page.id, row.person, row.bytes)
  }

  async #writeSome(page: PageRow, row: ForkRow, hunks: ReadonlySet<string>): Promise<void> {
    const { rooms, store } = this.#parts
    const rest = await this.#clientFor(page, row)
    await rooms.writeUpdate(page.id, row.person, async (_, client) => {
      const forked = await this.#forked(page, row)
      const cut = partOf(forked, hunks, { part: client, rest })
      if (!cut) throw new Refusal('correction.shape')
      await store.take(row.id, { seq: rooms.newest(page.id), client }, cut.rest)
      return cut.part
    })
  }

  async #finish(id: string): Promise<void> {
    const { db, rooms, store } = this.#parts
    const row = await store.byId(id)
    if (!row?.taking) return
    const { client, seq } = JSON.parse(row.taking) as Taking
    const ids = await idsOf(db, row.person)
    const isIn = await rooms.with(row.page_id, (room) => client !== null && room.clockOf(client) > 0)
    const wrote = isIn || (await this.#parts.contributions.wroteSince(row.page_id, ids, seq))
    await store.write(id, wrote ? (row.next_bytes ?? NOTHING) : row.bytes)
    if (wrote && (row.next_bytes ?? NOTHING).length <= NOTHING.length) await store.close(id)
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

  async #forked({ id, type }: PageRow, { bytes }: ForkRow): Promise<Forked> {
    return this.#parts.rooms.with(id, (room) => ({ type, state: room.state(), bytes }))
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

function partsOf(ones: readonly Proposed[]): Set<string> {
  return new Set(ones.map(({ part }) => part ?? ''))
}
