/** A place in one list beside a place in another. */
export interface Pair {
  readonly before: number
  readonly after: number
}

/** Windows up to this many cells are compared cell by cell; larger ones, without a unique value in them, are left. */
const MAX_CELLS = 1_000_000

/**
 * Equal values of two lists that stand in the same order in both: whole common ends, then values that are unique on
 * both sides, then the longest common subsequence of what lies between (patience diff). Never crossing.
 */
export function commonOrder(before: readonly string[], after: readonly string[]): Pair[] {
  const pairs: Pair[] = []
  const windows = [{ b0: 0, b1: before.length, a0: 0, a1: after.length }]
  for (let window = windows.pop(); window; window = windows.pop()) {
    const { b0, b1, a0, a1 } = trimmed(window, before, after, pairs)
    if (b0 === b1 || a0 === a1) continue
    const anchors = uniqueAnchors(before.slice(b0, b1), after.slice(a0, a1))
    if (anchors.length === 0) pairs.push(...subsequence(before, after, { b0, b1, a0, a1 }))
    let [fromB, fromA] = [b0, a0]
    for (const anchor of anchors) {
      windows.push({ b0: fromB, b1: b0 + anchor.before + 1, a0: fromA, a1: a0 + anchor.after + 1 })
      ;[fromB, fromA] = [b0 + anchor.before + 1, a0 + anchor.after + 1]
    }
    if (anchors.length > 0) windows.push({ b0: fromB, b1, a0: fromA, a1 })
  }
  return pairs.toSorted((a, b) => a.before - b.before)
}

interface Window {
  b0: number
  b1: number
  a0: number
  a1: number
}

/** Takes equal values off both ends. */
function trimmed(
  { b0, b1, a0, a1 }: Window,
  before: readonly string[],
  after: readonly string[],
  into: Pair[],
): Window {
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) into.push({ before: b0++, after: a0++ })
  while (b0 < b1 && a0 < a1 && before[b1 - 1] === after[a1 - 1]) into.push({ before: --b1, after: --a1 })
  return { b0, b1, a0, a1 }
}

function uniqueAnchors(before: readonly string[], after: readonly string[]): Pair[] {
  const places = new Map<string, Pair | null>()
  const afterPlaces = new Map<string, number | null>()
  after.forEach((value, at) => afterPlaces.set(value, afterPlaces.has(value) ? null : at))
  before.forEach((value, at) => {
    const there = afterPlaces.get(value) ?? null
    places.set(value, places.has(value) || there === null ? null : { before: at, after: there })
  })
  return heaviestChain([...places.values()].filter((pair) => pair !== null).map((pair) => ({ ...pair, weight: 1 })))
}

function subsequence(before: readonly string[], after: readonly string[], { b0, b1, a0, a1 }: Window): Pair[] {
  const [height, width] = [b1 - b0, a1 - a0]
  if (height * width > MAX_CELLS) return []
  const longest = new Uint16Array((height + 1) * (width + 1))
  const cell = (row: number, column: number): number => longest[row * (width + 1) + column] ?? 0
  for (let row = height - 1; row >= 0; row--)
    for (let column = width - 1; column >= 0; column--)
      longest[row * (width + 1) + column] =
        before[b0 + row] === after[a0 + column]
          ? cell(row + 1, column + 1) + 1
          : Math.max(cell(row + 1, column), cell(row, column + 1))
  const pairs: Pair[] = []
  for (let row = 0, column = 0; row < height && column < width;) {
    if (before[b0 + row] === after[a0 + column]) pairs.push({ before: b0 + row++, after: a0 + column++ })
    else if (cell(row + 1, column) >= cell(row, column + 1)) row++
    else column++
  }
  return pairs
}

export interface WeightedPair extends Pair {
  readonly weight: number
}

/** The pairs of greatest total weight that rise on both sides, each place used once. O(n log n) in the number of pairs. */
export function heaviestChain<P extends WeightedPair>(pairs: readonly P[]): P[] {
  // Later places of one `before` come first, so that a chain never takes two pairs of the same `before`.
  const sorted = pairs.toSorted((a, b) => a.before - b.before || b.after - a.after)
  const ends = new Map<number, { total: number; at: number }>()
  const width = sorted.reduce((most, pair) => Math.max(most, pair.after), 0) + 1
  const previous: number[] = []
  let best = { total: 0, at: -1 }
  sorted.forEach((pair, at) => {
    const under = highest(ends, pair.after)
    previous[at] = under.at
    const here = { total: under.total + pair.weight, at }
    raise(ends, pair.after + 1, width, here)
    if (here.total > best.total) best = here
  })
  const chain: P[] = []
  for (let at = best.at; at >= 0; at = previous[at] ?? -1) chain.push(sorted[at] as P)
  return chain.toReversed()
}

type Ends = Map<number, { total: number; at: number }>

/** The best chain that ends at a place below `limit` (a Fenwick tree of maxima). */
function highest(ends: Ends, limit: number): { total: number; at: number } {
  let best = { total: 0, at: -1 }
  for (let index = limit; index > 0; index -= index & -index) {
    const end = ends.get(index)
    if (end && end.total > best.total) best = end
  }
  return best
}

function raise(ends: Ends, from: number, width: number, end: { total: number; at: number }): void {
  for (let index = from; index <= width; index += index & -index) {
    const known = ends.get(index)
    if (!known || known.total < end.total) ends.set(index, end)
  }
}
