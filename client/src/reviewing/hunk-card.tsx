import type { Page } from '@terreau/shared/api/pages.ts'
import { useId, type FormEvent } from 'react'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { formText } from '../ui/form-text.ts'
import { Glyph } from '../ui/glyph.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { asks, isStale, settled, type Card } from './deck.ts'
import type { Walk } from './desk.tsx'
import { OneHunk } from './one-hunk.tsx'

interface HunkCardProps {
  readonly card: Card
  readonly page: Page
  readonly me: string
  readonly walk: Walk
  /** The proposal that it is a part of, to be taken at once. */
  readonly whole: Card | null
  /** It changed while one was reading. */
  readonly moved: boolean
  readonly onApart: () => void
}

/** What is answered at once: one hunk, or several of a kind. */
export function HunkCard({ card, page, me, walk, whole, moved, onApart }: HunkCardProps) {
  const words = useReviewingWords()
  const id = useId()
  const current = walk.current?.id === card.id
  const done = card.hunks.every((hunk) => settled(hunk, me))
  const answered = card.hunks.some((hunk) => asks(hunk, me))
  return (
    <article
      className="card review-card"
      id={`card-${card.id}`}
      tabIndex={-1}
      aria-labelledby={id}
      data-current={current || undefined}
      data-done={done || undefined}
      data-moved={(moved && !done) || undefined}
    >
      {moved && !done && <p className="notice small">{words.card.moved}</p>}
      {card.kind !== 'one' && <GroupTitle id={id} kind={card.kind} />}
      {card.hunks.map((hunk) => (
        <OneHunk key={hunk.key} hunk={hunk} page={page} me={me} {...(card.kind === 'one' && { id })} />
      ))}
      {[...new Set(card.hunks.flatMap(({ messages }) => messages))].map((message) => (
        <p key={message} className="small muted hunk-message">
          {words.card.message(message)}
        </p>
      ))}
      <WrongSaid id={`${id}-wrong`} wrong={walk.wrong?.id === card.id ? walk.wrong.says : null} />
      {walk.returning === card.id ? (
        <Returning card={card} walk={walk} />
      ) : current ? (
        <Answers card={card} walk={walk} whole={whole} answered={answered} onApart={onApart} />
      ) : (
        answered &&
        !done && (
          <p>
            <button type="button" className="btn small" onClick={() => walk.go(card)}>
              {words.card.look}
            </button>
          </p>
        )
      )}
    </article>
  )
}

function GroupTitle({ id, kind }: { id: string; kind: 'small' | 'form' | 'still' }) {
  const { groups } = useReviewingWords()
  const says = { small: groups.smallSays, form: groups.formSays, still: groups.stillSays }
  return (
    <div>
      <h2 className="card-title" id={id}>
        {groups[kind]}
      </h2>
      <p className="small muted">{says[kind]}</p>
    </div>
  )
}

interface AnswersProps extends Pick<HunkCardProps, 'card' | 'walk' | 'whole' | 'onApart'> {
  readonly answered: boolean
}

/** The buttons of the current card, each with its key. */
function Answers({ card, walk, whole, answered, onApart }: AnswersProps) {
  const { card: words, groups } = useReviewingWords()
  const count = card.hunks.length
  const labels = {
    one: words.accept,
    small: groups.acceptSmall(count),
    form: groups.acceptForm(count),
    still: groups.acceptStill(count),
  }
  return (
    <div className="row review-answers">
      {answered && !isStale(card) && (
        <button type="button" className="btn primary" onClick={() => void walk.give(card, { verdict: 'validated' })}>
          <Glyph name="check" /> {card.kind === 'one' && isStill(card) ? groups.acceptStill(1) : labels[card.kind]}{' '}
          <kbd aria-hidden="true">A</kbd>
        </button>
      )}
      {answered && whole && (
        <button type="button" className="btn" onClick={() => void walk.give(whole, { verdict: 'validated' })}>
          {words.acceptWhole(whole.hunks.length)}
        </button>
      )}
      {answered && card.kind === 'one' && (
        <button type="button" className="btn" onClick={() => walk.setReturning(card.id)}>
          {words.giveBack} <kbd aria-hidden="true">R</kbd>
        </button>
      )}
      {card.kind !== 'one' && count > 1 && (
        <button type="button" className="btn" onClick={onApart}>
          {groups.apart}
        </button>
      )}
      <button type="button" className="btn quiet" onClick={() => walk.step(1)}>
        {words.skip} <kbd aria-hidden="true">J</kbd>
      </button>
      {walk.hasBefore && (
        <button type="button" className="btn quiet" onClick={() => walk.step(-1)}>
          {words.back} <kbd aria-hidden="true">K</kbd>
        </button>
      )}
    </div>
  )
}

const isStill = (card: Card) => card.hunks.every(({ kind }) => kind === 'still')

/** A word with what is given back: without one its author would not know what to do. */
function Returning({ card, walk }: Pick<HunkCardProps, 'card' | 'walk'>) {
  const words = useReviewingWords().card
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = formText(event.currentTarget, 'reason')
    if (reason.trim()) void walk.give(card, { verdict: 'returned', reason: reason.trim() })
  }
  const cancel = () => walk.go(card)
  return (
    <form className="stack review-return" onSubmit={send}>
      <label className="field">
        <span>{words.why}</span>
        {/* One asked for this field a moment ago, and goes on in it. */}
        <textarea
          ref={(field) => field?.focus()}
          className="input"
          name="reason"
          rows={3}
          required
          maxLength={1000}
          onKeyDown={({ key }) => key === 'Escape' && cancel()}
        />
      </label>
      <p className="row">
        <button className="btn primary">{words.send}</button>
        <button type="button" className="btn" onClick={cancel}>
          {words.cancel}
        </button>
      </p>
    </form>
  )
}
