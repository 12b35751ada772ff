import type { RefusalCode } from '@terreau/shared/refusals.ts'
import type { Right } from '@terreau/shared/wire.ts'

/** Words that are not durable: how many updates, and whether this device keeps every one of them until they are. */
interface Waiting {
  readonly waiting: number
  readonly kept?: true
}

/** What became of one's words, as the state pill says it. `waiting` counts updates that are not durable yet. */
export type SaveState =
  | { readonly kind: 'opening' | 'saved' | 'read-only' }
  | ({ readonly kind: 'pending' | 'offline' | 'not-saved' } & Waiting)
  | Ended

/** States that a document never leaves; `words` are those that nobody else has. */
export type Ended =
  | { readonly kind: 'outdated'; readonly words: string }
  | { readonly kind: 'refused' | 'closed'; readonly why: RefusalCode; readonly words: string }

export interface LivePageState {
  readonly save: SaveState
  /** True once the whole page came from the server; an editor is made no sooner. */
  readonly ready: boolean
  readonly mayWrite: boolean
  /** The address the page moved to while it was open. */
  readonly slug: string | null
  /** True while no socket comes about and words are saved by plain requests: others are seen late, or not at all. */
  readonly indirect: boolean
  /** True while the page holds something that this editor cannot show: it deletes nothing, and writes nothing. */
  readonly held: boolean
  /** The wiki's disk, as the wiki says it; a page is not written while it is full. */
  readonly disk: Disk
  /** How often the wiki said that it keeps words of ours which could not stand in the page. */
  readonly recovered: number
}

type Disk = 'well' | 'low' | 'full'

/** What a live page knows of itself. */
export interface Facts {
  readonly ended: Ended | null
  readonly ready: boolean
  readonly connected: boolean
  /** Attempts to connect that failed since the last that did not. */
  readonly failures: number
  readonly indirect: boolean
  readonly storeFailing: boolean
  readonly disk: Disk
  readonly right: Right | null
  /** False while the document has no client id of its own to write under. */
  readonly leased: boolean
  readonly held: boolean
  readonly waiting: number
  /** True while every update that waits is kept on this device. */
  readonly kept: boolean
  readonly slug: string | null
  readonly recovered: number
}

export const AT_FIRST: Facts = {
  ended: null,
  ready: false,
  connected: false,
  failures: 0,
  indirect: false,
  storeFailing: false,
  disk: 'well',
  right: null,
  leased: false,
  held: false,
  waiting: 0,
  kept: false,
  slug: null,
  recovered: 0,
}

export function stateOf(facts: Facts): LivePageState {
  const { ended, ready, right, leased, slug, held, disk, indirect, recovered } = facts
  const mayWrite = ready && !ended && !held && disk !== 'full' && leased && right === 'write'
  return { save: saveStateOf(facts), ready, slug, indirect, held, disk, recovered, mayWrite }
}

/** Acks alone make a page saved: an open socket says nothing about what is durable. */
function saveStateOf(facts: Facts): SaveState {
  const { ended, ready, connected, failures, right } = facts
  if (ended) return ended
  const waiting: Waiting = { waiting: facts.waiting, ...(facts.kept && facts.waiting > 0 && { kept: true }) }
  if (!connected) return failures === 0 && !ready ? { kind: 'opening' } : { kind: 'offline', ...waiting }
  if (!ready) return { kind: 'opening' }
  if (facts.storeFailing || facts.disk === 'full') return { kind: 'not-saved', ...waiting }
  if (facts.waiting > 0) return { kind: 'pending', ...waiting }
  return { kind: right === 'read' ? 'read-only' : 'saved' }
}
