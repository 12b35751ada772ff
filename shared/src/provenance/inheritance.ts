import type { Found, Graveyard } from './graveyard.ts'
import type { IdRanges, Ids } from './id-ranges.ts'
import { fill, joined, spread, type Stretch } from './identities.ts'
import { ELSEWHERE, Matching, stretchesWhere } from './matching.ts'
import type { Touched, TouchedText } from './touched.ts'

/** New ids whose words were there before, and the number of the identity that those had. */
export interface Inherited {
  readonly ids: Ids
  readonly number: number
}

/** Shorter texts are not looked for in what someone deleted before. */
const BACK = 8

/** A text of so many characters is looked for as a whole before its parts are. */
const WHOLE = 32

/** So much of a text was there before, where it counts as put back. */
const [NEARLY_WHOLE, MUCH] = [0.8, 0.6]

/** What an update inserted that was there before: in order, undone, deleted by the same update, deleted by its sender or by anyone. */
export function inherit(touched: Touched, actor: string, ranges: IdRanges, graveyard: Graveyard): Inherited[] {
  return [...new Inheriting(touched, actor, ranges, graveyard).texts(), ...atoms(touched, ranges)]
}

/** An inserted text: for each character its number, -1 while open, and its place among what the update deleted. */
interface Piece {
  readonly one: TouchedText
  readonly numbers: Int32Array
  readonly from: Int32Array
}

class Inheriting {
  readonly #touched: Touched
  readonly #actor: string
  readonly #ranges: IdRanges
  readonly #graveyard: Graveyard

  constructor(touched: Touched, actor: string, ranges: IdRanges, graveyard: Graveyard) {
    this.#touched = touched
    this.#actor = actor
    this.#ranges = ranges
    this.#graveyard = graveyard
  }

  texts(): Inherited[] {
    const { deleted, inserted } = this.#touched
    const matching = new Matching(deleted, inserted)
    const pieces = inserted.map((one, at): Piece => {
      const numbers = new Int32Array(one.text.length).fill(-1)
      return { one, numbers, from: matching.from[at] as Int32Array }
    })
    for (const piece of pieces) this.#takeRestored(piece)
    matching.takeWhole()
    for (const piece of pieces) this.#takeMost(piece)
    matching.takeParts()
    const gone = spread(deleted.flatMap(({ ids }) => [...this.#numbersOf(ids), { length: 1, number: -1 }]))
    for (const piece of pieces) {
      for (const [at, place] of piece.from.entries()) if (place >= 0) piece.numbers[at] = gone[place] ?? -1
      this.#takeBuried(piece)
      if (this.#isNew(piece)) this.#takeRest(piece)
    }
    return pieces.flatMap(inheritedIds)
  }

  /** Undo puts texts back right before what is left of them. */
  #takeRestored({ one: { text, ids }, numbers, from }: Piece): void {
    let at = 0
    for (const { length, behind } of ids) {
      const was = behind && this.#graveyard.restored(behind, text.slice(at, at + length))
      if (was) fill(numbers, at, this.#numbersOf(was))
      at += length
    }
    settle(numbers, from)
  }

  /** A text that stood here before, nearly whole. */
  #takeMost({ one: { text }, numbers, from }: Piece): void {
    if (text.length < WHOLE || from.some((place) => place !== -1)) return
    const found = this.#graveyard.ofAnyone(text)
    const covered = found.reduce((sum, { ids }) => sum + ids.reduce((length, one) => length + one.length, 0), 0)
    if (covered < text.length * NEARLY_WHOLE) return
    this.#take(found, 0, numbers)
    settle(numbers, from)
  }

  /** What its sender deleted not long ago, or else anyone at any time. */
  #takeBuried({ one: { text }, numbers }: Piece): void {
    for (const [start, end] of open(numbers)) {
      const words = text.slice(start, end)
      const own = words.length >= BACK ? this.#graveyard.ofActor(this.#actor, words) : null
      this.#take(own ? [own] : this.#graveyard.ofAnyone(words), start, numbers)
    }
  }

  /** Where most of a new node was there before, the few words between were too, if its sender once deleted them. */
  #takeRest({ one: { text }, numbers }: Piece): void {
    const rest = open(numbers)
    const left = rest.reduce((sum, [start, end]) => sum + end - start, 0)
    if (left > text.length * (1 - MUCH)) return
    for (const [start, end] of rest) {
      const found = this.#graveyard.ofActor(this.#actor, text.slice(start, end), true)
      this.#take(found ? [found] : [], start, numbers)
    }
  }

  #take(found: readonly Found[], from: number, numbers: Int32Array): void {
    for (const { at, ids } of found) fill(numbers, from + at, this.#numbersOf(ids))
  }

  #numbersOf(ids: readonly Ids[]): Stretch[] {
    return ids.flatMap((one) => this.#ranges.read(one))
  }

  /** Nothing was deleted where it stands. */
  #isNew({ one }: Piece): boolean {
    return this.#touched.deleted.every(({ node }) => node !== one.node)
  }
}

function open(numbers: Int32Array): [from: number, end: number][] {
  return stretchesWhere(numbers.length, (at) => numbers[at] === -1)
}

/** What has its number comes from elsewhere, for those who look on. */
function settle(numbers: Int32Array, from: Int32Array): void {
  for (const [at, number] of numbers.entries()) if (number >= 0) from[at] = ELSEWHERE
}

function inheritedIds({ one: { ids }, numbers }: Piece): Inherited[] {
  let offset = 0
  return ids.flatMap(({ client, clock, length }) => {
    const part = numbers.subarray(offset, offset + length)
    offset += length
    let at = clock
    return joined(Array.from(part, (number) => ({ length: 1, number }))).flatMap(({ length: some, number }) => {
      const same = { ids: { client, clock: at, length: some }, number }
      at += some
      return number < 0 ? [] : [same]
    })
  })
}

/** A picture that moves stays by whoever brought it. */
function atoms({ deletedAtoms, insertedAtoms }: Touched, ranges: IdRanges): Inherited[] {
  const waiting = Map.groupBy(deletedAtoms, ({ says }) => says)
  return insertedAtoms.flatMap(({ ids, says }) => {
    const was = waiting.get(says)?.shift()
    const number = was ? (ranges.read(was.ids)[0]?.number ?? -1) : -1
    return number < 0 ? [] : [{ ids, number }]
  })
}
