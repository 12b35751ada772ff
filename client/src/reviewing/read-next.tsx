import type { Page } from '@terreau/shared/api/pages.ts'
import type { PageChanges, WaitingPage } from '@terreau/shared/api/reviews.ts'
import { useId, useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { daysSince } from './moments.ts'

/** The page that waits longest elsewhere. */
export function ReadNext({ next }: { next: WaitingPage | null }) {
  const words = useReviewingWords()
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <h2 className="card-title" id={id}>
        {words.after.title}
      </h2>
      {next ? <Waiting waiting={next} /> : <p className="small muted">{words.after.nothing}</p>}
      <p className="small">
        <Link href="/relire">{words.page.queue}</Link>
      </p>
    </section>
  )
}

/** A page that waits, and how long; never for whom. */
export function Waiting({ waiting: { page, passages, since, recheck } }: { waiting: WaitingPage }) {
  const { lang } = useLanguage()
  const words = useReviewingWords().queue
  const [now] = useState(Date.now)
  return (
    <>
      <p>
        <Link href={`/p/${page.slug}/relire`} lang={page.lang === lang ? undefined : page.lang}>
          {page.title}
        </Link>
      </p>
      <p className="small muted">
        {words.waiting(passages, daysSince(since, now))}
        {recheck && ` · ${words.recheck}`}
      </p>
    </>
  )
}

interface DoneProps {
  readonly page: Page
  readonly changes: PageChanges
  /** The version that was just made. */
  readonly made: number | null
  readonly cards: number
}

/** What happened, once nothing is left to answer. */
export function Done({ page, changes, made, cards }: DoneProps) {
  const words = useReviewingWords()
  const says =
    made !== null
      ? words.after.made(made)
      : cards === 0
        ? words.page.nothing
        : changes.may.review
          ? `${words.after.done} ${changes.hunks.length > 0 ? words.after.doneWaits : ''}`
          : null
  if (says === null) return null
  return (
    <div className="card stack review-done" id="review-done" tabIndex={-1}>
      <p>
        <strong>{says}</strong>
      </p>
      <p className="row">
        <Link className="btn" href={`/p/${page.slug}`}>
          {made === null ? words.page.read : words.after.readMade}
        </Link>
        {changes.next && (
          <Link className="btn primary" href={`/p/${changes.next.page.slug}/relire`}>
            {words.after.title}
          </Link>
        )}
      </p>
    </div>
  )
}
