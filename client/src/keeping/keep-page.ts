import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import type { LivePage } from '../sync/live-page.ts'
import { keeping } from './keeping.ts'
import { noteWaiting } from './marker.ts'
import { ShelfGone, type Shelf } from './shelf.ts'
import { hold } from './visits.ts'

/** How a kept page is called, and the schema it is written under. */
export interface NamedPage {
  readonly pageId: PageId
  readonly title: string
  readonly slug: string
  readonly schema: string
}

/** How late the page itself may be kept, and words be forgotten that the server has. */
const SETTLING_MS = 1_500

/** Keeps a live page on this device whenever the device is asked to keep pages, for as long as the page is open. */
export function keepWhileAsked(live: LivePage, page: NamedPage): () => PageKeeper | null {
  let keeper: PageKeeper | null = null
  const look = () => {
    const { shelf } = keeping
    if (keeper?.shelf === shelf) return
    keeper?.abandon()
    keeper = shelf ? new PageKeeper(live, shelf, page) : null
  }
  const unsubscribe = keeping.subscribe(look)
  live.doc.once('destroy', unsubscribe)
  look()
  return () => keeper
}

/**
 * Keeps every local update of a live page on this device until the server has it. Words are written at once, and only
 * then called kept; the page with them in it follows a moment later, in the stroke that forgets them.
 */
export class PageKeeper {
  readonly shelf: Shelf
  readonly #live: LivePage
  readonly #page: NamedPage
  readonly #visit = crypto.randomUUID()
  readonly #held: Promise<() => void>
  readonly #unsubscribe: () => void
  #writing = false
  #stored = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #over = false

  constructor(live: LivePage, shelf: Shelf, page: NamedPage) {
    this.#live = live
    this.shelf = shelf
    this.#page = page
    this.#held = hold(this.#visit)
    this.#unsubscribe = live.outbox.subscribe(() => void this.#keep())
    live.doc.on('update', this.#soon)
    live.doc.once('destroy', this.#leave)
    void this.#keep()
  }

  /** The page ended: what could not enter it is kept as words from now on. */
  async end(why: RefusalCode, words: string): Promise<void> {
    this.#over = true
    const { pageId, title, slug } = this.#page
    const draft = { id: this.#visit, pageId, title, slug, why, words, at: new Date().toISOString() }
    await this.#try(() => this.shelf.putDraft(this.#visit, words === '' ? null : draft))
    await this.#noteWaiting()
  }

  /** The device keeps nothing any more, or another shelf: nothing of the page is written, and nothing counts as kept. */
  abandon(): void {
    this.#stop()
    this.#live.doc.off('destroy', this.#leave)
    this.#live.keepsUpTo(-1)
    void this.#release()
  }

  /** Writes what is new, again and again as long as there is something. */
  async #keep(): Promise<void> {
    if (this.#writing || this.#over) return
    this.#writing = true
    await this.#held
    for (let news = this.#news(); news.length > 0 && !this.#over; news = this.#news()) {
      noteWaiting(this.shelf.id, this.#page.pageId, this.#page.title)
      if (!(await this.#try(() => this.shelf.put(news)))) break
      this.#stored = news.at(-1)?.number ?? 0
      if (!this.#over) this.#live.keepsUpTo(this.#stored)
    }
    this.#writing = false
    this.#soon()
  }

  #news() {
    return this.#live.outbox.waiting
      .filter(({ number }) => number > this.#stored)
      .map((word) => ({ ...word, visit: this.#visit, ...this.#page }))
  }

  readonly #soon = (): void => {
    if (!this.#over) this.#timer ??= setTimeout(() => void this.#settle(), SETTLING_MS)
  }

  async #settle(): Promise<void> {
    this.#timer = null
    const { outbox, doc, getState } = this.#live
    if (this.#over || !getState().ready) return
    const upTo = outbox.durable
    const page = { ...this.#page, state: Y.encodeStateAsUpdate(doc) }
    if (!(await this.#try(() => this.shelf.settle(this.#visit, upTo, page)))) return
    await this.#noteWaiting()
    if (outbox.durable > upTo) this.#soon()
  }

  async #noteWaiting(): Promise<void> {
    const { pageId, title } = this.#page
    const words = await this.shelf.words().catch(() => null)
    if (!words) return
    noteWaiting(this.shelf.id, pageId, words.some((word) => word.pageId === pageId) ? title : null)
  }

  /** Answers whether it was done. Where it can't be, nothing new counts as kept. */
  async #try(act: () => Promise<void>): Promise<boolean> {
    try {
      await act()
      return true
    } catch (cause) {
      if (!this.#over) this.#live.keepsUpTo(-1)
      if (cause instanceof ShelfGone || isClosed(cause)) keeping.lose(this.shelf)
      return false
    }
  }

  #stop(): void {
    this.#over = true
    this.#unsubscribe()
    this.#live.doc.off('update', this.#soon)
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** The tab leaves the page: what the server has is forgotten here, what it lacks waits for whoever comes next. */
  readonly #leave = (): void => {
    this.#stop()
    const { durable } = this.#live.outbox
    const forgotten = this.#try(() => this.shelf.forget(this.#visit, durable))
    void forgotten.then(() => this.#noteWaiting()).then(() => this.#release())
  }

  async #release(): Promise<void> {
    const release = await this.#held
    release()
  }
}

const isClosed = (cause: unknown) => cause instanceof DOMException && cause.name === 'InvalidStateError'
