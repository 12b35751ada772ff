import type { PrincipleKey } from '@terreau/shared/page-types/define.ts'

/** The six principles in the order they are always shown; each has its hue and its glyph. */
export const PRINCIPLES: readonly PrincipleKey[] = ['exchange', 'learn', 'transfer', 'move', 'diversity', 'play']
