// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './passage-card.css'
import type { Passage } from '@terreau/shared/api/pages.ts'
import { useState } from 'react'
import { Link, useRoute } from 'wouter'
import { changesOf, provenanceOf } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { Words } from '../looking-back/changes.tsx'
import { sentenceOf } from '../origins/sentence.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { momentOf } from './moments.ts'

interface PassageCardProps {
  readonly passage: Passage
  readonly onClose: () => void
}

/** What is known of a passage that is not validated; Escape puts it away. */
export default function PassageCard({ passage, onClose }: PassageCardProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <section className="card passage-card hunk" onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <Told passage={passage} />
    </section>
  )
}

/** Who wrote it and when, from what, and ways on. */
function Told({ passage }: { passage: Passage }) {
  const { t, lang } = useLanguage()
  const { card, passage: words } = useReviewingWords()
  const [now] = useState(Date.now)
  const [, params] = useRoute('/p/:ref/*?')
  const ref = params?.ref ?? ''
  const answer = useAnswer(changesOf(ref))
  const changes = typeof answer === 'object' && 'value' in answer ? answer.value : null
  const hunk = changes?.hunks.find(({ after }) => after.some(({ hash }) => hash === passage.hash))
  const names = hunk?.authors.map(({ name }) => name) ?? []
  const byOrigin = useByOrigin(ref, passage.hash, answer !== 'waiting' && names.length === 0)
  if (answer === 'waiting') return <output className="muted small">{t.loading}</output>
  return (
    <>
      <p className="row small">
        {names[0] && <Avatar name={names[0]} />}
        <strong className="grow">
          {hunk && names.length > 0 ? card.written(names, momentOf(hunk.at, now, lang)) : (byOrigin ?? words.unknown)}
        </strong>
        <span className="badge small" data-standing={passage.standing}>
          <Glyph name={passage.standing === 'contested' ? 'contest' : 'clock'} />
          {words.opens[passage.standing]}
        </span>
      </p>
      {hunk?.sources.map(({ page, locator }) => (
        <p key={`${page.id} ${locator}`} className="small muted">
          {card.sources(1)} : <PageLink page={page} />
          {locator && `, ${locator}`}
        </p>
      ))}
      {hunk?.messages.map((message) => (
        <p key={message} className="small muted">
          {card.message(message)}
        </p>
      ))}
      {hunk && hunk.kind !== 'still' && (
        <details>
          <summary className="btn small">{words.see}</summary>
          <p className="passage-change">
            <Words words={hunk.words} />
          </p>
        </details>
      )}
      <p className="row">
        {changes?.may.review && (
          <Link className="btn small" href={`/p/${ref}/relire`}>
            {words.review}
          </Link>
        )}
        <Link className="btn small quiet" href={`/p/${ref}/discussion?passage=${passage.hash}`}>
          {words.answer}
        </Link>
      </p>
    </>
  )
}

/** Who wrote it, from its characters: what is still being written is no hunk yet. */
function useByOrigin(ref: string, hash: string, wanted: boolean): string | null {
  const { t, format } = useLanguage()
  const answer = useAnswer(provenanceOf(ref), { enabled: wanted })
  if (answer === 'waiting') return t.loading
  const provenance = typeof answer === 'object' && 'value' in answer ? answer.value : null
  const found = provenance?.passages.find((passage) => passage.hash === hash)
  if (!provenance || !found) return null
  return sentenceOf(found.runs, provenance.people, t.origins, (at) => format.day(at.slice(0, 10)))
}
