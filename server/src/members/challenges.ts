import type { MemberId } from '@terreau/shared/ids.ts'
import type { Instant } from '../storage/tables.ts'
import { newSecret } from './secrets.ts'

const LIFE = 5 * 60 * 1000
const MOST = 10_000

/** What a passkey has to sign: each challenge serves once, within five minutes, and for whom it was made. */
export class Challenges {
  readonly #open = new Map<string, { readonly for: MemberId | null; readonly until: Instant }>()
  readonly #now: () => Instant

  constructor(now: () => Instant) {
    this.#now = now
  }

  /** For a member who adds a key; null for whoever comes in by one. */
  make(member: MemberId | null): string {
    const [oldest] = this.#open.keys()
    if (oldest !== undefined && this.#open.size >= MOST) this.#open.delete(oldest)
    const challenge = newSecret()
    this.#open.set(challenge, { for: member, until: this.#now() + LIFE })
    return challenge
  }

  get size(): number {
    return this.#open.size
  }

  forgetPast(): void {
    for (const [challenge, { until }] of this.#open) if (until <= this.#now()) this.#open.delete(challenge)
  }

  /** Takes a challenge out of use; true where it was made for this one and is not past. */
  take(challenge: string, member: MemberId | null): boolean {
    const held = this.#open.get(challenge)
    this.#open.delete(challenge)
    return held !== undefined && held.for === member && held.until > this.#now()
  }
}
