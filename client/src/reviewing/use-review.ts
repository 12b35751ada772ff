import { useQueryClient } from '@tanstack/react-query'
import type { PageChanges, ReviewHunk, Verdict, VerdictAnswer } from '@terreau/shared/api/reviews.ts'
import { useState } from 'react'
import { tell } from '../asking/ask.ts'
import { changesOf } from '../asking/queries.ts'
import { outdateAnswers } from '../asking/use-answer.ts'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { merged, withAnswer } from './deck.ts'

export interface Me {
  readonly id: Verdict['by']['id']
  readonly name: string
}

/** What is known of one page while it is reviewed: what the server told, and what was answered since. */
interface Known {
  /** The last that was told. */
  readonly told: readonly ReviewHunk[]
  readonly shown: readonly ReviewHunk[]
  /** Keys of what changed while one was reading. */
  readonly moved: ReadonlySet<string>
}

export type Answer = Pick<Verdict, 'verdict'> & { readonly reason?: string }
/** `sent`; `moved` where the passage is another one now; else why not, in a sentence. */
export type Outcome = 'sent' | 'moved' | { readonly wrong: string }

/** The hunks of a page with one's answers in them; they are shown at once, and taken back where the wiki says no. */
export function useReview(slug: string, changes: PageChanges, me: Me | null) {
  const client = useQueryClient()
  const { said } = useReviewingWords()
  const [mine, setMine] = useState<ReadonlyMap<string, Verdict>>(new Map())
  const [known, setKnown] = useState<Known>({ told: changes.hunks, shown: changes.hunks, moved: new Set() })
  const [made, setMade] = useState<number | null>(null)
  if (known.told !== changes.hunks) setKnown(nowKnown(known, changes.hunks, new Set(mine.keys())))

  const learn = async () => {
    await outdateAnswers(client)
    await client.refetchQueries({ queryKey: [changesOf(slug).path] })
  }
  const send = async (hunks: readonly ReviewHunk[], { verdict, reason }: Answer): Promise<Outcome> => {
    if (!me) return { wrong: said.lost }
    const keys = [...new Set(hunks.map(({ key }) => key))]
    const given: Verdict = { by: me, verdict, reason: reason ?? null, at: new Date().toISOString() }
    setMine((before) => new Map([...before, ...keys.map((key) => [key, given] as const)]))
    const body = { hunks: keys, verdict, ...(reason && { reason }) }
    const answer = await tell<VerdictAnswer>('POST', `/pages/${slug}/verdicts`, body).catch(() => null)
    if (answer && 'value' in answer) {
      if (answer.value.version !== null) setMade(answer.value.version)
      await learn()
      return 'sent'
    }
    setMine((before) => new Map([...before].filter(([key]) => !keys.includes(key))))
    if (answer?.refusal.code !== 'review.stale') return { wrong: answer?.refusal.message ?? said.lost }
    await learn()
    return 'moved'
  }
  const publish = async (): Promise<Outcome> => {
    const answer = await tell<VerdictAnswer>('POST', `/pages/${slug}/versions`).catch(() => null)
    if (!answer || 'refusal' in answer) return { wrong: answer?.refusal.message ?? said.lost }
    setMade(answer.value.version)
    await learn()
    return 'sent'
  }
  // Equal changes are one change to whoever answers.
  const distinct = [...new Map(known.shown.map((hunk) => [hunk.key, hunk])).values()]
  const hunks = distinct.map((hunk) => withAnswer(hunk, mine.get(hunk.key)))
  return { hunks, moved: known.moved, made, send, publish }
}

/** What was not there a moment ago changed while one was reading. */
function nowKnown(before: Known, told: readonly ReviewHunk[], answered: ReadonlySet<string>): Known {
  const old = new Set(before.shown.map(({ key }) => key))
  const fresh = told.map(({ key }) => key).filter((key) => !old.has(key))
  return { told, shown: merged(before.shown, told, answered), moved: new Set([...before.moved, ...fresh]) }
}
