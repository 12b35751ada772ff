import type { CorrectionList } from '@terreau/shared/api/proposals.ts'
import type { WordSegment } from '@terreau/shared/review/words.ts'
import type { Page } from '@terreau/shared/api/pages.ts'
import { useState } from 'react'
import { correctionsOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useProposingWords } from '../i18n/proposing.ts'
import { Words } from '../looking-back/changes.tsx'
import { factLabel, isStated } from '../reading/facts.tsx'
import { fieldText, type Stated } from '../reading/field-value.tsx'
import { momentOf } from '../reviewing/moments.ts'
import { SHOWN_TYPE } from '../shown-type.ts'

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

type Correction = CorrectionList['corrections'][number]

/** What a fact said and would say, as it is read; null for words of a passage. */
function valuesOf(
  { field = '', was, is }: Correction,
  { type }: Page,
  say: (stated: Stated) => string,
): WordSegment[] | null {
  const own = SHOWN_TYPE[type].fields[field]
  if (!own || (was === undefined && is === undefined)) return null
  const said = (kind: WordSegment['kind'], value: unknown) =>
    isStated(value) ? [{ kind, text: say({ type, name: field, field: own, value }) }] : []
  return [...said('removed', was), { kind: 'same', text: ' ' }, ...said('added', is)]
}

function Kept({ one, page }: { one: Correction; page: Page }) {
  const { t, format, lang } = useLanguage()
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
          {one.field !== undefined && <b lang={lang}>{factLabel(t.pageTypes, page.type, one.field)} </b>}
          <Words words={valuesOf(one, page, (stated) => fieldText(stated, t, format)) ?? one.words} />
        </p>
      </div>
      {one.why && <p className="small muted">{words.why(one.why)}</p>}
    </div>
  )
}
