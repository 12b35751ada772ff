import type { Instant } from '../storage/tables.ts'

const MANY = 1000

/** A leaky bucket for each key: it takes `size` at once, and `leak` more each second. */
export class Buckets<Key> {
  readonly #size: number
  readonly #leak: number
  readonly #now: () => Instant
  readonly #levels = new Map<Key, { level: number; at: Instant }>()

  constructor(size: number, leak: number, now: () => Instant) {
    this.#size = size
    this.#leak = leak
    this.#now = now
  }

  /** Pours in, and answers after how many milliseconds no more than `size` is in it; 0 where that is so now. */
  pour(key: Key, amount: number): number {
    const level = this.#level(key) + amount
    this.#levels.set(key, { level, at: this.#now() })
    if (this.#levels.size > MANY) this.forgetPast()
    return (Math.max(0, level - this.#size) * 1000) / this.#leak
  }

  #level(key: Key): number {
    const { level, at } = this.#levels.get(key) ?? { level: 0, at: 0 }
    // A clock that was set back lets nothing leak.
    return Math.max(0, level - (Math.max(0, this.#now() - at) * this.#leak) / 1000)
  }

  get size(): number {
    return this.#levels.size
  }

  /** Of whoever asked for nothing lately, nothing is known. */
  forgetPast(): void {
    for (const key of this.#levels.keys()) if (this.#level(key) === 0) this.#levels.delete(key)
  }
}
