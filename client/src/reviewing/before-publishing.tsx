import type { Page } from '@terreau/shared/api/pages.ts'
import type { PageChanges, ReviewHunk } from '@terreau/shared/api/reviews.ts'
import { useId, useState } from 'react'
import type { ReviewingLabels } from '../i18n/reviewing.fr.ts'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { Glyph } from '../ui/glyph.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'
import type { useReview } from './use-review.ts'

interface BeforePublishingProps {
  readonly page: Page
  readonly changes: PageChanges
  readonly review: ReturnType<typeof useReview>
  readonly me: string
}

/** What a version still lacks, without a gloss; and the button that makes one of what is accepted already. */
export function BeforePublishing({ page, changes, review }: BeforePublishingProps) {
  const words = useReviewingWords().publish
  const id = useId()
  const [wrong, setWrong] = useState<string | null>(null)
  const publish = async () => {
    const outcome = await review.publish()
    setWrong(typeof outcome === 'object' ? outcome.wrong : null)
  }
  if (changes.hunks.length === 0) return null
  const may = changes.may.publish
  return (
    <section className="card" aria-labelledby={id}>
      <h2 className="card-title" id={id}>
        {words.title}
      </h2>
      <ul className="plain-list review-checks">
        {checksOf(changes.hunks, page, words).map(({ met, says, aside }) => (
          <li key={says} data-met={met}>
            <Glyph name={met ? 'check' : 'clock'} />
            <span>
              {says} {aside && <span className="muted">{aside}</span>}
            </span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="btn"
        disabled={!may}
        aria-describedby={`${id}-says`}
        onClick={() => void publish()}
      >
        {words.button((changes.version ?? 0) + 1)}
      </button>
      <p id={`${id}-says`} className="small muted">
        {may ? words.partly : changes.version === null ? words.first : words.notYet}
      </p>
      <WrongSaid id={`${id}-wrong`} wrong={wrong} />
    </section>
  )
}

interface Check {
  readonly met: boolean
  readonly says: string
  readonly aside?: string
}

/** Each thing that counts, met or not; what does not concern this page is not listed. */
export function checksOf(
  hunks: readonly ReviewHunk[],
  page: Pick<Page, 'type'>,
  words: ReviewingLabels['publish'],
): Check[] {
  const waiting = hunks.filter(({ state, proposal }) => state === 'waiting' && !proposal)
  const [second, first] = [true, false].map((twice) => waiting.filter((hunk) => needsSecond(hunk) === twice))
  const bare = hunks.filter(({ figureWithoutSource }) => figureWithoutSource).length
  const ownHand = hunks.every(({ notJudging }) => notJudging === 'own-hand')
  const checks: (Check | false)[] = [
    { met: !ownHand, says: ownHand ? words.ownHand : words.other },
    { met: bare === 0, says: bare === 0 ? words.figures : words.noFigures(bare) },
    (first?.length ?? 0) > 0 && { met: false, says: words.waiting(first?.length ?? 0) },
    (second?.length ?? 0) > 0 && {
      met: false,
      says: words.second,
      aside: page.type === 'principle' ? words.rule.principle : words.rule.danger,
    },
    hunks.some(({ state }) => state === 'writing') && { met: false, says: words.writing },
    hunks.some(({ state }) => state === 'contested') && { met: false, says: words.contested },
    hunks.some(({ notJudging }) => notJudging === 'licence') && { met: false, says: words.licence },
  ]
  return checks.filter((check) => check !== false)
}

/** One accepted it already, and the rule asks for two. */
const needsSecond = ({ required, missing }: ReviewHunk) => required > 1 && missing === 1
