import { seeded } from '../seeded.ts'

/** All the chance of one run, drawn from its seed: the same seed draws the same again. */
export class Chance {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = seeded(seed)
  }

  /** At least 0, less than 1. */
  readonly fraction = (): number => this.#next()

  /** An integer from 0 to `bound - 1`. */
  below(bound: number): number {
    return Math.floor(this.#next() * bound)
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0
  }

  pick<T>(list: readonly [T, ...T[]]): T
  pick<T>(list: readonly T[]): T | undefined
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)]
  }

  /** One of these, each as likely as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let at = this.below(choices.reduce((sum, [weight]) => sum + weight, 0))
    for (const [weight, choice] of choices) {
      if (at < weight) return choice
      at -= weight
    }
    throw new RangeError('nothing to choose from')
  }
}
