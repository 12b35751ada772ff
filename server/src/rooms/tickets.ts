import type { PageId } from '@terreau/shared/ids.ts'
import { newSecret } from '../members/secrets.ts'
import type { Instant } from '../storage/tables.ts'
import type { Identity } from './peer.ts'

const LIFE = 30_000

interface Held {
  readonly pageId: PageId
  readonly identity: Identity
  readonly until: Instant
}

/** Tickets to one page: each opens one connection, once, within 30 seconds (W1). */
export class Tickets {
  readonly #held = new Map<string, Held>()
  readonly #now: () => Instant

  constructor(now: () => Instant) {
    this.#now = now
  }

  issue(pageId: PageId, identity: Identity): string {
    this.forgetPast()
    const ticket = newSecret()
    this.#held.set(ticket, { pageId, identity, until: this.#now() + LIFE })
    return ticket
  }

  /** Takes a ticket out of use and answers whom it lets in; null where it is unknown, past, or for another page. */
  redeem(ticket: string, pageId: string): Identity | null {
    const held = this.#held.get(ticket)
    this.#held.delete(ticket)
    return held && held.pageId === pageId && held.until > this.#now() ? held.identity : null
  }

  get size(): number {
    return this.#held.size
  }

  forgetPast(): void {
    for (const [ticket, { until }] of this.#held) if (until <= this.#now()) this.#held.delete(ticket)
  }
}
