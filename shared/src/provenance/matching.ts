/** A text, the node that it stands in or stood in, and which place of it. */
export interface Piece {
  readonly text: string
  readonly node: unknown
  readonly gap: number
}

/** Shorter tiles say little about where words come from. */
const TILE = 10
/** So many places of one tile are looked at: a text of a single letter must not take for ever. */
const PLACES = 16
/** A text that has so much of another became of it. */
const ALIKE = 0.4
/** Longer remainders are not compared word by word. */
const WORDS = 400

interface Tile {
  readonly to: number
  readonly at: number
  readonly place: number
  readonly length: number
}

/** Unicode's own sign between paragraphs. */
const APART = '\u2029'

/** Comes from somewhere else. */
export const ELSEWHERE = -2

/**
 * Finds where inserted words come from among deleted ones, each deleted character at most once: an inserted text that
 * stands whole in a deleted one; then the longest tiles; then, between them, words in order.
 */
export class Matching {
  /** For each inserted text, the place of each of its characters in the deleted texts put behind one another; -1 where that is open. */
  readonly from: Int32Array[]
  readonly #deleted: readonly Piece[]
  readonly #inserted: readonly Piece[]
  /** All deleted texts, each with its end marked. */
  readonly #all: string
  readonly #starts: number[] = []
  readonly #taken: Uint8Array

  constructor(deleted: readonly Piece[], inserted: readonly Piece[]) {
    this.#deleted = deleted
    this.#inserted = inserted
    let start = 0
    for (const { text } of deleted) {
      this.#starts.push(start)
      start += text.length + 1
    }
    this.#all = deleted.map(({ text }) => `${text}${APART}`).join('')
    this.#taken = new Uint8Array(this.#all.length)
    this.from = inserted.map(({ text }) => new Int32Array(text.length).fill(-1))
  }

