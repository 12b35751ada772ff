import type { ID } from 'yjs'
import type { Ids } from './id-ranges.ts'
import { wordsIn, type Word } from './matching.ts'

/** A text that was deleted. */
interface Buried {
  readonly actor: string
  text: string
  ids: readonly Ids[]
}

/** Actor, text, and the client, clock and length of its ids. */
type EncodedBuried = readonly [actor: string, text: string, ids: readonly number[]]

export interface EncodedGraveyard {
  /** So many of them, the oldest, are not added to any more. */
  readonly closed: number
  readonly all: readonly EncodedBuried[]
}

/** Characters of a text put back, from `at` on, and the ids they had. */
export interface Found {
  readonly at: number
  readonly ids: readonly Ids[]
}

/** Whoever pastes or undoes takes up what they deleted not long ago. */
const LATEST = 600
/** Of what anyone deleted at any time, so many words in a row are looked for, and so many characters count. */
const SHINGLE = 4
const LEAST = 16
/** A shingle that stands in more places than this says nothing. */
const PLACES = 32

/** A word of a text that was deleted. */
interface WordPlace extends Word {
  readonly buried: Buried
}

/** Texts that were deleted, with the ids of their characters: what is put back is known by them. */
export class Graveyard {
  readonly #all: Buried[] = []
  readonly #byId = new Map<number, Buried[]>()
  readonly #shingles = new Map<string, { buried: Buried; at: number }[]>()
  readonly #wholes = new Map<string, Buried>()
  #indexed = 0
  readonly #words = new Map<string, WordPlace[]>()
  /** So many of the texts are in `#words`. */
  #worded = 0

  /** What the same person deletes letter by letter is one text. */
  bury(actor: string, text: string, deleted: readonly Ids[]): void {
    const ids = together(deleted)
    const last = this.#all.length > this.#indexed ? this.#all.at(-1) : undefined
    if (last?.actor === actor && follows(last.ids, ids)) {
      last.text += text
      last.ids = together([...last.ids, ...ids])
    } else if (last?.actor === actor && follows(ids, last.ids)) {
      last.text = text + last.text
      last.ids = together([...ids, ...last.ids])
    } else this.#all.push({ actor, text, ids })
    this.#note(this.#all.at(-1) as Buried, ids)
  }

  /** Where the text that was deleted from this id on begins with `text`, its ids. */
  restored(from: ID, text: string): readonly Ids[] | null {
    for (const buried of this.#byId.get(from.client) ?? []) {
      const at = offsetOf(buried, from)
      if (at >= 0 && buried.text.startsWith(text, at)) return idsOf(buried, at, at + text.length)
    }
    return null
  }

  /** Where a text stands among the last that someone deleted: a short one is all that they deleted at once, unless much around it was put back too. */
  ofActor(actor: string, text: string, amongOthers = false): Found | null {
    const isLong = amongOthers || (text.length >= LEAST && wordsIn(text, 0, text.length).length >= SHINGLE)
    let looked = 0
    for (let index = this.#all.length - 1; index >= 0 && looked < LATEST; index -= 1) {
      const buried = this.#all[index] as Buried
      if (buried.actor !== actor) continue
      looked += 1
      const at = isLong ? buried.text.indexOf(text) : buried.text === text ? 0 : -1
      if (at >= 0) return { at: 0, ids: idsOf(buried, at, at + text.length) }
    }
    return null
  }

  /** The ids of a text that was deleted in one piece, with or without more around it. */
  whole(text: string): readonly Ids[] | null {
    for (const buried of this.#all.toReversed()) {
      const at = buried.text.indexOf(text)
      if (at >= 0) return idsOf(buried, at, at + text.length)
    }
    return null
  }

