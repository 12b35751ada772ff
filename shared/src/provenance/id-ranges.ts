import type { Stretch } from './identities.ts'

/** Ids of Yjs in a row: `length` of them from `clock` on, all of one client. */
export interface Ids {
  readonly client: number
  readonly clock: number
  readonly length: number
}

/** Ranges of one client in order: where each starts, where it ends, and its number. */
interface Line {
  readonly starts: number[]
  readonly ends: number[]
  readonly numbers: number[]
}

const NONE: Line = { starts: [], ends: [], numbers: [] }

/** A number for each id of Yjs that has one, kept as ranges. */
export class IdRanges {
  readonly #lines = new Map<number, Line>()

  /** Ids that have a number already keep it. */
  add({ client, clock, length }: Ids, number: number): void {
    if (length <= 0) return
    const line = this.#lineOf(client)
    const end = line.ends.at(-1) ?? 0
    if (clock < end) return this.#fill(line, clock, clock + length, number)
    append(line, clock, clock + length, number)
  }

  /** The numbers of these ids in order; -1 where one has none. */
  read({ client, clock, length }: Ids): Stretch[] {
    const line = this.#lines.get(client) ?? NONE
    const result: Stretch[] = []
    const end = clock + length
    let at = clock
    for (let index = firstEndingAfter(line, clock); at < end; index += 1) {
      const [start, stop] = [line.starts[index] ?? Infinity, line.ends[index] ?? Infinity]
      if (start >= end) break
      if (start > at) result.push({ length: start - at, number: -1 })
      at = Math.max(at, start)
      result.push({ length: Math.min(stop, end) - at, number: line.numbers[index] ?? -1 })
      at = Math.min(stop, end)
    }
    if (at < end) result.push({ length: end - at, number: -1 })
    return result
  }

  /** Every number that some id has. */
  numbers(): Set<number> {
    return new Set([...this.#lines.values()].flatMap(({ numbers }) => numbers))
  }

  /** Client, then start, length and number of each range. */
  encode(): number[][] {
    return [...this.#lines].map(([client, { starts, ends, numbers }]) => [
      client,
      ...starts.flatMap((start, at) => [start, (ends[at] ?? 0) - start, numbers[at] ?? 0]),
    ])
  }

  static decode(encoded: readonly (readonly number[])[]): IdRanges {
    const ranges = new IdRanges()
    for (const [client = 0, ...rest] of encoded) {
      const line = ranges.#lineOf(client)
      for (let at = 0; at < rest.length; at += 3) {
        const [start = 0, length = 0, number = 0] = rest.slice(at, at + 3)
        append(line, start, start + length, number)
      }
    }
    return ranges
  }

  #lineOf(client: number): Line {
    const line = this.#lines.get(client) ?? { starts: [], ends: [], numbers: [] }
    this.#lines.set(client, line)
    return line
  }

  /** Gives a number to those from `start` to `end` that have none yet, between others that have. */
  #fill(line: Line, start: number, end: number, number: number): void {
    const at = firstEndingAfter(line, start)
    const free: [number, number][] = []
    let from = start
    let next = at
    for (; next < line.starts.length && (line.starts[next] ?? 0) < end; next += 1) {
      if ((line.starts[next] ?? 0) > from) free.push([from, line.starts[next] ?? 0])
      from = line.ends[next] ?? 0
    }
    if (from < end) free.push([from, end])
    for (const [begin, stop] of free) insert(line, begin, stop, number)
  }
}

/** Between others, of which none holds any of it; neighbours with its number take it in. */
function insert(line: Line, start: number, end: number, number: number): void {
  const place = firstEndingAfter(line, start)
  const follows = line.ends[place - 1] === start && line.numbers[place - 1] === number
  const leads = line.starts[place] === end && line.numbers[place] === number
  const [from, to] = [follows ? place - 1 : place, leads ? place + 1 : place]
  const [first, last] = [follows ? line.starts[from] : start, leads ? line.ends[place] : end]
  line.starts.splice(from, to - from, first ?? start)
  line.ends.splice(from, to - from, last ?? end)
  line.numbers.splice(from, to - from, number)
}

function append(line: Line, start: number, end: number, number: number): void {
  const last = line.ends.length - 1
  if (last >= 0 && line.ends[last] === start && line.numbers[last] === number) {
    line.ends[last] = end
    return
  }
  line.starts.push(start)
  line.ends.push(end)
  line.numbers.push(number)
}

function firstEndingAfter({ ends }: Line, clock: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ends[middle] ?? 0) > clock) high = middle
    else low = middle + 1
  }
  return low
}
