import type { Written } from './inspect-update.ts'

const MAX_LENGTH = 100_000

/** Puts together, as plain text, the words that updates wrote one after the other: what goes on a line stays on it. */
export class Wording {
  readonly #lines: string[] = []
  #last: Written | null = null
  #length = 0

  read(written: readonly Written[]): void {
    for (const one of written) this.#put(one)
  }

  toString(): string {
    return this.#lines
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n')
  }

  #put(one: Written): void {
    if (this.#length > MAX_LENGTH) return
    this.#length += one.text.length
    const line = this.#goesOn(one) ? (this.#lines.pop() ?? '') : ''
    this.#lines.push(one.value ? one.text : line + one.text)
    this.#last = one
  }

  /** After the last words of the same hand, with nothing but its marks between. */
  #goesOn({ client, clock, after, value }: Written): boolean {
    const last = this.#last
    if (!last || !after || last.value !== value || last.client !== client || after.client !== client) return false
    const end = last.clock + (value ? 1 : last.text.length)
    return after.clock >= end - 1 && after.clock < clock && clock >= end
  }
}
