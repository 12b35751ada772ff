import { useEffect, useState } from 'react'
import type { PageName } from '@terreau/shared/api/pages.ts'
import type { SuggestAnswer } from '@terreau/shared/api/search.ts'
import { suggested } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'

/** What is proposed while one writes: a page, a passage of one, or the search itself. */
export type Suggestion =
  | { readonly kind: 'page'; readonly page: PageName }
  | ({ readonly kind: 'passage' } & SuggestAnswer['passages'][number])
  | { readonly kind: 'all'; readonly q: string }

const TYPING_PAUSE_MS = 120
const FEWEST_LETTERS = 2
const MOST_PAGES = 5
const MOST_PASSAGES = 3

/**
 * What may be meant by what is being written, once the writer pauses: pages, then passages, then the search for all of
 * it. The last ones stay while the next are fetched.
 */
export function useSuggestions(value: string, listening: boolean): readonly Suggestion[] {
  const q = useAfterPause(value.trim())
  const wanted = listening && q.length >= FEWEST_LETTERS
  const answer = useValue(suggested(q), { enabled: wanted, keep: true })
  if (!wanted || !answer) return []
  return [
    ...answer.pages.slice(0, MOST_PAGES).map((page) => ({ kind: 'page' as const, page })),
    ...answer.passages.slice(0, MOST_PASSAGES).map((passage) => ({ kind: 'passage' as const, ...passage })),
    { kind: 'all', q },
  ]
}

function useAfterPause(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const pause = setTimeout(() => setSettled(value), TYPING_PAUSE_MS)
    return () => clearTimeout(pause)
  }, [value])
  return settled
}
