import { Type, type TLiteral } from 'typebox'
import { PAGE_TYPE_KEYS } from '../page-types/registry.ts'
import type { PageTypeKey as Key } from '../page-types/define.ts'

export const PageTypeKey = Type.Unsafe<Key>(Type.Union(PAGE_TYPE_KEYS.map((key): TLiteral => Type.Literal(key))))
export type PageTypeKey = Key
