import type { MemberId } from '@terreau/shared/ids.ts'

export interface Named {
  readonly id: MemberId
  readonly name: string
}

const CALLED = /@([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})/g

/** Words as they are kept: whoever is called in them by name stands there as `@` and their id, and no name does. */
export function keptWords(words: string, people: readonly Named[]): { words: string; called: MemberId[] } {
  // Nobody is named by writing their id.
  let kept = words.trim().replaceAll(CALLED, '@ $1')
  const called: MemberId[] = []
  for (const { id, name } of people.toSorted((a, b) => b.name.length - a.name.length)) {
    if (!kept.includes(`@${name}`)) continue
    kept = kept.replaceAll(`@${name}`, `@${id}`)
    called.push(id)
  }
  return { words: kept, called }
}

/** The ids that stand in kept words. */
export function calledIn(words: string): MemberId[] {
  return [...words.matchAll(CALLED)].map(([, id]) => id as MemberId)
}

/** Kept words as people read them, with the names of today. */
export function saidWords(words: string, names: ReadonlyMap<string, string>): string {
  return words.replaceAll(CALLED, (_, id: string) => `@${names.get(id) ?? '…'}`)
}

/** Kept words that name nobody. */
export function withoutNames(words: string): string {
  return words.replaceAll(CALLED, '').replaceAll(/ {2,}/g, ' ').trim()
}
