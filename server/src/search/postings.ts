/** Pages of one part of the index; their places in it are seven bits. */
export const PART = 128

/** How often a page holds a stem, by area. */
export interface Counts {
  title: number
  head: number
  body: number
}

const [TITLE, HEAD, BODY] = [7, 63, 65_535]
const [PLACE_AT, TITLE_AT, HEAD_AT] = [25, 22, 16]

/** One page in one part: seven bits of place, three for the title, six for headings, sixteen for the body. */
export function entryOf(row: number, { title, head, body }: Counts): number {
  const place = row % PART
  return (
    ((place << PLACE_AT) |
      (Math.min(title, TITLE) << TITLE_AT) |
      (Math.min(head, HEAD) << HEAD_AT) |
      Math.min(body, BODY)) >>>
    0
  )
}

/** The entries of a part with the entry of one page in place; null takes it out. Entries stay in order of their places. */
export function withEntry(entries: Uint32Array, row: number, entry: number | null): Uint32Array {
  const place = row % PART
  let from = 0
  while (from < entries.length && (entries[from] ?? 0) >>> PLACE_AT < place) from += 1
  const upto = from < entries.length && (entries[from] ?? 0) >>> PLACE_AT === place ? from + 1 : from
  const added = entry === null ? 0 : 1
  const changed = new Uint32Array(entries.length - (upto - from) + added)
  changed.set(entries.subarray(0, from))
  if (entry !== null) changed[from] = entry
  changed.set(entries.subarray(upto), from + added)
  return changed
}

/** Where a part of a stem lies: stems are known by the first form that has them. */
export const KEYS_OF_STEM = 2 ** 20
export const keyOf = (stem: number, row: number): number => stem * KEYS_OF_STEM + Math.floor(row / PART)

/** A part of a stem as it is stored, under its key. */
export interface StoredPart {
  readonly key: number
  readonly entries: Uint8Array
}

/** The pages of a stem: their rows, and what their entries say. Two long arrays, and not one for each part, which millions would be. */
export interface Postings {
  readonly rows: Uint32Array
  readonly entries: Uint32Array
}

export const NO_POSTINGS: Postings = { rows: new Uint32Array(), entries: new Uint32Array() }

export function postingsOf(parts: readonly StoredPart[]): Postings {
  const entries = new Uint32Array(parts.reduce((length, part) => length + (part.entries.byteLength >> 2), 0))
  const [rows, bytes] = [new Uint32Array(entries.length), new Uint8Array(entries.buffer)]
  let at = 0
  for (const part of parts) {
    bytes.set(part.entries, at * 4)
    const first = (part.key % KEYS_OF_STEM) * PART
    const end = at + (part.entries.byteLength >> 2)
    for (; at < end; at += 1) rows[at] = first + ((entries[at] ?? 0) >>> PLACE_AT)
  }
  return { rows, entries }
}

/** What is looked for together, and how much each stem of it counts. */
export interface Wanted {
  readonly rarity: number
  readonly stems: readonly { readonly postings: Postings; readonly weight: number }[]
}

/** What comes out of a tally. */
export interface Best {
  readonly rows: readonly number[]
  readonly more: boolean
}

const K1 = 1.6

/**
 * Which pages answer about best, without looking at their words: BM25 over the stems, summed up page by page in one row of
 * numbers, so that the work is the length of the lists alone. The ranking puts in order what comes out.
 */
export class Tally {
  #scores = new Float32Array(1024)
  #touched = new Int32Array(1024)
  #count = 0
  #shown = new Int32Array(1024)

  add(wanted: readonly Wanted[], pages: number, norm: (row: number) => number): void {
    if (pages >= this.#scores.length) {
      this.#scores = new Float32Array(pages * 2)
      this.#touched = new Int32Array(pages * 2)
      this.#shown = new Int32Array(pages * 2)
    }
    for (let at = 0; at < this.#count; at += 1) this.#scores[this.#touched[at] ?? 0] = 0
    this.#count = 0
    for (const { rarity, stems } of wanted)
      for (const { postings, weight } of stems) this.#addStem(postings, rarity * weight * (K1 + 1), norm)
  }

  #addStem({ rows, entries }: Postings, worth: number, norm: (row: number) => number): void {
    const [scores, touched] = [this.#scores, this.#touched]
    for (let at = 0; at < entries.length; at += 1) {
      const [row, entry] = [rows[at] ?? 0, entries[at] ?? 0]
      const times = ((entry >>> TITLE_AT) & TITLE) * 8 + ((entry >>> HEAD_AT) & HEAD) * 1.5 + (entry & BODY) * norm(row)
      const before = scores[row] ?? 0
      if (before === 0) touched[this.#count++] = row
      scores[row] = before + (worth * times) / (times + K1)
    }
  }

  /** The best rows of those that may be shown, `limit` and their equals, in no order; and whether there were more. */
  best(limit: number, shown: (row: number) => boolean): Best {
    const [scores, touched, kept] = [this.#scores, this.#touched, this.#shown]
    let [count, most] = [0, 0]
    for (let at = 0; at < this.#count; at += 1) {
      const row = touched[at] ?? 0
      if (!shown(row)) continue
      kept[count++] = row
      most = Math.max(most, scores[row] ?? 0)
    }
    const rows = kept.subarray(0, count)
    if (count <= limit) return { rows: [...rows], more: false }
    const least = this.#least(rows, most, limit)
    const best = rows.filter((row) => (scores[row] ?? 0) >= least)
    return { rows: [...best.subarray(0, limit * 2)], more: true }
  }

  /** A score that about `limit` of these rows reach. */
  #least(rows: Int32Array, most: number, limit: number): number {
    const [scores, steps] = [this.#scores, new Uint32Array(1001)]
    for (let at = 0; at < rows.length; at += 1) {
      const step = Math.floor(((scores[rows[at] ?? 0] ?? 0) / most) * 1000)
      steps[step] = (steps[step] ?? 0) + 1
    }
    let [step, above] = [1001, 0]
    while (step > 0 && above < limit) {
      step -= 1
      above += steps[step] ?? 0
    }
    return (step / 1000) * most
  }
}
