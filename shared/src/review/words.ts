import { commonOrder, type Pair } from '../document/common-order.ts'

/** Whatever has words. */
interface Worded {
  readonly text: string
}

/** Some text in a row, and what became of it. */
export interface WordSegment {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** What changed in the words of some passages in a row. */
export function wordsBetween(before: readonly Worded[], after: readonly Worded[]): WordSegment[] {
  return wordSegments(textOf(before), textOf(after))
}

/** The words of some passages, each on its lines. */
export function textOf(passages: readonly Worded[]): string {
  return passages.map(({ text }) => text).join('\n')
}

/** Words whole, spaces in a row, and everything else by itself. */
const TOKENS = /[\p{L}\p{N}\p{M}]+|\s+|./gsu

/** Texts of so many tokens, multiplied, are compared token by token at once. */
const AT_ONCE = 1_000_000

/** Equal tokens in a row on both sides. */
interface Kept {
  readonly before: number
  readonly after: number
  length: number
}

/**
 * What changed from one text to another, word by word: without what was removed it is the new text, without what was
 * added the old one (F4). Where words give way to others, what went stands before what came, and spaces between two
 * changes change with them, as people read.
 */
export function wordSegments(before: string, after: string): WordSegment[] {
  const [old, fresh] = [tokensOf(before), tokensOf(after)]
  const kept = inRows(pairsOf(old, fresh)).filter((row) => !isGap(row, old, fresh))
  const segments: WordSegment[] = []
  let [fromOld, fromFresh] = [0, 0]
  for (const row of [...kept, { before: old.length, after: fresh.length, length: 0 }]) {
    add(segments, 'removed', old.slice(fromOld, row.before))
    add(segments, 'added', fresh.slice(fromFresh, row.after))
    add(segments, 'same', old.slice(row.before, row.before + row.length))
    ;[fromOld, fromFresh] = [row.before + row.length, row.after + row.length]
  }
  return segments
}

function tokensOf(text: string): string[] {
  return text.match(TOKENS) ?? []
}

/** Long texts are compared sentence by sentence first: what is left between equal ones is short. */
function pairsOf(old: readonly string[], fresh: readonly string[]): Pair[] {
  if (old.length * fresh.length <= AT_ONCE) return commonOrder(old, fresh)
  const [ours, theirs] = [sentencesOf(old), sentencesOf(fresh)]
  const pairs: Pair[] = []
  let [fromOld, fromFresh] = [0, 0]
  const equal = commonOrder(ours.texts, theirs.texts)
  for (const { before, after } of [...equal, { before: ours.texts.length, after: theirs.texts.length }]) {
    const [endOld, endFresh] = [ours.starts[before] ?? old.length, theirs.starts[after] ?? fresh.length]
    for (const pair of commonOrder(old.slice(fromOld, endOld), fresh.slice(fromFresh, endFresh)))
      pairs.push({ before: fromOld + pair.before, after: fromFresh + pair.after })
    const length = (ours.starts[before + 1] ?? old.length) - endOld
    for (let at = 0; at < length; at++) pairs.push({ before: endOld + at, after: endFresh + at })
    ;[fromOld, fromFresh] = [endOld + length, endFresh + length]
  }
  return pairs
}

/** Tokens put together up to each end of a sentence or line, and where each begins among them. */
function sentencesOf(tokens: readonly string[]): { readonly texts: string[]; readonly starts: number[] } {
  const starts = tokens.flatMap((token, at) => (at === 0 || /\n/.test(token) || endsBefore(tokens, at) ? [at] : []))
  return { starts, texts: starts.map((start, at) => tokens.slice(start, starts[at + 1]).join('')) }
}

const endsBefore = (tokens: readonly string[], at: number) =>
  /^\s/.test(tokens[at - 1] ?? '') && /^[.!?…]$/.test(tokens[at - 2] ?? '')

function inRows(pairs: readonly Pair[]): Kept[] {
  const rows: Kept[] = []
  for (const { before, after } of pairs) {
    const last = rows.at(-1)
    if (last && last.before + last.length === before && last.after + last.length === after) last.length += 1
    else rows.push({ before, after, length: 1 })
  }
  return rows
}

/** Spaces alone with a change on either side. */
function isGap({ before, after, length }: Kept, old: readonly string[], fresh: readonly string[]): boolean {
  const first = before === 0 && after === 0
  const last = before + length === old.length && after + length === fresh.length
  return !first && !last && old.slice(before, before + length).every((token) => token.trim() === '')
}

function add(segments: WordSegment[], kind: WordSegment['kind'], tokens: readonly string[]): void {
  if (tokens.length > 0) segments.push({ kind, text: tokens.join('') })
}
