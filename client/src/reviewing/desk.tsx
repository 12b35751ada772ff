import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { PageChanges, ReviewHunk } from '@terreau/shared/api/reviews.ts'
import { useEffect, useMemo, useState } from 'react'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { BeforePublishing } from './before-publishing.tsx'
import { cardsOf, isOpen, isStale, nextCard, progressOf, wholeProposal, type Card, type CardKind } from './deck.ts'
import { isProse } from './hunk-change.tsx'
import { HunkCard } from './hunk-card.tsx'
import { Done, ReadNext } from './read-next.tsx'
import { Tied } from './tied.tsx'
import { useKeys, useKeysWanted } from './use-keys.ts'
import { useReview, type Answer, type Me } from './use-review.ts'

interface DeskProps {
  readonly answer: PageAnswer
  readonly changes: PageChanges
  /** Null for a visitor, who only looks. */
  readonly me: Me | null
}

/** The cards of one page, one after the other; beside them what is missing before a version, and what to read next. */
export function Desk({ answer: { page }, changes, me }: DeskProps) {
  const words = useReviewingWords()
  const review = useReview(page.slug, changes, me)
  const mine = me?.id ?? ''
  const [apart, setApart] = useState<ReadonlySet<CardKind>>(new Set())
  const cards = useMemo(
    () => cardsOf(review.hunks, { me: mine, apart, isProse: (field) => isProse(page.type, field) }),
    [review.hunks, mine, apart, page.type],
  )
  const walk = useWalk(cards, mine, review)
  const [keysWanted, wantKeys] = useKeysWanted()
  useKeys(walk.acts, keysWanted)
  const open = cards.some((card) => isOpen(card, mine))
  return (
    <>
      <Progress {...progressOf(review.hunks, mine)} />
      <div className="split">
        <div className="review-cards">
          {!changes.may.review && <p className="notice">{words.page.mayNot}</p>}
          {walk.gone && <p className="notice">{words.card.gone}</p>}
          {cards.map((card) => (
            <HunkCard
              key={card.id}
              card={card}
              page={page}
              me={mine}
              walk={walk}
              whole={wholeProposal(cards, card, mine)}
              moved={card.hunks.some(({ key }) => review.moved.has(key))}
              onApart={() => setApart(new Set([...apart, card.kind]))}
            />
          ))}
          {!open && <Done page={page} changes={changes} made={review.made} cards={cards.length} />}
          <Unchanged changes={changes} />
        </div>
        <aside className="beside">
          {changes.may.review && <BeforePublishing page={page} changes={changes} review={review} me={mine} />}
          <ReadNext next={changes.next} />
          {changes.may.review && <Tied slug={page.slug} />}
          {changes.may.review && (
            <label className="check small">
              <input type="checkbox" checked={keysWanted} onChange={(event) => wantKeys(event.target.checked)} />
              {words.keys.use}
            </label>
          )}
        </aside>
      </div>
      <output className="said-only">{walk.said}</output>
    </>
  )
}

function Progress({ done, all }: { done: number; all: number }) {
  const words = useReviewingWords().page
  if (all === 0) return null
  return (
    <progress
      className="review-progress"
      max={all}
      value={done}
      aria-label={words.progressLabel}
      aria-valuetext={words.progress(done, all)}
    />
  )
}

function Unchanged({ changes: { unchanged, version, hunks } }: { changes: PageChanges }) {
  const words = useReviewingWords().page
  if (version === null || unchanged === 0 || hunks.length === 0) return null
  return <p className="muted small">{words.unchanged(unchanged, version)}</p>
}

export type Walk = ReturnType<typeof useWalk>

/** Going from card to card, and answering the one that is current. The focus goes along, and what happened is said. */
function useWalk(cards: readonly Card[], me: string, review: ReturnType<typeof useReview>) {
  const words = useReviewingWords()
  const [chosen, setChosen] = useState<string | null>(null)
  const [returning, setReturning] = useState<string | null>(null)
  const [wrong, setWrong] = useState<{ id: string; says: string } | null>(null)
  const [said, setSaid] = useState('')
  const [gone, setGone] = useState(false)
  const open = cards.filter((card) => isOpen(card, me))
  const isMoved = ({ hunks }: Card) => hunks.some(({ key }) => review.moved.has(key))
  const current = (chosen === MOVED ? open.find(isMoved) : cards.find(({ id }) => id === chosen)) ?? open[0] ?? null
  const follow = useFollowing()

  const go = (card: Card | null | undefined, says = '') => {
    setReturning(null)
    setWrong(null)
    setGone(false)
    setChosen(card?.id ?? null)
    const at = card ? cards.indexOf(card) + 1 : 0
    setSaid([says, card && words.said.next(at, cards.length)].filter(Boolean).join(' '))
    follow(card ? cardAt(card.id) : '#review-done')
  }
  const give = async (card: Card, answer: Answer) => {
    const hunks = card.hunks.filter((hunk) => hunk.notJudging === null)
    const others = cards.filter((one) => one.id === card.id || !one.hunks.some((hunk) => card.hunks.includes(hunk)))
    const next = nextCard(others, me, card.id)
    const sending = review.send(hunks, answer)
    go(next, answer.verdict === 'returned' ? words.said.returned : words.said.accepted)
    const outcome = await sending
    if (outcome === 'sent') return
    if (outcome === 'moved') {
      setChosen(MOVED)
      setGone(true)
      setSaid(words.card.moved)
      return follow('.review-cards :is([data-moved], .review-done)')
    }
    setChosen(card.id)
    setWrong({ id: card.id, says: outcome.wrong })
    follow(cardAt(card.id))
  }
  const step = (by: 1 | -1) => {
    const at = current ? cards.indexOf(current) : -1
    const to = cards[at + by]
    if (to) go(to, by === 1 ? words.said.skipped : '')
  }
  const answers = current !== null && current.hunks.some((hunk) => asksStill(hunk))
  const acts: Record<string, () => void> = {
    j: () => step(1),
    k: () => step(-1),
    ...(current && answers && !isStale(current) && { a: () => void give(current, { verdict: 'validated' }) }),
    ...(current && answers && current.kind === 'one' && { r: () => setReturning(current.id) }),
  }
  const hasBefore = current !== null && cards.indexOf(current) > 0
  return {
    current,
    hasBefore,
    returning,
    setReturning,
    wrong,
    said,
    gone: gone && !open.some(isMoved),
    go,
    give,
    step,
    acts,
  }
}

const asksStill = ({ notJudging, state }: ReviewHunk) => notJudging === null && state !== 'contested'

/** Chosen where a card gave way: the one that took its place. */
const MOVED = 'moved'

const cardAt = (id: string) => `#card-${id}`

/** Puts the focus where one goes, once it is drawn. */
function useFollowing() {
  const [target, setTarget] = useState<{ to: string } | null>(null)
  useEffect(() => {
    if (target) document.querySelector<HTMLElement>(target.to)?.focus()
  }, [target])
  return (to: string) => setTarget({ to })
}
