import type { RefusalCode } from '@terreau/shared/refusals.ts'
import type { Right } from '@terreau/shared/wire.ts'

/** What became of one's words, as the state pill says it. `waiting` counts updates that are not durable yet. */
export type SaveState =
  | { readonly kind: 'opening' | 'saved' | 'read-only' }
  | { readonly kind: 'pending' | 'offline' | 'not-saved'; readonly waiting: number }
  | Ended

/** States that a document never leaves; `words` are those that nobody else has. */
export type Ended =
  | { readonly kind: 'outdated' }
  | { readonly kind: 'refused' | 'closed'; readonly why: RefusalCode; readonly words: string }

export interface LivePageState {
  readonly save: SaveState
  /** True once the whole page came from the server; an editor is made no sooner. */
  readonly ready: boolean
  readonly mayWrite: boolean
  /** The address the page moved to while it was open. */
  readonly slug: string | null
}

/** What a live page knows of itself. */
export interface Facts {
  readonly ended: Ended | null
  readonly ready: boolean
  readonly connected: boolean
  /** Attempts to connect that failed since the last that did not. */
  readonly failures: number
  readonly storeFailing: boolean
  readonly right: Right | null
  /** False while the document has no client id of its own to write under. */
  readonly leased: boolean
  readonly waiting: number
  readonly slug: string | null
}

export function stateOf(facts: Facts): LivePageState {
  const { ended, ready, right, leased, slug } = facts
  return { save: saveStateOf(facts), ready, slug, mayWrite: ready && !ended && leased && right === 'write' }
}

/** Acks alone make a page saved: an open socket says nothing about what is durable. */
function saveStateOf({ ended, ready, connected, failures, storeFailing, right, waiting }: Facts): SaveState {
  if (ended) return ended
  if (!connected) return failures === 0 && !ready ? { kind: 'opening' } : { kind: 'offline', waiting }
  if (!ready) return { kind: 'opening' }
  if (storeFailing) return { kind: 'not-saved', waiting }
  if (waiting > 0) return { kind: 'pending', waiting }
  return { kind: right === 'read' ? 'read-only' : 'saved' }
}
