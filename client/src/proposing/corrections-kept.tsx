import type { CorrectionList } from '@terreau/shared/api/proposals.ts'
import type { Page } from '@terreau/shared/api/pages.ts'
import { useState } from 'react'
import { correctionsOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useProposingWords } from '../i18n/proposing.ts'
import { Words } from '../looking-back/changes.tsx'
import { momentOf } from '../reviewing/moments.ts'

/** What was proposed on a page and what became of it, returned or not, for those who review it. */
export default function CorrectionsKept({ page }: { page: Page }) {
  const words = useProposingWords().list
  const corrections = useValue(correctionsOf(page.slug))?.corrections ?? []
  if (corrections.length === 0) return null
  return (
    <section className="stack" aria-labelledby="proposals">
      <h2 id="proposals">{words.title}</h2>
      <p className="muted small">{words.says}</p>
      {corrections.map((one) => (
        <Kept key={one.id} one={one} page={page} />
      ))}
    </section>
  )
}

function Kept({ one, page }: { one: CorrectionList['corrections'][number]; page: Page }) {
  const { lang } = useLanguage()
  const words = useProposingWords().list
  const [now] = useState(Date.now)
  const by = one.answeredBy ?? ''
  const became =
    one.outcome === null
      ? words.waiting
      : one.outcome === 'accepted'
        ? words.accepted(by)
        : words.returned(by, one.reason ?? '')
  return (
    <div className="card">
      <p className="small muted">
        {words.by(one.name ?? words.visitor, momentOf(one.at, now, lang))} · {became}
      </p>
      <div className="history-words" lang={page.lang}>
        <p>
          <Words words={one.words} />
        </p>
      </div>
      {one.why && <p className="small muted">{words.why(one.why)}</p>}
    </div>
  )
}
