import type { MemberId } from '@terreau/shared/ids.ts'
import type { Instant } from '../storage/tables.ts'

const LIFE = 15 * 60 * 1000

/** Another member who was in on this device; `proved` where they had come in a moment before, and not only been in. */
export interface Shown {
  readonly other: MemberId
  readonly proved: boolean
}

/**
 * Who showed, on one device and within fifteen minutes, that a second member is theirs too: they came in as another while
 * they were in, or opened the link that was sent to an address of another. Kept in memory alone.
 */
export class SecondNames {
  readonly #shown = new Map<string, Shown & { readonly until: Instant }>()
  readonly #now: () => Instant

  constructor(now: () => Instant) {
    this.#now = now
  }

  shown(sessionId: string, shown: Shown): void {
    this.forgetPast()
    this.#shown.set(sessionId, { ...shown, until: this.#now() + LIFE })
  }

  of(sessionId: string): Shown | null {
    const held = this.#shown.get(sessionId)
    return held && held.until > this.#now() ? held : null
  }

  forget(sessionId: string): void {
    this.#shown.delete(sessionId)
  }

  get size(): number {
    return this.#shown.size
  }

  forgetPast(): void {
    for (const [session, { until }] of this.#shown) if (until <= this.#now()) this.#shown.delete(session)
  }
}
