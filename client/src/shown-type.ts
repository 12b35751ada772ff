import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { SHOWN_TYPES, type ShownType } from './page-types.ts'

/** What the screens show of each page type. */
export const SHOWN_TYPE = Object.fromEntries(SHOWN_TYPES.map((type) => [type.key, type])) as Readonly<
  Record<PageTypeKey, ShownType>
>
