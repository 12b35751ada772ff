/**
 * What says, outside the store itself, that this device was asked to keep pages: who asked, and which pages had words
 * that were not saved yet. Browsers empty stores without a word; that this is still there shows it.
 */
export interface Marker {
  readonly member: string
  /** Names one filling of the store, from «garder» to «ne plus garder». */
  readonly shelf: string
  /** Titles of pages with words that wait, by id. */
  readonly waiting: Readonly<Record<string, string>>
}

/** The browser's database of kept pages. */
export const STORE_NAME = 'terreau'

/** True where there is a store, whatever the marker says: a browser that is killed may not have written it yet. */
export async function isThere(): Promise<boolean> {
  if (!('indexedDB' in globalThis)) return false
  return (await indexedDB.databases()).some(({ name }) => name === STORE_NAME)
}

const KEY = 'terreau.kept'
const CHANGED = 'keptchange'

let last: { text: string | null; marker: Marker | null } = { text: null, marker: null }

/** The same object as long as nothing changed; null on devices that keep nothing. */
export function readMarker(): Marker | null {
  const text = localStorage.getItem(KEY)
  if (text !== last.text) last = { text, marker: text === null ? null : (JSON.parse(text) as Marker) }
  return last.marker
}

export function writeMarker(marker: Marker | null): void {
  if (marker) localStorage.setItem(KEY, JSON.stringify(marker))
  else localStorage.removeItem(KEY)
  dispatchEvent(new Event(CHANGED))
}

/** Notes whether words of a page wait, where that was not noted already. */
export function noteWaiting(shelf: string, page: string, title: string | null): void {
  const marker = readMarker()
  if (marker?.shelf !== shelf || (marker.waiting[page] ?? null) === title) return
  const { [page]: _, ...others } = marker.waiting
  writeMarker({ ...marker, waiting: title === null ? others : { ...others, [page]: title } })
}

/** Hears every change, in whichever tab it was made. Answers how to stop. */
export function onMarker(listen: () => void): () => void {
  addEventListener(CHANGED, listen)
  addEventListener('storage', listen)
  return () => {
    removeEventListener(CHANGED, listen)
    removeEventListener('storage', listen)
  }
}
