import { readMarker, writeMarker, type Marker } from './marker.ts'
import { Shelf, ShelfGone } from './shelf.ts'

/** What this device does about keeping. */
type Keeping =
  | { readonly kind: 'off' | 'opening' }
  /** `promised` is the browser's word not to empty the store by itself; null until it was asked. */
  | { readonly kind: 'on'; readonly shelf: Shelf; readonly promised: boolean | null }
  /** The browser emptied the store; pages of these titles had words that were not saved. */
  | { readonly kind: 'emptied'; readonly pages: readonly string[] }

/** False where the browser has no store that outlives a tab, as on addresses without https. */
export function canKeep(): boolean {
  return isSecureContext && 'indexedDB' in globalThis && 'locks' in navigator
}

/** The marker of a shelf that is there: browsers write theirs late, and a killed one may not have. */
async function rebuilt(): Promise<Marker | null> {
  const owner = await Shelf.owner().catch(() => null)
  if (owner) writeMarker({ member: owner.member, shelf: owner.id, waiting: {} })
  return readMarker()
}

/** Whether this device keeps pages, and where; at most one shelf, of one member. */
class Keeper {
  #state: Keeping = { kind: 'off' }
  #opening: Promise<void> | null = null
  readonly #listeners = new Set<() => void>()

  readonly get = (): Keeping => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get shelf(): Shelf | null {
    return this.#state.kind === 'on' ? this.#state.shelf : null
  }

  /** Takes up in this tab what the marker says; resolves once it is known what there is. */
  async takeUp(): Promise<void> {
    if (!canKeep()) return
    const marker = readMarker() ?? (await rebuilt())
    if (!marker) return this.#set({ kind: 'off' })
    if (this.shelf?.id === marker.shelf) return
    this.#opening ??= this.#open(marker.shelf).finally(() => (this.#opening = null))
    await this.#opening
  }

  /** Starts keeping for this member, with nothing kept from before. */
  async start(member: string): Promise<void> {
    const id = crypto.randomUUID()
    const shelf = await Shelf.fill(id, member)
    writeMarker({ member, shelf: id, waiting: {} })
    this.#set({ kind: 'on', shelf, promised: null })
    const promised = await navigator.storage.persist().catch(() => false)
    if (this.shelf === shelf) this.#set({ kind: 'on', shelf, promised })
  }

  /** Keeps nothing any more, and leaves nothing behind. */
  async stop(): Promise<void> {
    writeMarker(null)
    const { shelf } = this
    this.#set({ kind: 'off' })
    shelf?.close()
    await Shelf.empty()
  }

  /** Called by whoever found a shelf gone. */
  lose(shelf: Shelf): void {
    if (this.shelf !== shelf) return
    const marker = readMarker()
    if (marker?.shelf === shelf.id) this.#set({ kind: 'emptied', pages: Object.values(marker.waiting) })
    else void this.takeUp()
  }

  async #open(id: string): Promise<void> {
    if (this.#state.kind !== 'emptied') this.#set({ kind: 'opening' })
    try {
      const shelf = await Shelf.open(id)
      this.#set({ kind: 'on', shelf, promised: await navigator.storage.persisted().catch(() => false) })
    } catch (cause) {
      if (cause instanceof ShelfGone) this.#set({ kind: 'emptied', pages: Object.values(readMarker()?.waiting ?? {}) })
      else this.#set({ kind: 'off' })
    }
  }

  #set(state: Keeping): void {
    if (state.kind === 'off' && this.#state.kind === 'off') return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

export const keeping = new Keeper()
