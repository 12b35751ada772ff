import type { Link } from '../document/align.ts'
import type { BodyNode } from '../document/body-node.ts'
import type { PageContent, PassageContent } from '../document/passages.ts'

/** What a hunk does to a page; `still` changes nothing: it says that a passage that aged is still right. */
export const HUNK_KINDS = ['text', 'format', 'move', 'split', 'join', 'delete', 'field', 'still'] as const
export type HunkKind = (typeof HUNK_KINDS)[number]

/** A passage with what it takes to put it into another state of its page. */
export interface Unit extends PassageContent {
  /** A block of the body; absent for a field. */
  readonly node?: BodyNode
  /** The value, or the statement, of a field. */
  readonly value?: unknown
  /** The list or table that it stands in, without its content; null for a block that stands by itself and for a field. */
  readonly within: BodyNode | null
}

/** One reviewable change between two states of a page: one passage changed, or the parts of a move, split or join. */
export interface Hunk {
  /** SHA-256 over the hashes of its passages and what they stand in, before and after. Equal changes have equal keys. */
  readonly key: string
  readonly kind: HunkKind
  /** Nothing but form and order changed: the same words, leading to the same places, with the same pictures and sources. */
  readonly wordless: boolean
  readonly before: readonly Unit[]
  readonly after: readonly Unit[]
}

/** All that changed between two states of a page. */
export interface Difference {
  readonly before: PageContent
  readonly after: PageContent
  /** In the reading order of `after`; what was removed where it stood. */
  readonly hunks: readonly Hunk[]
  /** Passages that stayed as they were, in the reading order of `after`, each as it stood before. */
  readonly same: readonly Unit[]
  /** What `applyHunks` walks; every unit of both sides is in exactly one. */
  readonly links: readonly HunkLink[]
}

/** What became of some units, and the hunk that says so; null where they stayed as they were. */
export interface HunkLink extends Link<Unit> {
  readonly hunk: Hunk | null
}