  takeWhole(): void {
    const longestFirst = this.#inserted
      .map((_, to) => to)
      .toSorted((a, b) => this.#text(b).length - this.#text(a).length)
    for (const to of longestFirst) {
      const text = this.#text(to)
      if (this.#open(to).length !== 1) continue
      const place = this.#freePlaceOf(text, this.#inserted[to] as Piece)
      if (place >= 0) this.#take({ to, at: 0, place, length: text.length })
    }
  }

  /** Where a text stands that nobody took: in its own place first; a short one nowhere else, unless its node is new. */
  #freePlaceOf(text: string, piece: Piece): number {
    const mayMove = text.length >= TILE || this.#deleted.every(({ node }) => node !== piece.node)
    let elsewhere = -1
    let place = this.#all.indexOf(text)
    for (let tries = 0; place >= 0 && tries < PLACES; tries += 1) {
      if (this.#isFree(place, text.length)) {
        if (inOnePlace(this.#deleted[this.#pieceAt(place)], piece)) return place
        if (elsewhere < 0 && mayMove && (text.length >= TILE || this.#isWords(place, text.length))) elsewhere = place
      }
      place = this.#all.indexOf(text, place + 1)
    }
    return elsewhere
  }

  /** No word goes on before or behind. */
  #isWords(place: number, length: number): boolean {
    return !isInWord(this.#all, place) && !isInWord(this.#all, place + length)
  }

  takeParts(): void {
    this.#takeWordsInPlace()
    this.#takeTiles()
    this.#takeWordsBetween()
  }

  /** Where a text became another in one place, the words that both have in order, if they are many. */
  #takeWordsInPlace(): void {
    for (const [to, piece] of this.#inserted.entries()) {
      if ((this.from[to] as Int32Array)[0] !== -1) continue
      const at = this.#deleted.findIndex((one) => inOnePlace(one, piece))
      if (at >= 0) this.#takeWords(to, [0, piece.text.length], this.#bounds(at), ALIKE)
    }
  }

  #takeTiles(): void {
    const waiting = this.#inserted.flatMap((_, to) =>
      this.#open(to)
        .filter(([from, end]) => end - from >= TILE)
        .map(([from, end]) => ({ to, from, end })),
    )
    if (waiting.length === 0) return
    const places = this.#tilePlaces()
    const tiles = waiting.flatMap(({ to, from, end }) => this.#tilesIn(to, from, end, places))
    for (const tile of tiles.toSorted((a, b) => b.length - a.length || a.to - b.to || a.at - b.at || a.place - b.place))
      this.#takeFreeParts(tile)
  }

  #tilePlaces(): Map<string, number[]> {
    const places = new Map<string, number[]>()
    for (let place = 0; place + TILE <= this.#all.length; place += 1) {
      if (this.#taken[place]) continue
      const key = this.#all.slice(place, place + TILE)
      const known = places.get(key)
      if (!known) places.set(key, [place])
      else if (known.length < PLACES) known.push(place)
    }
    return places
  }

  /** The longest tiles of an inserted stretch; one that only goes on from the character before is not named again. */
  #tilesIn(to: number, from: number, end: number, places: ReadonlyMap<string, readonly number[]>): Tile[] {
    const text = this.#text(to)
    const tiles: Tile[] = []
    for (let at = from; at + TILE <= end; at += 1) {
      for (const place of places.get(text.slice(at, at + TILE)) ?? []) {
        if (at > from && text[at - 1] === this.#all[place - 1] && !this.#taken[place - 1]) continue
        let length = TILE
        while (at + length < end && text[at + length] === this.#all[place + length] && !this.#taken[place + length])
          length += 1
        tiles.push({ to, at, place, length })
      }
    }
    return tiles
  }

  /** What is left of a tile once longer ones took their part. */
  #takeFreeParts({ to, at, place, length }: Tile): void {
    const from = this.from[to] as Int32Array
    const isFree = (step: number) => from[at + step] === -1 && !this.#taken[place + step]
    for (let step = 0; step < length; step += 1) {
      if (!isFree(step)) continue
      const start = step
      while (step < length && isFree(step)) step += 1
      if (step - start >= TILE) this.#take({ to, at: at + start, place: place + start, length: step - start })
    }
  }

  #takeWordsBetween(): void {
    for (const to of this.#inserted.keys()) {
      for (const [from, end] of this.#open(to)) {
        for (const [start, stop] of this.#windows(to, from, end)) this.#takeWords(to, [from, end], [start, stop])
      }
    }
  }

  /** Where the words around a gap come from, there the words of the gap are looked for; failing that, in its own node. */
  #windows(to: number, from: number, end: number): [number, number][] {
    const places = this.from[to] as Int32Array
    const [before, after] = [
      from > 0 ? (places[from - 1] as number) : -1,
      end < places.length ? (places[end] as number) : -1,
    ]
    if (before < 0 && after < 0) {
      const node = this.#inserted[to]?.node
      return this.#deleted.flatMap((piece, at) => (piece.node === node ? [this.#bounds(at)] : []))
    }
    const piece = this.#pieceAt(before < 0 ? after : before)
    const [start, stop] = this.#bounds(piece)
    const last = after > before && this.#pieceAt(after) === piece ? after : stop
    return [[before < 0 ? start : before + 1, last]]
  }

  #takeWords(to: number, [from, end]: [number, number], [start, stop]: [number, number], least = 0): void {
    const text = this.#text(to)
    const inserted = wordsIn(text, from, end).filter(({ at }) => (this.from[to] as Int32Array)[at] === -1)
    const deleted = wordsIn(this.#all, start, stop).filter(({ at, length }) => this.#isFree(at, length))
    if (inserted.length > WORDS || deleted.length > WORDS) return
    const pairs = inCommon(inserted, deleted)
    const common = pairs.reduce((sum, [{ length }]) => sum + length, 0)
    if (common < least * Math.max(end - from, stop - start)) return
    for (const [one, other] of pairs) this.#takeWord(to, one, other)
  }

  /** A word, with the space around it where that is the same. */
  #takeWord(to: number, one: Word, other: Word): void {
    const hasSpace = isSpace(this.#text(to), one.at - 1) && isSpace(this.#all, other.at - 1)
    const isOpen = (this.from[to] as Int32Array)[one.at - 1] === -1 && this.#isFree(other.at - 1, 1)
    const before = hasSpace && isOpen ? 1 : 0
    const length = Math.min(one.length, other.length) + before
    this.#take({ to, at: one.at - before, place: other.at - before, length })
  }

  /** The stretches of an inserted text whose origin is open. */
  #open(to: number): [number, number][] {
    const places = this.from[to] as Int32Array
    return stretchesWhere(places.length, (at) => places[at] === -1)
  }

  #take({ to, at, place, length }: Tile): void {
    const from = this.from[to] as Int32Array
    for (let step = 0; step < length; step += 1) {
      from[at + step] = place + step
      this.#taken[place + step] = 1
    }
  }

