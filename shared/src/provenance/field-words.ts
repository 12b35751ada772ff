import { canonical } from '../document/canonical.ts'

/** The words of a field whose author is asked letter by letter; null where its value is one thing, as a date is. */
export function fieldWords(value: unknown): string | null {
  if (typeof value === 'string') return value
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string')
  return isList ? value.join('\n') : null
}

/** What is compared of a field: its words, or else all that it says. */
export function fieldText(value: unknown): string {
  return fieldWords(value) ?? canonical(value)
}

/** How many characters two texts have in common at their start, and then at their end. */
export function commonEnds(one: string, other: string): [start: number, end: number] {
  const most = Math.min(one.length, other.length)
  let start = 0
  while (start < most && one[start] === other[start]) start += 1
  let end = 0
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1
  return [start, end]
}
