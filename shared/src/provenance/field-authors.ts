import type * as Y from 'yjs'
import { commonEnds, fieldText, fieldWords } from './field-words.ts'
import { cut, joined, spread, type Stretch } from './identities.ts'
import { Matching } from './matching.ts'

/** A field as it stands, and who each of its characters is by; a field that is one thing has one stretch. */
interface Told {
  readonly text: string
  readonly by: readonly Stretch[]
}

type EncodedTold = readonly [key: string, text: string, by: readonly number[]]

export interface EncodedFields {
  readonly standing: readonly EncodedTold[]
  /** Values that fields once had; keys hold their text. */
  readonly earlier: readonly EncodedTold[]
  readonly setters: readonly (readonly [key: string, ...numbers: number[]])[]
}

/** The number of an identity whose words somebody put elsewhere. */
type Placing = (number: number) => number

/** Who wrote each character of a page's fields. A field is written whole at each letter: what stays of its words stays by their authors. */
export class FieldAuthors {
  readonly #map: Y.Map<unknown>
  readonly #seen: (text: string) => string
  readonly #standing = new Map<string, Told>()
  readonly #earlier = new Map<string, readonly Stretch[]>()
  /** Whoever changed a field, each once, in order of arrival. */
  readonly #setters = new Map<string, Set<number>>()

  /** The map must have its name already: a root that nobody named yet is another object once it is named. */
  constructor(map: Y.Map<unknown>, seen: (text: string) => string) {
    this.#map = map
    this.#seen = seen
  }

  value(key: string): unknown {
    return this.#map.get(key)
  }

  stretchesOf(key: string): readonly Stretch[] {
    return this.#standing.get(key)?.by ?? []
  }

  settersOf(key: string): readonly number[] {
    return [...(this.#setters.get(key) ?? [])]
  }

  /** Takes up what a transaction changed; `own` is the number of whoever changed it. */
  change(transaction: Y.Transaction, own: number, placing: Placing): void {
    for (const key of transaction.changed.get(this.#map as never) ?? [])
      if (key !== null) this.#change(key, own, placing)
  }

  #change(key: string, own: number, placing: Placing): void {
    this.#setters.set(key, (this.#setters.get(key) ?? new Set()).add(own))
    const before = this.#standing.get(key)
    if (before) this.#earlier.set(`${key}\n${before.text}`, before.by)
    const value = this.#map.get(key)
    if (value === undefined) return void this.#standing.delete(key)
    const text = this.#seen(fieldText(value))
    if (before?.text === text) return
    const again = this.#earlier.get(`${key}\n${text}`)
    const placed = again && joined(again.map(({ length, number }) => ({ length, number: placing(number) })))
    const kept = before && fieldWords(value) !== null ? wordsKept(before, text, own, placing) : null
    this.#standing.set(key, { text, by: placed ?? kept ?? [{ length: text.length, number: own }] })
  }

  encode(): EncodedFields {
    return {
      standing: [...this.#standing].map(([key, { text, by }]) => [key, text, pairs(by)]),
      earlier: [...this.#earlier].map(([key, by]) => [key, '', pairs(by)]),
      setters: [...this.#setters].map(([key, numbers]) => [key, ...numbers]),
    }
  }

  decode({ standing, earlier, setters }: EncodedFields): void {
    for (const [key, ...numbers] of setters) this.#setters.set(key, new Set(numbers))
    for (const [key, text, by] of standing) this.#standing.set(key, { text, by: unpaired(by) })
    for (const [key, , by] of earlier) this.#earlier.set(key, unpaired(by))
  }
}

function wordsKept(before: Told, text: string, own: number, placing: Placing): Stretch[] {
  const [start, end] = commonEnds(before.text, text)
  const last = before.text.length
  const [gone, come] = [before.text.slice(start, last - end), text.slice(start, text.length - end)]
  const matching = new Matching([{ text: gone, node: null, gap: 0 }], [{ text: come, node: null, gap: 0 }])
  matching.takeWhole()
  matching.takeParts()
  const numbers = spread(cut(before.by, start, start + gone.length))
  const middle = Array.from(matching.from[0] ?? [], (place) => {
    const number = place < 0 ? -1 : (numbers[place] ?? -1)
    return { length: 1, number: number < 0 ? own : placing(number) }
  })
  return joined([...cut(before.by, 0, start), ...middle, ...cut(before.by, last - end, last)])
}

function pairs(stretches: readonly Stretch[]): number[] {
  return stretches.flatMap(({ length, number }) => [length, number])
}

function unpaired(numbers: readonly number[]): Stretch[] {
  return Array.from({ length: numbers.length / 2 }, (_, at) => ({
    length: numbers[at * 2] ?? 0,
    number: numbers[at * 2 + 1] ?? 0,
  }))
}
