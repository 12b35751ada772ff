import type { ReviewHunk, Verdict } from '@terreau/shared/api/reviews.ts'

/** `one` hunk by itself; several `small` ones, some of `form` alone, or some that are `still` right, for one tap. */
export type CardKind = 'one' | 'small' | 'form' | 'still'

/** What is answered at once. */
export interface Card {
  readonly id: string
  readonly kind: CardKind
  readonly hunks: readonly ReviewHunk[]
}

/** What came and went in a small touch, in characters: some words of a passage, or what a field states without prose. */
const SMALL = { text: 48, field: 120 }
/** Fewer are read one by one as fast. */
const ENOUGH = 3

/** Whether this member's answer is asked for, or was given and may be another one. */
export function asks(hunk: ReviewHunk, me: string): boolean {
  if (hunk.notJudging !== null) return false
  return hunk.state === 'waiting' || verdictOf(hunk, me) !== undefined
}

/** Whether nothing is left to answer in it, for this member. */
export function settled(hunk: ReviewHunk, me: string): boolean {
  return verdictOf(hunk, me) !== undefined || hunk.state === 'accepted' || hunk.state === 'returned'
}

/** The last verdict that this member gave. */
export function verdictOf(hunk: ReviewHunk, me: string): Verdict | undefined {
  return hunk.verdicts.findLast(({ by, verdict }) => by.id === me && verdict !== 'abstained')
}

/** What a deck is made for. */
export interface DeckFor {
  /** Whose answers are asked. */
  readonly me: string
  /** Groups that were left, whose hunks are read one by one. */
  readonly apart: ReadonlySet<CardKind>
  /** Whether a field holds prose, which is read as passages are. */
  readonly isProse: (field: string) => boolean
}

/** Hunks with new words one by one in reading order, then those that are answered at once. */
export function cardsOf(hunks: readonly ReviewHunk[], { me, apart, isProse }: DeckFor): Card[] {
  const groups: Record<Exclude<CardKind, 'one'>, ReviewHunk[]> = { small: [], form: [], still: [] }
  const alone: ReviewHunk[] = []
  for (const hunk of hunks) {
    const kind = asks(hunk, me) ? groupOf(hunk, isProse) : 'one'
    if (kind === 'one' || apart.has(kind)) alone.push(hunk)
    else groups[kind].push(hunk)
  }
  if (groups.small.length < ENOUGH) alone.push(...groups.small.splice(0))
  const order = new Map(hunks.map((hunk, at) => [hunk, at]))
  const ones = alone.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  return [
    ...ones.map((hunk) => ({ id: hunk.key, kind: 'one' as const, hunks: [hunk] })),
    ...(['small', 'form', 'still'] as const).flatMap((kind) =>
      groups[kind].length > 0 ? [{ id: kind, kind, hunks: groups[kind] }] : [],
    ),
  ]
}

function groupOf(hunk: ReviewHunk, isProse: DeckFor['isProse']): CardKind {
  if (hunk.kind === 'still') return 'still'
  if (hunk.proposal) return 'one'
  if (hunk.wordless) return 'form'
  const changed = hunk.words.filter(({ kind }) => kind !== 'same').reduce((sum, { text }) => sum + text.length, 0)
  const prose = hunk.field === undefined ? hunk.kind === 'text' : isProse(hunk.field)
  const touched = prose && hunk.before.length > 0 && hunk.after.length > 0
  const most = touched ? SMALL.text : hunk.kind === 'field' && !prose ? SMALL.field : 0
  return changed <= most && !hunk.figureWithoutSource ? 'small' : 'one'
}

/** What to show once the server told anew: all that it told, and what was answered here meanwhile, where it stood. */
export function merged(shown: readonly ReviewHunk[], told: readonly ReviewHunk[], answered: ReadonlySet<string>) {
  const all = [...told]
  const known = new Set(told.map(({ key }) => key))
  let last: string | null = null
  for (const hunk of shown) {
    if (!known.has(hunk.key)) {
      if (!answered.has(hunk.key)) continue
      all.splice(all.findIndex(({ key }) => key === last) + 1, 0, hunk)
    }
    last = hunk.key
  }
  return all
}

/** A hunk as it stands with what this member answered a moment ago. */
export function withAnswer(hunk: ReviewHunk, mine: Verdict | undefined): ReviewHunk {
  if (!mine || hunk.verdicts.some(({ by, at }) => by.id === mine.by.id && at >= mine.at)) return hunk
  const others = hunk.verdicts.filter(({ by }) => by.id !== mine.by.id)
  const accepting = new Set([...others, mine].flatMap(({ by, verdict }) => (verdict === 'validated' ? by.id : [])))
  const missing = Math.max(0, hunk.required - accepting.size)
  const state = mine.verdict === 'returned' ? 'returned' : missing > 0 ? 'waiting' : 'accepted'
  return { ...hunk, verdicts: [...others, mine], missing, state }
}

/** All that one member wrote apart and still waits for this one's answer; null where `card` is no part of such, or all of it. */
export function wholeProposal(cards: readonly Card[], card: Card, me: string): Card | null {
  const id = card.hunks[0]?.proposal?.apart ? card.hunks[0].proposal.id : null
  const hunks = cards
    .flatMap((one) => one.hunks)
    .filter((hunk) => hunk.proposal?.id === id && asks(hunk, me) && !settled(hunk, me))
  return id !== null && hunks.length > 1 ? { id: card.id, kind: 'one', hunks } : null
}

/** How far one is through what was asked of one. */
export function progressOf(hunks: readonly ReviewHunk[], me: string): { done: number; all: number } {
  const counted = hunks.filter((hunk) => asks(hunk, me) || settled(hunk, me))
  return { done: counted.filter((hunk) => settled(hunk, me)).length, all: counted.length }
}

/** The next card that asks something, from `after` on and around; null where none does. */
export function nextCard(cards: readonly Card[], me: string, after: string | null): Card | null {
  const at = cards.findIndex(({ id }) => id === after)
  const around = [...cards.slice(at + 1), ...cards.slice(0, Math.max(0, at))]
  return around.find((card) => isOpen(card, me)) ?? null
}

/** What was proposed can no longer go in: it is returned, or left. */
export function isStale({ hunks }: Card): boolean {
  return hunks.some(({ proposal }) => proposal?.stale)
}

export function isOpen({ hunks }: Card, me: string): boolean {
  return hunks.some((hunk) => asks(hunk, me) && !settled(hunk, me))
}
