import type { PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'

/** Where a list of pages goes on: the last one's place in the order, and its id. */
export function cursorOf(at: readonly [value: string | number, id: PageId]): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url')
}

/** Refused where it is no cursor of ours, or of an order by other values. */
export function readCursor<Value>(cursor: string, isValue: (value: unknown) => value is Value): [Value, PageId] {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (typeof id === 'string' && isValue(value)) return [value, id as PageId]
  } catch {
    // Not a cursor of ours.
  }
  throw new Refusal('request.malformed', { where: 'cursor' })
}

export const isNumber = (value: unknown): value is number => typeof value === 'number'
export const isSortable = (value: unknown): value is string | number => isNumber(value) || typeof value === 'string'
