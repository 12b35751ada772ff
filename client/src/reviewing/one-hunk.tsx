import type { Page } from '@terreau/shared/api/pages.ts'
import type { ReviewHunk } from '@terreau/shared/api/reviews.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { fieldLabel } from '../i18n/page-type-labels.ts'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { verdictOf } from './deck.ts'
import { HunkChange } from './hunk-change.tsx'
import { momentOf } from './moments.ts'

interface OneHunkProps {
  readonly hunk: ReviewHunk
  readonly page: Page
  readonly me: string
  /** Of the line that names its card. */
  readonly id?: string
}

/** One change: where it stands, by whom and when, what it is, what it rests on, and what was said of it. */
export function OneHunk({ hunk, page, me, id }: OneHunkProps) {
  const words = useReviewingWords().card
  return (
    <div className="hunk">
      <div className="row small">
        <span id={id} className="row hunk-says">
          <span className="chip">{useWhere(hunk, page)}</span>
          <span className="muted">{useBy(hunk)}</span>
        </span>
        <Link className="hunk-discuss" href={`/p/${page.slug}/discussion?passage=${passageIn(hunk)?.hash ?? ''}`}>
          {words.discuss}
        </Link>
        <span className="grow" />
        <State hunk={hunk} me={me} />
      </div>
      <HunkChange hunk={hunk} page={page} />
      {hunk.proposal?.why && <p className="small muted">{words.message(hunk.proposal.why)}</p>}
      {hunk.proposal?.stale && <p className="notice small">{words.stale}</p>}
      <Sources hunk={hunk} />
      <WhatWasSaid hunk={hunk} me={me} />
    </div>
  )
}

const passageIn = ({ after, before }: ReviewHunk) => after[0] ?? before[0]

function useWhere({ field, section }: ReviewHunk, page: Page): string {
  const { t } = useLanguage()
  const words = useReviewingWords().card
  if (field !== undefined) return fieldLabel(t.pageTypes, page.type, field)?.label ?? words.field
  return section ?? words.top
}

function useBy({ kind, before, authors, at, proposal }: ReviewHunk): string {
  const { lang } = useLanguage()
  const [now] = useState(Date.now)
  const words = useReviewingWords().card
  if (proposal) return words.proposed(proposal.name, momentOf(at, now, lang))
  const what = before.length === 0 && (kind === 'text' || kind === 'field') ? words.added : words.kinds[kind]
  return words.by(
    what,
    authors.map(({ name }) => name),
    momentOf(at, now, lang),
  )
}

const LOOK: Readonly<Record<ReviewHunk['state'], readonly [string, GlyphName]>> = {
  waiting: ['to-review', 'clock'],
  writing: ['to-review', 'clock'],
  accepted: ['validated', 'check'],
  returned: ['contested', 'cross'],
  contested: ['contested', 'contest'],
}

/** Where it stands now, in words. */
function State({ hunk, me }: Pick<OneHunkProps, 'hunk' | 'me'>) {
  const words = useReviewingWords().card
  const mine = verdictOf(hunk, me)?.verdict
  const state = mine === 'validated' ? 'accepted' : mine === 'returned' ? 'returned' : hunk.state
  const [standing, glyph] = LOOK[state]
  const names = useNames(hunk, me)
  const said =
    state === 'accepted' && names.accepted.length > 0
      ? words.accepted(names.accepted)
      : state === 'returned' && names.returned.length > 0
        ? words.returned(names.returned)
        : words.states[state]
  return (
    <span className="badge small" data-standing={standing}>
      <Glyph name={glyph} />
      {said}
    </span>
  )
}

function useNames({ verdicts }: ReviewHunk, me: string) {
  const { you } = useReviewingWords().card
  const of = (kind: string) =>
    verdicts.filter(({ verdict }) => verdict === kind).map(({ by }) => (by.id === me ? you : by.name))
  return { accepted: of('validated'), returned: of('returned') }
}

function Sources({ hunk: { sources, figureWithoutSource } }: Pick<OneHunkProps, 'hunk'>) {
  const words = useReviewingWords().card
  return (
    <>
      {sources.length > 0 && (
        <p className="small hunk-source">
          <b>{words.sources(sources.length)}</b> —{' '}
          {sources.map(({ page, locator }, at) => (
            <span key={`${page.id} ${locator}`}>
              {at > 0 && ' · '}
              <PageLink page={page} />
              {locator && `, ${locator}`}
            </span>
          ))}
        </p>
      )}
      {figureWithoutSource && (
        <p className="small hunk-figure" data-standing="to-review">
          {words.noSource}
        </p>
      )}
    </>
  )
}

/** Verdicts so far, and why the caller gives none. */
function WhatWasSaid({ hunk, me }: Pick<OneHunkProps, 'hunk' | 'me'>) {
  const words = useReviewingWords().card
  const { accepted } = useNames(hunk, me)
  const returned = hunk.verdicts.filter(({ verdict, reason }) => verdict === 'returned' && reason)
  const { notJudging, missing, state } = hunk
  return (
    <>
      {state === 'waiting' && accepted.length > 0 && missing > 0 && (
        <p className="small muted">
          {words.accepted(accepted)} · {words.missing(missing)}
        </p>
      )}
      {returned.map(({ by, reason }) => (
        <p key={by.id} className="small">
          {words.returnedBecause(by.id === me ? words.you : by.name, reason ?? '')}
        </p>
      ))}
      {notJudging !== null && notJudging !== 'right' && <p className="small muted">{words.notJudging[notJudging]}</p>}
      {state === 'contested' && <p className="small">{words.contested}</p>}
    </>
  )
}
