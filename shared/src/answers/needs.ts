import { dayName, dayNamed, type DayNumber } from '../hours/days.ts'
import { fold } from '../language/fold.ts'
import type { Facts } from './facts.ts'

/** So many days after it was last confirmed, what somebody looks for fades. */
const FADES_AFTER = 90

/** What somebody looks for, until when it is shown. */
export interface LiveNeed {
  readonly label: string
  /** `YYYY-MM-DD`, the last day on which it is shown. */
  readonly until: string
}

/** What an actor still looks for on a day; `confirmed` is when they last said so. */
export function liveNeeds({ needs }: Facts, confirmed: DayNumber, today: DayNumber): LiveNeed[] {
  if (!Array.isArray(needs)) return []
  return (needs as { label: string; until?: string }[]).flatMap(({ label, until }) => {
    const last = until === undefined ? confirmed + FADES_AFTER : dayNamed(until)
    return last >= today ? [{ label, until: dayName(last) }] : []
  })
}

/** Whether words are about what was typed: each typed word begins one of them. */
export function speaksOfWords(words: string, typed: string): boolean {
  const said = wordsIn(words)
  const asked = wordsIn(typed)
  return asked.length > 0 && asked.every((one) => said.some((word) => word.startsWith(one)))
}

const wordsIn = (words: string): string[] =>
  fold(words)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
