import { deviceNote } from '../keeping/device-note.ts'

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

const CHANGED = 'carriedchange'

export const {
  read: readCarried,
  write: writeCarried,
  hear: onCarried,
} = deviceNote<Carried>('terreau.carried', CHANGED)

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
