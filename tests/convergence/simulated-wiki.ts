import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Member } from '@terreau/shared/api/people.ts'
import type { ClientId, PageId } from '@terreau/shared/ids.ts'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { CLOSE, WIRE_VERSION, type Right } from '@terreau/shared/wire.ts'
import { connect } from '@terreau/server/rooms/collab-routes.ts'
import { Tickets } from '@terreau/server/rooms/tickets.ts'
import { openWiki, type Wiki } from '@terreau/server/wiki.ts'
import type { FetchTicket } from '../../client/src/sync/tickets.ts'
import type { Chance } from './chance.ts'
import type { Wire } from './simulated-network.ts'

const MEMORY = '/dev/shm'

/** Where a wiki that lives for a moment may stand: in memory, where there is a place for that. */
function momentaryFolder(): string {
  return mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'terreau-'))
}

/** What a process killed at this moment leaves in its folder. */
function copyOf(folder: string): string {
  const copy = momentaryFolder()
  mkdirSync(join(copy, 'files'))
  for (const file of ['data.sqlite', 'data.sqlite-wal'])
    if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(copy, file))
  return copy
}

/** The wiki's own parts on a real folder, with its clock, its crashes and its connections in the test's hands. */
export class SimulatedWiki {
  readonly #chance: Chance
  #folder: string
  #tickets = new Tickets(() => this.now())
  #wiki: Wiki | null = null
  /** Told when the disk refused to sync; a process that stands for a wiki would end itself. */
  readonly disksLost: unknown[] = []
  /** Milliseconds that the wiki's clock is ahead. */
  ahead = 0

  /** On a new folder, or on a copy of one that is at rest. */
  constructor(chance: Chance, copied?: string) {
    this.#chance = chance
    this.#folder = copied === undefined ? momentaryFolder() : copyOf(copied)
  }

  get wiki(): Wiki {
    if (!this.#wiki) throw new Error('the wiki is closed')
    return this.#wiki
  }

  now(): number {
    return Date.now() + this.ahead
  }

  async open(): Promise<void> {
    const events = {
      onDiskLost: (cause: unknown) => void this.disksLost.push(cause),
      onDefect: (_: string, cause: unknown) => fail(cause),
    }
    this.#wiki = await openWiki(this.#folder, events, () => this.now())
    this.forgetTickets()
    this.#issueByChance(this.#wiki)
  }

  /** Client ids decide how edits in one place are ordered, so the run's chance draws them too. */
  #issueByChance({ leases, store }: Wiki): void {
    leases.issue = async (page_id, member_id) => {
      const client_id = (1 + this.#chance.below(0xffff_fffe)) as ClientId
      await store.db
        .insertInto('client_lease')
        .values({ client_id, page_id, member_id, issued_at: this.now() })
        .execute()
      return client_id
    }
  }

  async close(): Promise<void> {
    const progress = { done: false }
    const closed = this.wiki.close().finally(() => (progress.done = true))
    // As much time as its own pauses take, always the same, whatever the disk does meanwhile.
    for (let turns = 0; turns < 50; turns += 1) {
      if (turns % 5 === 0) vi.advanceTimersByTime(200)
      await turn()
    }
    // A store that failed is tried again after a pause that grows.
    for (let minutes = 0; !progress.done && minutes < 100; minutes += 1) {
      await vi.advanceTimersByTimeAsync(60_000)
      await turn()
    }
    await closed
    this.#wiki = null
  }

  /** Closes as a stop does, and opens again. */
  async restart(): Promise<void> {
    await this.close()
    await this.open()
  }

  /** Goes on from what a process killed at this moment leaves behind; what it still does afterwards counts for nothing. */
  async crash(): Promise<void> {
    const left = this.#folder
    const next = copyOf(left)
    await this.close()
    rmSync(left, { recursive: true })
    this.#folder = next
    await this.open()
  }

  /** Tickets that nobody used yet open nothing any more, as after thirty seconds. */
  forgetTickets(): void {
    this.#tickets = new Tickets(() => this.now())
  }

  /** Closes, and leaves the folder, which it answers. */
  async leaveFolder(): Promise<string> {
    await this.close()
    return this.#folder
  }

  async end(): Promise<void> {
    await this.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async someone(name: string, role: Role): Promise<Member> {
    const member = await this.wiki.members.join(await this.wiki.members.invite(role, 1, 1), name)
    if (!member) throw new Error('the invitation did not open')
    return member
  }

  /** Tickets as the route gives them. */
  ticketsFor(member: Member, right: Right, reachable: () => boolean): FetchTicket {
    return async ({ pageId, clientId }) => {
      if (!reachable()) throw new TypeError('network')
      const { leases, rooms } = this.wiki
      const held = clientId !== undefined && (await leases.isHeld(clientId, pageId, member.id))
      const issued = held ? clientId : await leases.issue(pageId, member.id)
      rooms.noteLease(pageId, issued, member.id)
      const identity = { member, sessionId: member.id, clientId: issued, right, lang: 'fr' } as const
      return { ticket: this.#tickets.issue(pageId, identity), clientId: issued, right, wire: WIRE_VERSION }
    }
  }

  /** Lets a connection in, as the route does. */
  accept(wire: Wire): void {
    const url = new URL(wire.client.url)
    const pageId = url.pathname.split('/').at(-1) as PageId
    const identity = this.#tickets.redeem(url.searchParams.get('ticket') ?? '', pageId)
    wire.accepted = true
    wire.client.opened()
    if (identity) connect(this.wiki.rooms, wire.server.asWs(), identity, pageId)
    else wire.server.close(CLOSE.signedOut, 'wire.bad-ticket')
  }
}

function fail(cause: unknown): never {
  throw cause
}

/** One turn of the event loop: whatever the server does without waiting for anyone is then done. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
