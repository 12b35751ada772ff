import { Type, type Static } from 'typebox'
import { PageId } from '../ids.ts'
import { PageName } from './pages.ts'

/** One of two pages that may be of one place. */
const DoublePage = Type.Object({
  page: PageName,
  address: Type.Union([Type.String(), Type.Null()]),
  updatedAt: Type.String({ format: 'date-time' }),
  /** Keys of fields that it would be given from the other. */
  lacks: Type.Array(Type.String()),
  /** Whether the caller may keep it and archive the other. */
  mayKeep: Type.Boolean(),
})
export type DoublePage = Static<typeof DoublePage>

export const DoubleList = Type.Object({
  /** Nearest first; at most a hundred. */
  doubles: Type.Array(
    Type.Object({
      metres: Type.Integer(),
      pages: Type.Unsafe<readonly [DoublePage, DoublePage]>(Type.Array(DoublePage, { minItems: 2, maxItems: 2 })),
      /** Whether the caller may say that they are two places. */
      mayPart: Type.Boolean(),
    }),
  ),
  total: Type.Integer(),
  /** Pairs that were said to be two places, as far as the caller may take that back; nearest first, at most fifty. */
  apart: Type.Array(Type.Unsafe<readonly [PageName, PageName]>(Type.Array(PageName, { minItems: 2, maxItems: 2 }))),
  /** Merged pages, the latest first; at most fifty. */
  merged: Type.Array(
    Type.Object({
      page: PageName,
      into: PageName,
      /** Whether the caller may take it out of the archive, to be itself again. */
      mayPart: Type.Boolean(),
    }),
  ),
})
export type DoubleList = Static<typeof DoubleList>

export const Merge = Type.Object({ keep: PageId, other: PageId }, { additionalProperties: false })
export type Merge = Static<typeof Merge>

export const Apart = Type.Object({ one: PageId, other: PageId }, { additionalProperties: false })
export type Apart = Static<typeof Apart>
