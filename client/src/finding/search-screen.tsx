import type { SearchAnswer } from '@terreau/shared/api/search.ts'
import { useMemo } from 'react'
import { Link, useSearch } from 'wouter'
import { useAnswer } from '../asking/use-answer.ts'
import { useFindingWords } from '../i18n/finding.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPES } from '../page-types.ts'
import { Answered } from '../ui/answered.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Head } from '../ui/head.tsx'
import { asksFor, searchPath, type Asked } from './asked.ts'
import { Nothing } from './nothing-found.tsx'
import QuestionsLink from './questions-link.tsx'
import { pointsIn, ResultMap } from './result-map.tsx'
import { Result } from './search-result.tsx'
import { SearchFilters } from './search-filters.tsx'
import { SearchHelp } from './search-help.tsx'

export function SearchScreen() {
  const asked = asksFor(useSearch())
  return asked ? <Search asked={asked} /> : <Start />
}

function Search({ asked }: { asked: Asked }) {
  return (
    <Answered answer={useAnswer(asked.query, { keep: true })}>
      {(answer) => <Found asked={asked} answer={answer} />}
    </Answered>
  )
}

interface FoundProps {
  readonly asked: Asked
  readonly answer: SearchAnswer
}

function Found({ asked, answer }: FoundProps) {
  const words = useFindingWords()
  const title = words.titleOf(asked.q)
  const narrows = answer.total > 0 || asked.filters.size > 0
  const placed = useMemo(() => pointsIn(answer.results), [answer])
  return (
    <main id="main" className="wrap page">
      <Head title={title} canonical="/chercher" hidden />
      <h1 className="said-only" tabIndex={-1}>
        {title}
      </h1>
      <div className={narrows ? (placed.length > 0 ? 'cols with-map' : 'cols') : undefined}>
        {narrows && <SearchFilters asked={asked} facets={answer.facets} />}
        <div>
          <Count asked={asked} answer={answer} />
          <Meant asked={asked} answer={answer} />
          {asked.taken && answer.total > 0 && <output className="notice">{words.questions.asked}</output>}
          {answer.results.map((result) => (
            <Result
              key={result.page.id}
              result={result}
              pin={placed.findIndex(({ id }) => id === result.page.id) + 1}
            />
          ))}
          {answer.total === 0 && <Nothing asked={asked} answer={answer} />}
          <Next asked={asked} next={answer.next} />
          <SearchHelp />
        </div>
        {placed.length > 0 && <ResultMap points={placed} />}
      </div>
    </main>
  )
}

/** How many answers there are, to which words, and how fast they came. */
function Count({ asked, answer: { total, more, tookMs, corrected } }: FoundProps) {
  const words = useFindingWords()
  return (
    <p className="muted list-count">
      <output className="said-inline">
        {words.answers(total, more)}
        <b className="ink">{corrected?.read ?? asked.q}</b>
      </output>
      {total > 0 && (
        <>
          {words.took(Math.max(1, Math.round(tookMs)))}, <Link href="/sans-reseau">{words.offlineToo}</Link>
        </>
      )}
    </p>
  )
}

/** A correction that was made, and the way back; or one that is only proposed. */
function Meant({ asked, answer: { corrected, suggestion } }: FoundProps) {
  const words = useFindingWords()
  if (corrected)
    return (
      <p>
        <Link href={searchPath(corrected.typed, asked.filters, { as: 'typed' })}>
          {words.ratherTyped(corrected.typed)}
        </Link>
      </p>
    )
  if (!suggestion) return null
  return (
    <p>
      {words.tryWith}
      <Link href={searchPath(suggestion, asked.filters)}>{suggestion}</Link>
    </p>
  )
}

function Next({ asked, next }: { asked: Asked; next: string | null }) {
  const words = useFindingWords()
  if (!next) return null
  const more = { ...(asked.typed && { as: 'typed' }), cursor: next }
  return (
    <p className="paging">
      <Link className="btn" href={searchPath(asked.q, asked.filters, more)}>
        {words.next}
      </Link>
    </p>
  )
}

/** Before anything is asked: how to begin, and what there is. */
function Start() {
  const words = useFindingWords()
  return (
    <main id="main" className="wrap page stack">
      <Head title={words.title} canonical="/chercher" />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p>{words.start}</p>
      <p className="muted">{words.startAside}</p>
      <TypeLinks />
      <SearchHelp />
      <QuestionsLink />
    </main>
  )
}

function TypeLinks() {
  const { t } = useLanguage()
  return (
    <ul className="plain-list row">
      {SHOWN_TYPES.map(({ key, path, hue }) => (
        <li key={key}>
          <Link className="chip" data-hue={hue} href={path}>
            <Glyph name={hue} /> {t.pageTypes.types[key].many}
          </Link>
        </li>
      ))}
    </ul>
  )
}
