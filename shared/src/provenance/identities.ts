/** Who wrote a character, and who put it where it stands: each by the number of a contribution. */
export interface Identity {
  readonly origin: number
  readonly placedBy: number
}

/** Gives each pair of origin and placer one small number, in order of arrival. */
export class Identities {
  readonly #all: Identity[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(origin: number, placedBy: number): number {
    const key = `${origin} ${placedBy}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.#all.length)
    return this.#all.push({ origin, placedBy }) - 1
  }

  at(number: number): Identity {
    const identity = this.#all[number]
    if (!identity) throw new RangeError(`no identity ${number}`)
    return identity
  }

  /** The contributions that put words of another one where they stand or stood. */
  placers(): Set<number> {
    return new Set(this.#all.flatMap(({ origin, placedBy }) => (origin === placedBy ? [] : [placedBy])))
  }

  /** Origin and placer of each, one after the other. */
  encode(): number[] {
    return this.#all.flatMap(({ origin, placedBy }) => [origin, placedBy])
  }

  static decode(encoded: readonly number[]): Identities {
    const identities = new Identities()
    for (let at = 0; at < encoded.length; at += 2) identities.numberOf(encoded[at] ?? 0, encoded[at + 1] ?? 0)
    return identities
  }
}

/** As many characters, in a row, with one number: of an identity, or of a contribution. */
export interface Stretch {
  readonly length: number
  readonly number: number
}

/** Puts stretches behind one another; neighbours with one number are one. */
export function joined(stretches: Iterable<Stretch>): Stretch[] {
  const result: Stretch[] = []
  for (const { length, number } of stretches) {
    const last = result.at(-1)
    if (last?.number === number) result[result.length - 1] = { length: last.length + length, number }
    else if (length > 0) result.push({ length, number })
  }
  return result
}

/** The stretches of the characters from `from` to `to`. */
export function cut(stretches: readonly Stretch[], from: number, to: number): Stretch[] {
  const result: Stretch[] = []
  let at = 0
  for (const { length, number } of stretches) {
    const part = Math.min(to, at + length) - Math.max(from, at)
    if (part > 0) result.push({ length: part, number })
    at += length
    if (at >= to) break
  }
  return result
}

/** One number for each character. */
export function spread(stretches: readonly Stretch[]): Int32Array {
  const numbers = new Int32Array(stretches.reduce((sum, { length }) => sum + length, 0))
  fill(numbers, 0, stretches)
  return numbers
}

/** Gives each character from `from` on its number. */
export function fill(numbers: Int32Array, from: number, stretches: readonly Stretch[]): void {
  let at = from
  for (const { length, number } of stretches) numbers.fill(number, at, (at += length))
}
