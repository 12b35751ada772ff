/** How often each word of a text occurs in it. Emoji and other symbols count as words, punctuation does not. */
export interface Bag {
  readonly counts: ReadonlyMap<string, number>
  readonly size: number
}

const WORDS = /[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}\p{P}]/gu

export function bagOf(text: string): Bag {
  const counts = new Map<string, number>()
  const words = text.normalize('NFC').toLowerCase().match(WORDS) ?? []
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return { counts, size: words.length }
}

/** Both bags in one. */
export function poured(bags: readonly Bag[]): Bag {
  const counts = new Map<string, number>()
  for (const bag of bags) for (const [word, times] of bag.counts) counts.set(word, (counts.get(word) ?? 0) + times)
  return { counts, size: bags.reduce((sum, bag) => sum + bag.size, 0) }
}

/** How many words two bags share, each as often as both have it. */
export function shared(a: Bag, b: Bag): number {
  const [small, large] = a.counts.size <= b.counts.size ? [a, b] : [b, a]
  let sum = 0
  for (const [word, times] of small.counts) sum += Math.min(times, large.counts.get(word) ?? 0)
  return sum
}

/** 0 for no word in common, 1 for the same words (Sørensen–Dice over words with their counts). */
export function likeness(a: Bag, b: Bag, inBoth = shared(a, b)): number {
  return a.size + b.size === 0 ? 0 : (2 * inBoth) / (a.size + b.size)
}

/** Which part of the words of `part` are in `whole`, 0 to 1. */
export function containment(part: Bag, whole: Bag, inBoth = shared(part, whole)): number {
  return part.size === 0 ? 0 : inBoth / part.size
}
