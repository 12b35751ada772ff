/** A letter set as bits; words at edit distance n differ in at most 2n of them. */
export function letterMask(form: string): number {
  let mask = 0
  for (let i = 0; i < form.length; i += 1) {
    const code = form.charCodeAt(i)
    mask |= code >= 97 && code <= 122 ? 1 << (code - 97) : 1 << (26 + (code % 6))
  }
  return mask >>> 0
}

export function differingBits(a: number, b: number): number {
  let bits = a ^ b
  let count = 0
  while (bits) {
    bits &= bits - 1
    count += 1
  }
  return count
}

/** Optimal string alignment distance (Damerau–Levenshtein without overlaps), or `max + 1` where it is larger than `max`. */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let [before, last, row] = [
    new Array<number>(b.length + 1).fill(0),
    Array.from({ length: b.length + 1 }, (_, j) => j),
    new Array<number>(b.length + 1).fill(0),
  ]
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = cell(a, b, i, j, before, last, row)
      least = Math.min(least, row[j] ?? 0)
    }
    if (least > max) return max + 1
    ;[before, last, row] = [last, row, before]
  }
  return Math.min(last[b.length] ?? 0, max + 1)
}

function cell(a: string, b: string, i: number, j: number, before: number[], last: number[], row: number[]): number {
  const same = a[i - 1] === b[j - 1]
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
  const edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
  return swapped ? Math.min(edits, (before[j - 2] ?? 0) + 1) : edits
}
