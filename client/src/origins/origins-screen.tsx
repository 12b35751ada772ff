import { useState } from 'react'
import type { PassageProvenance, Provenance, ProvenanceRun } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { provenanceOf } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { readWords } from '../reading/field-words.ts'
import { namedById, type Named } from '../reading/notes.ts'
import { PageView } from '../reading/page-view.tsx'
import { Answered } from '../ui/answered.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'
import { fieldLabel } from '../i18n/page-type-labels.ts'
import { sentenceOf } from './sentence.ts'

/** «D’où ça vient»: a page passage by passage, and for each who wrote it, when, and from what. */
export function OriginsScreen({ slug }: { slug: string }) {
  return (
    <PageView slug={slug} view="origins">
      {(answer) => <OfPage answer={answer} />}
    </PageView>
  )
}

function OfPage({ answer }: { answer: PageAnswer }) {
  return (
    <Answered answer={useAnswer(provenanceOf(answer.page.slug))}>
      {(provenance) => <Passages answer={answer} provenance={provenance} />}
    </Answered>
  )
}

function Passages({ answer, provenance }: { answer: PageAnswer; provenance: Provenance }) {
  const { t } = useLanguage()
  const named = namedById(answer.named)
  const told = provenance.passages.filter(({ runs }) => runs.length > 0)
  if (told.length === 0) return <p className="notice">{t.origins.nothing}</p>
  return (
    <ol className="plain-list origins">
      {told.map((passage, at) => (
        // Two passages may be equal, and nothing here is reordered.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={at}>
          <Passage passage={passage} people={provenance.people} named={named} answer={answer} />
        </li>
      ))}
    </ol>
  )
}

interface PassageProps {
  readonly passage: PassageProvenance
  readonly people: Provenance['people']
  readonly named: Named
  readonly answer: PageAnswer
}

/** A passage whose words can be asked one run after the other, and beside it one sentence for all of it. */
function Passage({ passage, people, named, answer: { page } }: PassageProps) {
  const { t, lang, format } = useLanguage()
  const [asked, setAsked] = useState<ProvenanceRun | null>(null)
  const { field, runs, sources, text } = passage
  return (
    <section className="origin">
      <div className="origin-words" lang={page.lang}>
        {field !== undefined && (
          <p className="small muted" lang={lang}>
            {fieldLabel(t.pageTypes, page.type, field)?.label ?? field}
          </p>
        )}
        <p className={passage.kind === 'heading' ? 'origin-heading' : undefined}>
          {text === '' ? (
            t.origins.withoutWords
          ) : (
            <Runs
              text={text}
              runs={runs}
              read={(words) => (field === undefined ? words : readWords(page.type, field, words, t, format))}
              asked={asked}
              onAsk={setAsked}
            />
          )}
        </p>
        {asked && <Card run={asked} passage={passage} people={people} named={named} />}
      </div>
      <p className="small origin-says">
        {sentenceOf(runs, people, t.origins, (at) => format.day(at.slice(0, 7)))}
        {sources.length > 0 && (
          <>
            {' '}
            {t.origins.after} <Sources sources={sources} named={named} />
          </>
        )}
      </p>
    </section>
  )
}

interface RunsProps {
  readonly text: string
  /** All of its words as one reads them. */
  readonly read: (words: string) => string
  readonly runs: readonly ProvenanceRun[]
  readonly asked: ProvenanceRun | null
  readonly onAsk: (run: ProvenanceRun | null) => void
}

/** A button of the browser's own would not break between lines, as words do. */
function Runs({ text, runs, read, asked, onAsk }: RunsProps) {
  return runs.map((run) => (
    <span
      key={run.from}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="button"
      tabIndex={0}
      className="run"
      aria-expanded={asked === run}
      onMouseEnter={() => onAsk(run)}
      onFocus={() => onAsk(run)}
      onClick={() => onAsk(run)}
      onKeyDown={({ key }) => (key === 'Escape' ? onAsk(null) : key === 'Enter' && onAsk(run))}
    >
      {runs.length === 1 ? read(text) : text.slice(run.from, run.to)}
    </span>
  ))
}

type CardProps = Pick<PassageProps, 'passage' | 'people' | 'named'> & { readonly run: ProvenanceRun }

/** Who wrote these words, when, and from what. */
function Card({ run, passage, people, named }: CardProps) {
  const { t, format } = useLanguage()
  const [writer, placer] = [people[run.origin] ?? '', people[run.placedBy] ?? '']
  return (
    <div className="card origin-card" aria-live="polite">
      <p className="row">
        <Avatar name={writer} />
        <strong className="grow">{t.origins.writtenBy(writer, format.instant(run.at))}</strong>
        <StandingBadge standing={passage.standing} />
      </p>
      {run.placedBy !== run.origin && <p className="small muted">{t.origins.placedBy(placer)}</p>}
      {passage.verdicts.length > 0 && (
        <p className="small muted">
          {t.origins.validatedBy(
            passage.verdicts.map(({ name }) => name),
            format.day((passage.verdicts[0]?.at ?? '').slice(0, 10)),
          )}
        </p>
      )}
      {run.page && (
        <p className="small muted">
          {t.origins.from} <PageLink page={run.page} />
        </p>
      )}
      {passage.sources.length > 0 && (
        <p className="small muted">
          {t.origins.after} <Sources sources={passage.sources} named={named} />
        </p>
      )}
    </div>
  )
}

function Sources({ sources, named }: { sources: PassageProvenance['sources']; named: Named }) {
  const { t } = useLanguage()
  return sources.map(({ page, locator }, at) => {
    const known = named.get(page)
    return (
      // oxlint-disable-next-line react/no-array-index-key
      <span key={at}>
        {at > 0 && ', '}
        {known ? <PageLink page={known} /> : t.reading.untitledLink}
        {locator && ` (${locator})`}
      </span>
    )
  })
}
