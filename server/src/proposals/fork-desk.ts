import type { NewFork, ForkWords } from '@terreau/shared/api/proposals.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { MemberId, PageRef } from '@terreau/shared/ids.ts'
import { may } from '@terreau/shared/permission/may.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import * as Y from 'yjs'
import type { Happenings } from '../happenings/happenings.ts'
import type { Buckets } from '../http/buckets.ts'
import type { PageRow, PageStore } from '../pages/page-store.ts'
import type { Attributions } from '../provenance/attributions.ts'
import { Gates } from '../rooms/gates.ts'
import type { LeaseStore } from '../rooms/lease-store.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { differenceOf } from './forked-page.ts'
import type { ForkRow, ForkStore } from './fork-store.ts'

/** What somebody may write apart, in bytes. */
export const MAX_FORK = 512 * 1024

export interface ForkParts {
  readonly store: ForkStore
  readonly pages: PageStore
  readonly rooms: Rooms
  readonly leases: LeaseStore
  readonly attributions: Attributions
  readonly happenings: Happenings
  /** What each member may still ask of the gate. */
  readonly work: Buckets<MemberId>
  readonly onProposed: (page: PageRow) => Promise<unknown>
}

/** Members write changes of a page apart, and send them: nobody else sees them before (D65). */
export class ForkDesk {
  readonly #parts: ForkParts
  readonly #gates = new Gates()
  #line: Promise<void> = Promise.resolve()

  constructor(parts: ForkParts) {
    this.#parts = parts
  }

  /** What the caller writes apart on a page, begun or gone on with, and a client id to write it under. */
  async open(ref: PageRef, by: Member): Promise<NewFork> {
    const { leases, pages, rooms, store } = this.#parts
    const page = await pages.known(ref, by)
    this.#refuse(page, by)
    const id = (await store.unsent(page.id, by.id))?.id ?? (await store.open(page.id, by.id))
    const clientId = await leases.issue(page.id, by.id)
    rooms.noteLease(page.id, clientId, by.id)
    return { id, clientId }
  }

  /** The page with what they wrote in it, as one update. */
  async read(id: string, by: Member): Promise<Uint8Array> {
    const { fork } = await this.#own(id, by)
    return this.#parts.rooms.with(fork.page_id, async (room) => {
      const [state, seq] = [room.state(), room.seq]
      if (fork.sent_at === null) await this.#parts.store.opened(id, seq)
      return Y.mergeUpdates([state, fork.bytes])
    })
  }

  /** Goes on with what they wrote before; judged by a gate as if it were for the page itself. */
  write(id: string, bytes: Uint8Array, by: Member): Promise<void> {
    const written = this.#line.then(() => this.#write(id, bytes, by))
    this.#line = written.catch(() => {})
    return written
  }

  async #write(id: string, bytes: Uint8Array, by: Member): Promise<void> {
    const { rooms, store, work } = this.#parts
    const { fork, page } = await this.#own(id, by)
    if (fork.sent_at !== null) throw new Refusal('fork.sent')
    this.#refuse(page, by)
    if (fork.bytes.length + bytes.length > MAX_FORK) throw new Refusal('request.too-large')
    if (work.pour(by.id, 0) > 0) throw new Refusal('request.too-many')
    const opening = await rooms.with(page.id, (room) => ({
      state: Y.mergeUpdates([room.state(), fork.bytes]),
      owners: new Map(room.owners),
    }))
    const gate = id as PageRow['id']
    this.#gates.open(gate, () => ({ pageId: gate, type: page.type, ...opening }))
    const [verdict] = await this.#gates.judge(gate, [{ author: by.id, bytes }]).finally(() => this.#gates.close(gate))
    if (!verdict) throw new Refusal('wiki.defect')
    work.pour(by.id, verdict.took)
    if ('refused' in verdict) throw new Refusal(verdict.refused, verdict.details)
    const written = verdict.tidying ? Y.mergeUpdates([bytes, verdict.tidying]) : bytes
    if (verdict.novel) await store.write(fork, written, Y.mergeUpdates([fork.bytes, written]))
  }

  async send(id: string, { message }: ForkWords, by: Member): Promise<void> {
    const { attributions, happenings, onProposed, rooms, store } = this.#parts
    const { fork, page } = await this.#own(id, by)
    if (fork.sent_at !== null) throw new Refusal('fork.sent')
    this.#refuse(page, by)
    const { bytes } = fork
    const difference = await rooms.with(page.id, (room) =>
      differenceOf({ type: page.type, state: room.state(), bytes }),
    )
    if (difference.hunks.length === 0) throw new Refusal('fork.nothing-new')
    const words = message?.trim() || null
    const carried = await attributions.apart(page.id, by.id, await store.writings(id))
    await store.send(id, words, carried)
    await onProposed(page)
    happenings.say({ kind: 'page.proposed', page: page.id, by: by.id, words: words ?? '' })
  }

  /** Puts it aside, sent or not. */
  async drop(id: string, by: Member): Promise<void> {
    const { page } = await this.#own(id, by)
    await this.#parts.store.close(id)
    await this.#parts.onProposed(page)
  }

  async end(): Promise<void> {
    await this.#gates.end()
  }

  /** Members write apart, for as long as they may propose there; in quarantine nobody does (C2). */
  #refuse(page: PageRow, by: Member): void {
    const place = this.#parts.pages.placeOf(page)
    if (place.archivedAt) throw new Refusal('page.archived')
    if (!may(by, 'page.fork', place)) throw new Refusal(place.locked ? 'page.locked' : 'member.not-allowed')
  }

  async #own(id: string, by: Member): Promise<{ fork: ForkRow; page: PageRow }> {
    const fork = await this.#parts.store.byId(id)
    const page = fork && (await this.#parts.pages.find(fork.page_id, by))
    if (!fork || !page || fork.person !== by.id || fork.closed_at !== null) throw new Refusal('fork.unknown')
    return { fork, page }
  }
}