  /** The ids of these words wherever they stand in what was deleted. */
  holding(words: ReadonlySet<string>): Ids[] {
    // What was deleted last may still grow; all before it is kept by its words.
    for (; this.#worded < this.#all.length - 1; this.#worded += 1)
      for (const one of placesIn(this.#all[this.#worded] as Buried)) {
        const known = this.#words.get(one.text)
        if (known) known.push(one)
        else this.#words.set(one.text, [one])
      }
    const latest = this.#all.slice(this.#worded).flatMap(placesIn)
    const found = [...words].flatMap((word) => [
      ...(this.#words.get(word) ?? []),
      ...latest.filter(({ text }) => text === word),
    ])
    return found.flatMap(({ buried, at, text }) => idsOf(buried, at, at + text.length))
  }

  /** The parts of a text that anyone deleted at any time, the longest first; none overlaps another. */
  ofAnyone(text: string): Found[] {
    this.#index()
    const whole = this.#wholes.get(text)
    if (whole) return [{ at: 0, ids: idsOf(whole, 0, text.length) }]
    const words = wordsIn(text, 0, text.length)
    const parts = words.flatMap((_, first) => this.#partsAt(text, words, first))
    const free = new Uint8Array(text.length).fill(1)
    const found: Found[] = []
    for (const { at, length, buried, place } of parts.toSorted((a, b) => b.length - a.length)) {
      if (free.subarray(at, at + length).includes(0)) continue
      free.fill(0, at, at + length)
      found.push({ at, ids: idsOf(buried, place, place + length) })
    }
    return found
  }

  #partsAt(text: string, words: readonly Word[], first: number) {
    const key = shingleAt(words, first)
    const at = words[first]?.at ?? 0
    const places = key === null ? [] : (this.#shingles.get(key) ?? [])
    return places.flatMap(({ buried, at: place }) => {
      const [before, after] = [sameBefore(text, at, buried.text, place), sameAfter(text, at, buried.text, place)]
      const length = before + after
      return length < LEAST ? [] : [{ at: at - before, length, buried, place: place - before }]
    })
  }

  #index(): void {
    for (; this.#indexed < this.#all.length; this.#indexed += 1) {
      const buried = this.#all[this.#indexed] as Buried
      const words = wordsIn(buried.text, 0, buried.text.length)
      if (words.length > 1) this.#wholes.set(buried.text, buried)
      for (const [first, { at }] of words.entries()) {
        const key = shingleAt(words, first)
        if (key === null) break
        const places = this.#shingles.get(key) ?? []
        if (places.length < PLACES) this.#shingles.set(key, [...places, { buried, at }])
      }
    }
  }

  #note(buried: Buried, ids: readonly Ids[]): void {
    for (const { client } of ids) {
      const known = this.#byId.get(client) ?? []
      if (known.at(-1) !== buried) known.push(buried)
      this.#byId.set(client, known)
    }
  }

  encode(): EncodedGraveyard {
    const all = this.#all.map(({ actor, text, ids }): EncodedBuried => [
      actor,
      text,
      ids.flatMap(({ client, clock, length }) => [client, clock, length]),
    ])
    return { closed: this.#indexed, all }
  }

  static decode({ closed, all }: EncodedGraveyard): Graveyard {
    const graveyard = new Graveyard()
    for (const [index, [actor, text, numbers]] of all.entries()) {
      const buried = { actor, text, ids: triples(numbers) }
      graveyard.#all.push(buried)
      graveyard.#note(buried, buried.ids)
      if (index + 1 === closed) graveyard.#index()
    }
    return graveyard
  }
}

function placesIn(buried: Buried): WordPlace[] {
  return wordsIn(buried.text, 0, buried.text.length).map((word) => ({ ...word, buried }))
}

/** Ids that go on where those before them end are one. */
function together(ids: readonly Ids[]): Ids[] {
  const result: Ids[] = []
  for (const { client, clock, length } of ids) {
    const last = result.at(-1)
    if (last?.client === client && last.clock + last.length === clock)
      result[result.length - 1] = { client, clock: last.clock, length: last.length + length }
    else result.push({ client, clock, length })
  }
  return result
}

function triples(numbers: readonly number[]): Ids[] {
  return Array.from({ length: numbers.length / 3 }, (_, at) => ({
    client: numbers[at * 3] ?? 0,
    clock: numbers[at * 3 + 1] ?? 0,
    length: numbers[at * 3 + 2] ?? 0,
  }))
}

/** True where the second ids go on where the first end. */
function follows(first: readonly Ids[], second: readonly Ids[]): boolean {
  const [end, start] = [first.at(-1), second[0]]
  return end?.client === start?.client && (end?.clock ?? 0) + (end?.length ?? 0) === start?.clock
}

/** How far into a buried text an id stands; -1 where it does not. */
function offsetOf({ ids }: Buried, { client, clock }: ID): number {
  let offset = 0
  for (const one of ids) {
    if (one.client === client && one.clock <= clock && clock < one.clock + one.length) return offset + clock - one.clock
    offset += one.length
  }
  return -1
}

/** The ids of some characters of a buried text. */
function idsOf({ ids }: Buried, from: number, to: number): Ids[] {
  let offset = 0
  return ids.flatMap(({ client, clock, length }) => {
    const [start, end] = [Math.max(from, offset), Math.min(to, offset + length)]
    const part = end > start ? [{ client, clock: clock + start - offset, length: end - start }] : []
    offset += length
    return part
  })
}

function shingleAt(words: readonly Word[], first: number): string | null {
  if (first + SHINGLE > words.length) return null
  return words
    .slice(first, first + SHINGLE)
    .map(({ text }) => text)
    .join(' ')
}

function sameBefore(one: string, at: number, other: string, place: number): number {
  let length = 0
  while (length < at && length < place && one[at - length - 1] === other[place - length - 1]) length += 1
  return length
}

function sameAfter(one: string, at: number, other: string, place: number): number {
  let length = 0
  while (at + length < one.length && place + length < other.length && one[at + length] === other[place + length])
    length += 1
  return length
}
