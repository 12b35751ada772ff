import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'

/** Words that could not enter a page, and why. */
export interface Draft {
  readonly why: RefusalCode
  readonly words: string
}

/** Recovered words, page by page, until their author put them aside; a page left in the meantime shows them on return. */
class Drafts {
  readonly #drafts = new Map<PageId, Draft>()
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  of(page: PageId): Draft | null {
    return this.#drafts.get(page) ?? null
  }

  /** Adds words to those that wait already. */
  keep(page: PageId, { why, words }: Draft): void {
    if (words === '') return
    const before = this.of(page)?.words
    this.#drafts.set(page, { why, words: before ? `${before}\n${words}` : words })
    this.#tell()
  }

  putAside(page: PageId): void {
    this.#drafts.delete(page)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

export const drafts = new Drafts()
