/**
 * What says, outside the store itself, that this device keeps the wiki's pages to search and read without a network.
 * Every screen reads it; the rest loads where it is there.
 */
export interface Carried {
  /** The member who asked for it; null where a visitor did. */
  readonly member: string | null
  /** Ids of the territories that were chosen; null for the whole wiki. */
  readonly territories: readonly string[] | null
  /** How many pages are kept. */
  readonly pages: number
  /** When they were last brought up to date; null while the first of them still come. */
  readonly at: string | null
}

const KEY = 'terreau.carried'
const CHANGED = 'carriedchange'

let last: { text: string | null; carried: Carried | null } = { text: null, carried: null }

/** The same object as long as nothing changed; null on devices that keep nothing. */
export function readCarried(): Carried | null {
  const text = localStorage.getItem(KEY)
  if (text !== last.text) last = { text, carried: text === null ? null : (JSON.parse(text) as Carried) }
  return last.carried
}

export function writeCarried(carried: Carried | null): void {
  if (carried) localStorage.setItem(KEY, JSON.stringify(carried))
  else localStorage.removeItem(KEY)
  dispatchEvent(new Event(CHANGED))
}

/** Whether a page was read from this device: what else is known of it stays with the wiki. */
export const isKept = (answer: object): boolean => 'kept' in answer

let away = false

/** Whether the last answer came from this device, since the network gave none. */
export const isAway = (): boolean => away

export function noteAway(now: boolean): void {
  if (away === now) return
  away = now
  dispatchEvent(new Event(CHANGED))
}

/** Hears every change, in whichever tab it was made. Answers how to stop. */
export function onCarried(listen: () => void): () => void {
  addEventListener(CHANGED, listen)
  addEventListener('storage', listen)
  return () => {
    removeEventListener(CHANGED, listen)
    removeEventListener('storage', listen)
  }
}
