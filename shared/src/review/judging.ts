import type { BodyNode } from '../document/body-node.ts'
import type { PageTypeKey } from '../page-types/define.ts'
import type { Hunk, Unit } from './hunk.ts'

export const VERDICTS = ['validated', 'returned', 'abstained'] as const
export type VerdictKind = (typeof VERDICTS)[number]

/** `waiting` for a verdict, or one more; `accepted` until a version takes it up; `returned` until it changes; `writing` while someone is at it; `contested` while an objection is open. */
export const HUNK_STATES = ['waiting', 'accepted', 'returned', 'writing', 'contested'] as const
export type HunkState = (typeof HUNK_STATES)[number]

/** Why somebody may not give a verdict, in the order in which it is asked. */
export const NOT_JUDGING = ['right', 'own-hand', 'conflict', 'writing', 'licence'] as const
export type NotJudging = (typeof NOT_JUDGING)[number]

/** What a person said of a hunk; people by the id of the person behind their names. */
export interface Given {
  readonly by: string
  readonly verdict: VerdictKind
}

/** A hunk, as far as its verdicts are counted. */
export interface Judged {
  /** Those who had a hand in it. */
  readonly hands: ReadonlySet<string>
  readonly required: number
  readonly given: readonly Given[]
  /** Someone is writing in one of its passages. */
  readonly writing: boolean
  /** An objection to one of its passages is open. */
  readonly contested: boolean
}

/** Callouts that speak of what can harm. */
const GRAVE = new Set(['safety', 'health', 'law'])

/** How many peers must accept a hunk (D11): two on pages of principles and for what is said of safety, health or law. */
export function requiredVerdicts(type: PageTypeKey, { before, after }: Pick<Hunk, 'before' | 'after'>): 1 | 2 {
  return type === 'principle' || [...before, ...after].some(isGrave) ? 2 : 1
}

function isGrave({ node }: Unit): boolean {
  return node !== undefined && holdsGrave(node)
}

function holdsGrave({ type, attrs, content = [] }: BodyNode): boolean {
  return (type === 'callout' && GRAVE.has(String(attrs?.kind))) || content.some(holdsGrave)
}

/** Where a hunk stands. A verdict by someone who had a hand in it counts for nothing, whenever that came to be (D10). */
export function outcomeOf({ hands, required, given, writing, contested }: Judged): {
  state: HunkState
  missing: number
} {
  const byOthers = given.filter(({ by }) => !hands.has(by))
  const accepting = new Set(byOthers.flatMap(({ by, verdict }) => (verdict === 'validated' ? [by] : [])))
  const missing = Math.max(0, required - accepting.size)
  return { state: stateOf(), missing }

  function stateOf(): HunkState {
    if (writing) return 'writing'
    if (contested) return 'contested'
    if (byOthers.some(({ verdict }) => verdict === 'returned')) return 'returned'
    return missing > 0 ? 'waiting' : 'accepted'
  }
}

/** Someone who wishes to give a verdict. */
export interface Judge {
  readonly person: string
  /** Visitors who proposed something from the device that this is asked on. */
  readonly visitors?: ReadonlySet<string>
  /** May review pages of this place. */
  readonly mayReview: boolean
  /** Belongs to the actor whose page it is. */
  readonly tied: boolean
}

/** Why somebody may not give a verdict on a hunk; null where they may (D10, D12, D13). */
export function whyNotJudging(
  { person, visitors = new Set(), mayReview, tied }: Judge,
  { hands, writing }: Pick<Judged, 'hands' | 'writing'>,
  licenceIsOpen: boolean,
): NotJudging | null {
  if (!mayReview) return 'right'
  if (hands.has(person) || !visitors.isDisjointFrom(hands)) return 'own-hand'
  if (tied) return 'conflict'
  if (writing) return 'writing'
  return licenceIsOpen ? null : 'licence'
}

/** What is kept of a passage's last validation. */
export interface Validation {
  /** When, in milliseconds since 1970. */
  readonly at: number
  readonly by: readonly string[]
  /** Those who had a hand in what was validated then. */
  readonly hands: readonly string[]
  readonly required: number
}

/** Whether a validation still counts: whoever turns out to be an author, by another name of theirs, no longer does (D10). */
export function stillCounts({ by, hands, required }: Validation, personOf: (member: string) => string): boolean {
  const authors = new Set(hands.map(personOf))
  return new Set(by.map(personOf).filter((person) => !authors.has(person))).size >= required
}

/** When a passage validated then is to be checked again (D14): so many months later, by the calendar; never where facts do not age. */
export function recheckFrom(at: number, months: number | null): number {
  if (months === null) return Infinity
  const day = new Date(at)
  const then = new Date(day)
  then.setUTCMonth(day.getUTCMonth() + months)
  // The 31st of a month that has none is the last of it.
  if (then.getUTCDate() < day.getUTCDate()) then.setUTCDate(0)
  return then.getTime()
}
