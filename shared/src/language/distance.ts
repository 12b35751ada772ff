/** A letter set as bits; words at edit distance n whose lengths differ by d differ in at most 2n - d of them. */
export function letterMask(form: string): number {
  let mask = 0
  for (let i = 0; i < form.length; i += 1) {
    const code = form.charCodeAt(i)
    mask |= code >= 97 && code <= 122 ? 1 << (code - 97) : 1 << (26 + (code % 6))
  }
  return mask
}

export function differingBits(a: number, b: number): number {
  let bits = a ^ b
  bits -= (bits >>> 1) & 0x55555555
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** Longer words are compared up to here. */
const LONGEST = 64
const rows = [new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2)]

/**
 * Optimal string alignment distance (Damerau–Levenshtein without overlaps), or `max + 1` where it is larger than `max`.
 * Only cells that `max` slips can reach are worked out (Ukkonen, 1985).
 */
export function editDistance(left: string, right: string, max: number): number {
  const [a, b] = [Math.min(left.length, LONGEST), Math.min(right.length, LONGEST)]
  if (Math.abs(a - b) > max) return max + 1
  let [before, last, row] = rows as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= Math.min(b, max); j += 1) last[j] = j
  for (let i = 1; i <= a; i += 1) {
    const [from, upto] = [Math.max(1, i - max), Math.min(b, i + max)]
    row[from - 1] = from === 1 ? i : max + 1
    if (upto === i + max) last[upto] = max + 1
    let least = row[from - 1] ?? 0
    const letter = left.charCodeAt(i - 1)
    for (let j = from; j <= upto; j += 1) {
      const other = right.charCodeAt(j - 1)
      const replaced = (last[j - 1] ?? 0) + (letter === other ? 0 : 1)
      let cell = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced)
      if (i > 1 && j > 1 && letter === right.charCodeAt(j - 2) && left.charCodeAt(i - 2) === other)
        cell = Math.min(cell, (before[j - 2] ?? 0) + 1)
      row[j] = cell
      if (cell < least) least = cell
    }
    if (least > max) return max + 1
    ;[before, last, row] = [last, row, before]
  }
  return Math.min(last[b] ?? 0, max + 1)
}
