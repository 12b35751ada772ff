import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { newId } from '../storage/new-id.ts'
import type { DraftStore } from './draft-store.ts'
import type { Written } from './inspect-update.ts'
import type { Peer } from './peer.ts'
import { Wording } from './wording.ts'

/** Whose words did not come to stand in which page. */
interface Losing {
  readonly pageId: PageId
  readonly author: MemberId
  /** The connection they came by; what one connection lost is one draft. */
  readonly peer: Peer | null
}

interface Draft extends Losing {
  readonly id: string
  readonly why: RefusalCode
  readonly wording: Wording
}

/** An outbox leaves one update at a time: words lost within this many milliseconds are stored together. */
const PAUSE = 200

/** Gathers the words that came and did not stay, and keeps them as drafts of their authors. */
export class RecoveredWords {
  readonly #store: DraftStore
  readonly #onDefect: (pageId: PageId, cause: unknown) => void
  readonly #drafts = new WeakMap<Peer, Draft>()
  readonly #unsaved = new Set<Draft>()
  #timer: NodeJS.Timeout | null = null

  constructor(store: DraftStore, onDefect: (pageId: PageId, cause: unknown) => void) {
    this.#store = store
    this.#onDefect = onDefect
  }

  lose(losing: Losing, why: RefusalCode, written: readonly Written[]): void {
    if (written.length === 0) return
    const known = losing.peer && this.#drafts.get(losing.peer)
    const draft = known ?? { ...losing, why, id: newId<never>(), wording: new Wording() }
    if (losing.peer) this.#drafts.set(losing.peer, draft)
    draft.wording.read(written)
    this.#unsaved.add(draft)
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE)
  }

  /** Resolves once all that was lost so far is kept, and its authors were told. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const drafts = [...this.#unsaved]
    this.#unsaved.clear()
    for (const draft of drafts) await this.#save(draft)
  }

  async #save(draft: Draft): Promise<void> {
    const { id, pageId, author, why, wording, peer } = draft
    const words = wording.toString()
    if (words === '') return
    try {
      await this.#store.keep({ id, pageId, memberId: author, why, words })
      peer?.notify({ kind: 'words-kept', why })
    } catch (cause) {
      this.#onDefect(pageId, cause)
    }
  }
}
