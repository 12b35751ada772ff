import type { MemberId } from '../ids.ts'

/** A talk; an objection, which makes its passage contested while it is open; another wording. */
export const THREAD_KINDS = ['talk', 'objection', 'variant'] as const
export type ThreadKind = (typeof THREAD_KINDS)[number]

/** A talk or a variant is resolved; an objection answered by a peer, or withdrawn by whoever raised it. */
export const SETTLED_HOW = ['resolved', 'answered', 'withdrawn'] as const
export type SettledHow = (typeof SETTLED_HOW)[number]

export interface ThreadNow {
  readonly kind: ThreadKind
  readonly openedBy: MemberId
  readonly settled: { readonly by: MemberId } | null
}

/** Someone who looks at a thread, by the rights that they have on its page. */
export interface Settler {
  readonly id: MemberId
  readonly mayDiscuss: boolean
  readonly mayReview: boolean
  /** Whether they wrote or placed anything of the passage that it stands at. */
  readonly hasHand: boolean
}

/** Why an objection is not for someone to answer: they raised it, or it is about their own words; null where it is (D34). */
export function notAnswering(thread: ThreadNow, { id, mayReview, hasHand }: Settler): 'right' | 'own' | null {
  if (!mayReview) return 'right'
  return thread.openedBy === id || hasHand ? 'own' : null
}

/** The ways in which someone may settle a thread (D33, D34). */
export function waysToSettle(thread: ThreadNow, settler: Settler): SettledHow[] {
  if (thread.settled || !settler.mayDiscuss) return []
  if (thread.kind !== 'objection') return ['resolved']
  if (thread.openedBy === settler.id) return ['withdrawn']
  return notAnswering(thread, settler) === null ? ['answered'] : []
}

/** A talk is opened again by anyone who may talk; an objection by whoever settled it. */
export function mayReopen({ kind, settled }: ThreadNow, { id, mayDiscuss }: Settler): boolean {
  return settled !== null && mayDiscuss && (kind !== 'objection' || settled.by === id)
}
