import { useQueryClient } from '@tanstack/react-query'
import type { Tie } from '@terreau/shared/api/reviews.ts'
import { tell } from '../asking/ask.ts'
import { tieTo } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useReviewingWords } from '../i18n/reviewing.ts'

/** Whether one belongs to what the page is about: one says so oneself, and others then review it. */
export function Tied({ slug }: { slug: string }) {
  const words = useReviewingWords().publish
  const client = useQueryClient()
  const tied = useValue(tieTo(slug))?.tied
  if (tied === undefined) return null
  const say = async (yes: boolean) => {
    await tell<Tie>('PUT', `/pages/${slug}/tie`, { tied: yes }).catch(() => null)
    await client.invalidateQueries()
  }
  return (
    <label className="check small">
      <input type="checkbox" checked={tied} onChange={(event) => void say(event.target.checked)} />
      {words.tied}
    </label>
  )
}
