import { useEffect, useState } from 'react'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { suggested } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'

const TYPING_PAUSE_MS = 120
const FEWEST_LETTERS = 2

/** Pages whose title may be what is being written, once the writer pauses; the last ones stay while the next are fetched. */
export function useSuggestions(value: string, listening: boolean): PageName[] {
  const q = useAfterPause(value.trim())
  const wanted = listening && q.length >= FEWEST_LETTERS
  const answer = useValue(suggested(q), { enabled: wanted, keep: true })
  return wanted ? (answer?.pages ?? []) : []
}

function useAfterPause(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const pause = setTimeout(() => setSettled(value), TYPING_PAUSE_MS)
    return () => clearTimeout(pause)
  }, [value])
  return settled
}
