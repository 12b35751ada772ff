import { MOST_ITEMS } from '@terreau/shared/api/sources.ts'

const MOST_BYTES = 1_000_000

/** What a text lists as CSL-JSON, or why it can't be taken. */
export function itemsIn(text: string): { items: unknown[] } | { wrong: 'notJson' | 'tooLong' | 'nothing' } {
  if (new Blob([text]).size > MOST_BYTES) return { wrong: 'tooLong' }
  if (!text.trim()) return { wrong: 'nothing' }
  const items = listIn(text)
  if (!items) return { wrong: 'notJson' }
  if (items.length === 0) return { wrong: 'nothing' }
  return items.length > MOST_ITEMS ? { wrong: 'tooLong' } : { items }
}

/** Some tools put the list within an object. */
function listIn(text: string): unknown[] | null {
  try {
    const parsed = JSON.parse(text) as unknown
    const list = typeof parsed === 'object' && parsed !== null && 'items' in parsed ? parsed.items : parsed
    return Array.isArray(list) ? list : null
  } catch {
    return null
  }
}
