import type { Provenance, ProvenanceRun } from '@terreau/shared/api/history.ts'
import type { Labels } from '../i18n/fr.ts'

/** Who wrote a passage and who put it where it is, as one plain sentence: people in order of their first word, no shares. */
export function sentenceOf(
  runs: readonly ProvenanceRun[],
  people: Provenance['people'],
  words: Labels['origins'],
  day: (at: string) => string,
): string {
  const writers = new Map<string, string>()
  for (const { origin, at } of runs) writers.set(origin, later(writers.get(origin), at))
  const placers = new Set(runs.map(({ placedBy }) => placedBy).filter((one) => !writers.has(one)))
  const written = [...writers].map(([person, at]) => words.by(people[person] ?? '', day(at)))
  return words.sentence(
    written,
    [...placers].map((person) => people[person] ?? ''),
  )
}

function later(one: string | undefined, other: string): string {
  return one !== undefined && one > other ? one : other
}
