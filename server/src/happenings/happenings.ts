import type { MemberId, PageId } from '@terreau/shared/ids.ts'

/** Something that people may want to be told of. People stand in it by their id; what they said in their own words. */
export type Happening =
  | { readonly kind: 'version.made'; readonly page: PageId; readonly by: MemberId; readonly number: number }
  | {
      readonly kind: 'passages.validated' | 'passages.returned'
      readonly page: PageId
      readonly by: MemberId
      /** Those who had a hand in the passages. */
      readonly authors: readonly MemberId[]
      /** Why, where they were returned. */
      readonly reason: string | null
      /** The beginning of the first passage. */
      readonly words: string
    }
  | {
      readonly kind: 'thread.written'
      readonly page: PageId
      readonly thread: string
      readonly by: MemberId
      readonly mentioned: readonly MemberId[]
      /** Those who wrote in the thread before. */
      readonly others: readonly MemberId[]
      readonly objection: boolean
      readonly words: string
    }
  | { readonly kind: 'page.proposed'; readonly page: PageId; readonly by: MemberId; readonly words: string }
  | { readonly kind: 'page.waiting'; readonly page: PageId; readonly since: number }

type Listener = (happening: Happening) => Promise<void>

/** Where parts of the wiki say what happened, and others listen. Whoever says it waits for nobody. */
export class Happenings {
  readonly #onDefect: (cause: unknown) => void
  readonly #listeners: Listener[] = []
  #line: Promise<void> = Promise.resolve()

  constructor(onDefect: (cause: unknown) => void) {
    this.#onDefect = onDefect
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener)
  }

  /** Call it once what happened is durable. */
  say(happening: Happening): void {
    for (const listener of this.#listeners)
      this.#line = this.#line.then(() => listener(happening)).catch((cause: unknown) => this.#onDefect(cause))
  }

  /** Resolves once everyone was told. */
  async settled(): Promise<void> {
    await this.#line
  }
}
