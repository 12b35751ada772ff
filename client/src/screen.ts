import type { ReactNode } from 'react'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Query } from './asking/use-answer.ts'

export type Params = Readonly<Record<string, string | undefined>>

/** A screen: the addresses it answers, what it must know beforehand, and what it shows. */
export interface Screen {
  path: string
  needs?: (params: Params, search: string, lang: Lang) => Query<unknown>[]
  show: (params: Params) => ReactNode
}
