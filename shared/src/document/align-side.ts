import { bagOf, type Bag } from './likeness.ts'

/** What two versions of a page are compared by. */
export interface Alignable {
  readonly hash: string
  readonly kind: string
  readonly text: string
  readonly field?: string
}

/** Equal passages have one: a field is only ever compared with itself. */
export function identityOf({ field, hash }: Pick<Alignable, 'field' | 'hash'>): string {
  return `${field ?? ''} ${hash}`
}

/** A word that more passages have tells nothing about which is which. */
const COMMON_WORD = 48

/** Numbers for words, the same on both sides: pages are compared by numbers, which is several times faster. */
export type WordNumbers = Map<string, number>

/** The passages of one version while they are being linked: the words of each, and which ones are taken. */
export class Side<P extends Alignable> {
  readonly passages: readonly P[]
  readonly numbers: ReadonlyMap<string, number>
  readonly #bags: readonly Bag[]
  readonly #words: readonly Int32Array[]
  readonly #times: readonly Int32Array[]
  readonly #taken = new Set<number>()

  constructor(passages: readonly P[], numbers: WordNumbers) {
    this.passages = passages
    this.numbers = numbers
    this.#bags = passages.map(({ text }) => bagOf(text))
    this.#words = this.#bags.map(({ counts }) => Int32Array.from(counts.keys(), (word) => numberOf(word, numbers)))
    this.#times = this.#bags.map(({ counts }) => Int32Array.from(counts.values()))
  }

  at(place: number): P {
    const passage = this.passages[place]
    if (!passage) throw new RangeError(`no passage stands at ${place}`)
    return passage
  }

  bag(place: number): Bag {
    return this.#bags[place] ?? bagOf('')
  }

  /** The numbers of its words, each once. */
  words(place: number): Int32Array {
    return this.#words[place] ?? NONE
  }

  /** How often it has each of its `words`. */
  times(place: number): Int32Array {
    return this.#times[place] ?? NONE
  }

  take(places: readonly number[]): void {
    for (const place of places) this.#taken.add(place)
  }

  isFree(place: number): boolean {
    return place >= 0 && place < this.passages.length && !this.#taken.has(place)
  }

  free(): number[] {
    return [...this.passages.keys()].filter((place) => this.isFree(place))
  }
}

const NONE = new Int32Array()

function numberOf(word: string, numbers: WordNumbers): number {
  const known = numbers.get(word) ?? numbers.size
  if (known === numbers.size) numbers.set(word, known)
  return known
}

/** A place of the other side, and how many words it shares with one of this side, each as often as both have it. */
export interface Candidate {
  readonly place: number
  readonly shared: number
}

/** Says whether two places are worth counting what they share, which is not more than this. */
type Worth = (place: number, other: number, atMost: number) => boolean

/**
 * For each free place of one side, the free places of the other that share a telling word with it, or stand likewise,
 * and are worth it.
 */
export function candidates<P extends Alignable>(
  side: Side<P>,
  other: Side<P>,
  worth: Worth,
): Map<number, readonly Candidate[]> {
  const having = placesByWord(other)
  const [mine, others] = [side.free(), other.free()]
  const [hits, table] = [new Int32Array(other.passages.length), new Int32Array(side.numbers.size)]
  const found = mine.map((place, rank) => {
    const { met, common } = meet(side, place, having, hits)
    const near = new Set(neighbours(others, rank, mine.length).filter((there) => hits[there] === 0))
    const { field } = side.at(place)
    const places = [...met, ...near].filter(
      (there) => other.at(there).field === field && worth(place, there, common + (hits[there] ?? 0)),
    )
    for (const there of met) hits[there] = 0
    return [place, sharing(side, place, other, places, table)] as const
  })
  return new Map(found)
}

/** The places that share telling words with this one, each once; `hits` says how many. And how many common ones it has. */
function meet(
  side: Side<Alignable>,
  place: number,
  having: ReadonlyMap<number, readonly number[]>,
  hits: Int32Array,
): { met: number[]; common: number } {
  const met: number[] = []
  let common = 0
  const times = side.times(place)
  side.words(place).forEach((word, at) => {
    const places = having.get(word) ?? []
    const count = times[at] ?? 0
    if (places.length > COMMON_WORD) common += count
    else
      for (const there of places) {
        if (hits[there] === 0) met.push(there)
        hits[there] = (hits[there] ?? 0) + count
      }
  })
  return { met, common }
}

/** Spreads the words of a place over an empty table, looks up those of the others in it, and leaves it empty. */
function sharing(
  side: Side<Alignable>,
  place: number,
  other: Side<Alignable>,
  places: readonly number[],
  table: Int32Array,
): Candidate[] {
  const [words, times] = [side.words(place), side.times(place)]
  for (let at = 0; at < words.length; at++) table[words[at] ?? 0] = times[at] ?? 0
  const found = places.map((there) => ({ place: there, shared: inBoth(table, other.words(there), other.times(there)) }))
  for (const word of words) table[word] = 0
  return found
}

function inBoth(table: Int32Array, words: Int32Array, times: Int32Array): number {
  let sum = 0
  for (let at = 0; at < words.length; at++) sum += Math.min(table[words[at] ?? 0] ?? 0, times[at] ?? 0)
  return sum
}

function placesByWord(side: Side<Alignable>): Map<number, number[]> {
  const places = new Map<number, number[]>()
  for (const place of side.free())
    for (const word of side.words(place)) {
      const known = places.get(word)
      if (known) known.push(place)
      else places.set(word, [place])
    }
  return places
}

/** Places that stand about where the `rank`-th of `count` stands, counted from either end. */
function neighbours(places: readonly number[], rank: number, count: number): number[] {
  const fromEnd = places.length - (count - rank)
  return [rank - 1, rank, rank + 1, fromEnd - 1, fromEnd, fromEnd + 1].flatMap((at) => places[at] ?? [])
}
