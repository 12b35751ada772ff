import type { Lang } from '@terreau/shared/languages.ts'
import { createContext, useContext } from 'react'
import type { Named, Notes } from './notes.ts'
import type { Standings } from './standings.ts'

/** What the text of a page needs from around it. */
export interface Surroundings {
  named: Named
  notes: Notes
  standings: Standings
  /** The language of a page whose passages anyone may correct here. */
  corrects?: Lang
  /** True where changes that are proposed are drawn at their passages. */
  proposals?: boolean
}

export const SurroundingsContext = createContext<Surroundings | null>(null)

export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext)
  if (!surroundings) throw new Error('The text of a page stands outside its surroundings')
  return surroundings
}
