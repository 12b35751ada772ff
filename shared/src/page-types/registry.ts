import type { PageType, PageTypeKey } from './define.ts'

/** The twelve page types. */
export const PAGE_TYPES: Readonly<Record<PageTypeKey, PageType>> = {} as never

export const PAGE_TYPE_KEYS: readonly PageTypeKey[] = [
  'principle',
  'lead',
  'practice',
  'experience',
  'place',
  'space',
  'actor',
  'transport-option',
  'service',
  'experiment',
  'event',
  'source',
]
