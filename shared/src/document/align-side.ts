import { bagOf, type Bag } from './likeness.ts'

/** What two versions of a page are compared by. */
export interface Alignable {
  readonly hash: string
  readonly kind: string
  readonly text: string
  readonly field?: string
}

/** A word that more passages have tells nothing about which is which. */
const COMMON_WORD = 48

/** The passages of one version while they are being linked: the words of each, and which ones are taken. */
export class Side<P extends Alignable> {
  readonly passages: readonly P[]
  readonly #bags: readonly Bag[]
  readonly #taken = new Set<number>()

  constructor(passages: readonly P[]) {
    this.passages = passages
    this.#bags = passages.map(({ text }) => bagOf(text))
  }

  at(place: number): P {
    const passage = this.passages[place]
    if (!passage) throw new RangeError(`no passage stands at ${place}`)
    return passage
  }

  bag(place: number): Bag {
    return this.#bags[place] ?? bagOf('')
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

/** For each free place of one side, the free places of the other that share a telling word with it, or stand likewise. */
export function candidates<P extends Alignable>(side: Side<P>, other: Side<P>): Map<number, number[]> {
  const having = placesByWord(other)
  const [mine, others] = [side.free(), other.free()]
  const found = mine.map((place, rank) => {
    const telling = [...side.bag(place).counts.keys()].map((word) => having.get(word) ?? [])
    const near = neighbours(others, rank, mine.length)
    const all = new Set([...telling.filter((places) => places.length <= COMMON_WORD).flat(), ...near])
    return [place, [...all].filter((there) => side.at(place).field === other.at(there).field)] as const
  })
  return new Map(found)
}

function placesByWord(side: Side<Alignable>): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const place of side.free())
    for (const word of side.bag(place).counts.keys()) {
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
