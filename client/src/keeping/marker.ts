import { deviceNote } from './device-note.ts'

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

export const { read: readMarker, write: writeMarker, hear: onMarker } = deviceNote<Marker>('terreau.kept', 'keptchange')

/** Notes whether words of a page wait, where that was not noted already. */
export function noteWaiting(shelf: string, page: string, title: string | null): void {
  const marker = readMarker()
  if (marker?.shelf !== shelf || (marker.waiting[page] ?? null) === title) return
  const { [page]: _, ...others } = marker.waiting
  writeMarker({ ...marker, waiting: title === null ? others : { ...others, [page]: title } })
}
