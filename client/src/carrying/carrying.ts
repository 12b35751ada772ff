import type { OfflinePack, OfflinePackSize } from '@terreau/shared/api/search.ts'
import { readCarried, writeCarried, type Carried } from './carried.ts'
import { ownFile } from './own-file.ts'
import { PackStore, type AboutPack } from './pack-store.ts'

/** What this device does about the wiki's pages. */
export type Carrying =
  | { readonly kind: 'still' }
  /** So many pages of about so many came. */
  | { readonly kind: 'fetching'; readonly got: number; readonly of: number }
  /** The wiki gave no answer, or the device no room. */
  | { readonly kind: 'broken-off' }

const WORKER = '/sw.js'
const CACHES = /^terreau-/

/** Whether this browser can start the wiki without a network: only at addresses with https, or this very machine's. */
export function canCarry(): boolean {
  return isSecureContext && 'serviceWorker' in navigator && 'indexedDB' in globalThis
}

/** Brings the wiki's pages onto this device and takes them away again; part by part, so that it can be stopped and gone on with. */
class Carrier {
  #state: Carrying = { kind: 'still' }
  #stop: AbortController | null = null
  readonly #listeners = new Set<() => void>()

  readonly get = (): Carrying => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to keep, for whoever asks. */
  async start(member: string | null, territories: Carried['territories']): Promise<void> {
    await PackStore.empty()
    writeCarried({ member, territories, pages: 0, at: null })
    await this.update()
  }

  /** Brings what is missing or changed; goes on where it was stopped. Resolves once that is over, whatever came of it. */
  async update(): Promise<void> {
    const carried = readCarried()
    if (!carried || this.#stop) return
    const { signal } = (this.#stop = new AbortController())
    try {
      const pages = await PackStore.with((store) => this.#fetch(store, carried, signal))
      if (!readCarried()) return
      await registerWorker()
      if (readCarried()) writeCarried({ ...carried, pages, at: new Date().toISOString() })
      this.#set({ kind: 'still' })
    } catch {
      this.#set({ kind: signal.aborted ? 'still' : 'broken-off' })
    } finally {
      this.#stop = null
    }
  }

  /** Stops where it is; what came stays. */
  pause(): void {
    this.#stop?.abort()
  }

  /** Keeps nothing any more, and leaves nothing behind. */
  async remove(): Promise<void> {
    this.pause()
    writeCarried(null)
    this.#set({ kind: 'still' })
    await PackStore.empty()
    await forgetWorker()
  }

  async #fetch(store: PackStore, carried: Carried, signal: AbortSignal): Promise<number> {
    const asked = carried.territories ? { territories: carried.territories.join(',') } : {}
    let about = await store.about()
    const first = !carried.at
    const total = first ? (await askWiki<OfflinePackSize>('/size', asked, signal)).pages : 0
    do {
      if (first) this.#set({ kind: 'fetching', got: await store.count(), of: total })
      about = await takePart(store, about, asked, signal)
    } while (about.coming !== null)
    return store.count()
  }

  #set(state: Carrying): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

export const carrying = new Carrier()

/** How much would come, before anything does. */
export async function sizeOf(territories: Carried['territories']): Promise<OfflinePackSize> {
  return askWiki<OfflinePackSize>('/size', territories ? { territories: territories.join(',') } : {})
}

async function askWiki<T>(path: string, asked: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`/api/offline-pack${path}?${new URLSearchParams(asked)}`, { signal: signal ?? null })
  if (!response.ok) throw new Error(`the pack was answered by ${response.status}`)
  return (await response.json()) as T
}

/** Asks for the next part of what is missing, and takes it in. */
async function takePart(
  store: PackStore,
  about: AboutPack | undefined,
  asked: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<AboutPack> {
  const { since = null, coming = null } = about ?? {}
  const from = { ...(since && { since }), ...(coming && { after: coming.after }) }
  const part = await askWiki<OfflinePack>('', { ...asked, ...from }, signal)
  // A wiki that knows nothing of that state any more begins anew.
  if (part.whole && since && coming) return takePart(store, undefined, asked, signal)
  const { synonyms, next } = part
  const version = coming?.version ?? part.version
  const now: AboutPack = next
    ? { synonyms, since, coming: { version, after: next } }
    : { synonyms, since: version, coming: null }
  await store.take(part, now, part.whole && !coming)
  return now
}

/** Resolves once the wiki would start without a network; throws where its files did not all come. */
async function registerWorker(): Promise<void> {
  const { installing, active } = await navigator.serviceWorker.register(ownFile(WORKER))
  if (active || !installing) return
  await new Promise<void>((resolve, reject) => {
    installing.addEventListener('statechange', () => {
      if (installing.state === 'activated') resolve()
      else if (installing.state === 'redundant') reject(new Error('the service worker did not come'))
    })
  })
}

async function forgetWorker(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  await registration?.unregister()
  const names = await caches.keys()
  await Promise.all(names.filter((name) => CACHES.test(name)).map((name) => caches.delete(name)))
}
