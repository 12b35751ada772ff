import { wordSegments } from './words.ts'

/** Words that give way to others, by where they stand in the text before. */
export interface Rewording {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** What makes one text of another: whole words, in order, none touching the next. */
export function rewordingsBetween(before: string, after: string): Rewording[] {
  const all: { from: number; to: number; insert: string }[] = []
  let at = 0
  let open = false
  for (const { kind, text } of wordSegments(before, after)) {
    const last = all.at(-1)
    if (kind !== 'same' && (!open || !last))
      all.push({ from: at, to: at + (kind === 'removed' ? text.length : 0), insert: kind === 'added' ? text : '' })
    else if (kind === 'removed' && last) last.to += text.length
    else if (kind === 'added' && last) last.insert += text
    if (kind !== 'added') at += text.length
    open = kind !== 'same'
  }
  return all
}

export function reworded(text: string, rewordings: readonly Rewording[]): string {
  return rewordings.reduceRight((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text)
}

/** What was proposed for one text, carried over to what that became meanwhile; null where others changed the same words. */
export function carriedOver(proposed: readonly Rewording[], base: string, now: string): Rewording[] | null {
  const others = rewordingsBetween(base, now)
  const meet = (one: Rewording) => others.some(({ from, to }) => one.from <= to && from <= one.to)
  if (proposed.some(meet)) return null
  return proposed.map((one) => {
    const shift = others
      .filter(({ to }) => to < one.from)
      .reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0)
    return { ...one, from: one.from + shift, to: one.to + shift }
  })
}

/** Without the characters that are equal at either end; never half of one. */
export function trimmed({ from, to, insert }: Rewording, text: string): Rewording {
  const [old, fresh] = [Array.from(text.slice(from, to)), Array.from(insert)]
  const shorter = Math.min(old.length, fresh.length)
  let start = 0
  while (start < shorter && old[start] === fresh[start]) start += 1
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1
  return {
    from: from + length(old.slice(0, start)),
    to: to - length(old.slice(old.length - end)),
    insert: fresh.slice(start, fresh.length - end).join(''),
  }
}

const length = (characters: readonly string[]): number => characters.join('').length
