import { candidates, type Alignable, type Side } from './align-side.ts'
import { containment, likeness, poured } from './likeness.ts'

/** A part holds hardly a word that its whole does not. */
const PART_OF = 0.8
/** All parts together, beside the whole. */
const WHOLE_OF = 0.7

/** One free passage of a side, and the free neighbours of the other side that together say the same. */
export interface Parted {
  readonly whole: number
  readonly parts: readonly number[]
}

/** Finds every run of neighbours that one passage of the other side was, or became. No place is in two answers. */
export function partings<P extends Alignable>(wholes: Side<P>, parts: Side<P>): Parted[] {
  const holders = holdersOf(parts, wholes)
  const found: Parted[] = []
  const used = new Set<number>()
  for (const [place, whole] of holders) {
    if (holders.get(place - 1) === whole || used.has(whole)) continue
    const best = bestRun(runFrom(place, holders), (run) =>
      likeness(wholes.bag(whole), poured(run.map((at) => parts.bag(at)))),
    )
    if (best.length < 2) continue
    used.add(whole)
    found.push({ whole, parts: best })
  }
  return found
}

/** For each free part, the whole that holds nearly all its words, and more. */
function holdersOf<P extends Alignable>(parts: Side<P>, wholes: Side<P>): Map<number, number> {
  const holders = new Map<number, number>()
  const worth = (part: number, whole: number, atMost: number) =>
    wholes.bag(whole).size > parts.bag(part).size && containment(parts.bag(part), wholes.bag(whole), atMost) >= PART_OF
  for (const [part, places] of candidates(parts, wholes, worth)) {
    const bag = parts.bag(part)
    const best = places
      .map(({ place, shared }) => ({ whole: place, held: containment(bag, wholes.bag(place), shared) }))
      .reduce((most, one) => (one.held > most.held ? one : most), { whole: -1, held: 0 })
    if (best.held >= PART_OF) holders.set(part, best.whole)
  }
  return holders
}

function runFrom(first: number, holders: ReadonlyMap<number, number>): number[] {
  const run = [first]
  for (let next = first + 1; holders.get(next) === holders.get(first); next++) run.push(next)
  return run
}

/** The run without the ends that make it less like the whole; empty where the best run is not like it. */
function bestRun(run: readonly number[], fit: (run: readonly number[]) => number): readonly number[] {
  const shorter = [run.slice(1), run.slice(0, -1)].find((option) => option.length > 0 && fit(option) > fit(run))
  if (shorter) return bestRun(shorter, fit)
  return fit(run) >= WHOLE_OF ? run : []
}
