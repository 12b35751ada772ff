/** A page whose last words are on their way, whatever screen is shown. */
interface OnTheWay {
  readonly title: string
  /** True where the words outlive the tab. */
  readonly kept: boolean
}

/** What goes on behind the screens. Kept apart from the editor, so that every screen can tell. */
class Background {
  readonly #pages = new Map<object, OnTheWay>()
  readonly #listeners = new Set<() => void>()
  #now: readonly OnTheWay[] = []

  readonly get = (): readonly OnTheWay[] => this.#now

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  note(page: object, what: OnTheWay | null): void {
    const before = this.#pages.get(page)
    if (before?.kept === what?.kept && before?.title === what?.title) return
    if (what) this.#pages.set(page, what)
    else this.#pages.delete(page)
    this.#now = [...this.#pages.values()]
    for (const listener of this.#listeners) listener()
  }
}

export const background = new Background()