  #isFree(place: number, length: number): boolean {
    for (let step = 0; step < length; step += 1) if (this.#taken[place + step]) return false
    return true
  }

  #text(to: number): string {
    return this.#inserted[to]?.text ?? ''
  }

  #bounds(piece: number): [number, number] {
    const start = this.#starts[piece] ?? 0
    return [start, start + (this.#deleted[piece]?.text.length ?? 0)]
  }

  /** Which deleted text a place belongs to. */
  #pieceAt(place: number): number {
    return lastAtMost(this.#starts, place)
  }
}

const LETTER = /[\p{L}\p{N}\p{M}]/u

const isInWord = (text: string, at: number): boolean => LETTER.test(text[at - 1] ?? '') && LETTER.test(text[at] ?? '')

const isSpace = (text: string, at: number): boolean => /\s/.test(text[at] ?? '')

function inOnePlace(one: Piece | undefined, other: Piece): boolean {
  return one?.node === other.node && one?.gap === other.gap
}

/** The stretches, by their bounds, of those among the first `length` numbers of which something holds. */
export function stretchesWhere(length: number, holds: (at: number) => boolean): [from: number, end: number][] {
  const found: [number, number][] = []
  for (let at = 0; at < length; at += 1) {
    if (!holds(at)) continue
    const from = at
    while (at < length && holds(at)) at += 1
    found.push([from, at])
  }
  return found
}

/** The index of the last of some ascending numbers that is at most `value`. */
export function lastAtMost(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((ascending[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}

export interface Word {
  readonly text: string
  readonly at: number
  readonly length: number
}

/** Words with the space behind them, so that a word inherited brings its space. */
export function wordsIn(text: string, from: number, end: number): Word[] {
  return [...text.slice(from, end).matchAll(/\S+\s?/g)].map(({ 0: word, index }) => ({
    text: word.trimEnd(),
    at: from + index,
    length: word.length,
  }))
}

/** Pairs of equal words in order, as many as possible. */
function inCommon(one: readonly Word[], other: readonly Word[]): [Word, Word][] {
  const width = other.length + 1
  const best = new Int32Array((one.length + 1) * width)
  for (let i = one.length - 1; i >= 0; i -= 1)
    for (let j = other.length - 1; j >= 0; j -= 1)
      best[i * width + j] =
        one[i]?.text === other[j]?.text
          ? (best[(i + 1) * width + j + 1] as number) + 1
          : Math.max(best[(i + 1) * width + j] as number, best[i * width + j + 1] as number)
  const pairs: [Word, Word][] = []
  for (let [i, j] = [0, 0]; i < one.length && j < other.length;) {
    const [a, b] = [one[i] as Word, other[j] as Word]
    if (a.text === b.text) {
      pairs.push([a, b])
      i += 1
      j += 1
    } else if ((best[(i + 1) * width + j] as number) >= (best[i * width + j + 1] as number)) i += 1
    else j += 1
  }
  return pairs
}
