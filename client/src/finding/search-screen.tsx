import type { SearchAnswer, SearchResult } from '@terreau/shared/api/search.ts'
import type { SnippetPart } from '@terreau/shared/language/snippet.ts'
import { Link, useLocation, useSearch } from 'wouter'
import { found } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPES } from '../page-types.ts'
import { Answered } from '../ui/answered.tsx'
import { TypeChip } from '../ui/chips.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Head } from '../ui/head.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { SEARCH_FORM } from '../ui/search-box.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'

/** What the address of a search asks; null where it asks nothing yet. */
export function asksFor(search: string) {
  const asked = new URLSearchParams(search)
  const q = asked.get('q')?.trim()
  if (!q) return null
  const types = asked.getAll('type').filter((type) => SHOWN_TYPES.some(({ key }) => key === type))
  const cursor = asked.get('cursor')
  const params = new URLSearchParams({ q, ...(cursor && { cursor }) })
  for (const type of types) params.append('type', type)
  return { q, types, query: found(params) }
}

export function SearchScreen() {
  const asked = asksFor(useSearch())
  return asked ? <Search {...asked} /> : <Start />
}

type Asked = NonNullable<ReturnType<typeof asksFor>>

function Search({ q, types, query }: Asked) {
  return (
    <Answered answer={useAnswer(query, { keep: true })}>
      {(answer) => <Found q={q} types={types} answer={answer} />}
    </Answered>
  )
}

function Found({ q, types, answer }: { q: string; types: string[]; answer: SearchAnswer }) {
  const { t } = useLanguage()
  const shown = SHOWN_TYPES.filter(({ key }) => answer.facets.type[key] || types.includes(key))
  return (
    <main id="main" className="wrap page">
      <Head title={t.search.titleOf(q)} canonical="/chercher" hidden />
      <h1 className="said-only" tabIndex={-1}>
        {t.search.titleOf(q)}
      </h1>
      <div className={shown.length ? 'cols' : undefined}>
        {shown.length > 0 && <TypeFilter shown={shown} types={types} counts={answer.facets.type} />}
        <div>
          <output className="muted list-count">
            {t.search.answers(answer.total)}
            <b className="ink">{q}</b>
          </output>
          <Meant suggestion={answer.suggestion} />
          {answer.results.map((result) => (
            <Result key={result.page.id} result={result} />
          ))}
          {answer.total === 0 && <Nothing q={q} filtered={types.length > 0} />}
          <Next q={q} types={types} next={answer.next} />
        </div>
      </div>
    </main>
  )
}

interface TypeFiltered {
  shown: typeof SHOWN_TYPES
  types: string[]
  counts: Readonly<Record<string, number>>
}

/** Belongs to the form in the masthead, so that it works without JavaScript too. */
function TypeFilter({ shown, types, counts }: TypeFiltered) {
  const { t } = useLanguage()
  const toggle = useToggledType(types)
  return (
    <aside className="filters" aria-label={t.search.filters}>
      <fieldset>
        <legend>{t.search.type}</legend>
        {shown.map(({ key }) => (
          <label key={key} className="check">
            <input
              type="checkbox"
              name="type"
              value={key}
              form={SEARCH_FORM}
              checked={types.includes(key)}
              onChange={() => toggle(key)}
            />
            <span>
              {t.pageTypes.types[key].many} <span className="muted">{counts[key] ?? 0}</span>
            </span>
          </label>
        ))}
        <noscript>
          <button className="btn small" form={SEARCH_FORM}>
            {t.search.apply}
          </button>
        </noscript>
      </fieldset>
    </aside>
  )
}

/** Goes to the same search with one type more, or less. */
function useToggledType(types: readonly string[]): (type: string) => void {
  const [path, navigate] = useLocation()
  const search = useSearch()
  return (type) => {
    const next = new URLSearchParams(search)
    const kept = types.includes(type) ? types.filter((other) => other !== type) : [...types, type]
    next.delete('type')
    next.delete('cursor')
    for (const one of kept) next.append('type', one)
    navigate(`${path}?${next}`, { replace: true })
  }
}

function Result({ result: { page, standing, snippet } }: { result: SearchResult }) {
  return (
    <article className="result">
      <div className="row small">
        <TypeChip type={page.type} />
        <StandingBadge standing={standing} />
      </div>
      <h2>
        <PageLink page={page} />
      </h2>
      <p>
        <Snippet parts={snippet} />
      </p>
    </article>
  )
}

function Snippet({ parts }: { parts: readonly SnippetPart[] }) {
  // oxlint-disable-next-line react/no-array-index-key
  return parts.map(({ text, hit }, at) => (hit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>))
}

function Meant({ suggestion }: { suggestion: string | null }) {
  const { t } = useLanguage()
  if (!suggestion) return null
  return (
    <p>
      {t.search.meant}
      <Link href={`/chercher?${new URLSearchParams({ q: suggestion })}`}>{suggestion}</Link>
      {t.search.meantEnd}
    </p>
  )
}

/** Nothing found is a fork, not an end. */
function Nothing({ q, filtered }: { q: string; filtered: boolean }) {
  const { t } = useLanguage()
  return (
    <div className="card empty stack">
      <p className="empty-title">{filtered ? t.search.nothingFiltered : t.search.nothing(q)}</p>
      {filtered && (
        <p>
          <Link href={`/chercher?${new URLSearchParams({ q })}`}>{t.search.allTypes}</Link>
        </p>
      )}
      <p className="muted">{t.search.advice}</p>
      <p>
        <Link className="btn primary" href={`/nouveau?${new URLSearchParams({ titre: q })}`}>
          <Glyph name="plus" /> {t.search.writeIt}
        </Link>
      </p>
      <TypeLinks />
    </div>
  )
}

function Next({ q, types, next }: { q: string; types: string[]; next: string | null }) {
  const { t } = useLanguage()
  if (!next) return null
  const params = new URLSearchParams({ q, cursor: next })
  for (const type of types) params.append('type', type)
  return (
    <p className="paging">
      <Link className="btn" href={`/chercher?${params}`}>
        {t.search.next}
      </Link>
    </p>
  )
}

/** Before anything is asked: how to begin, and what there is. */
function Start() {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap page stack">
      <Head title={t.search.title} canonical="/chercher" />
      <h1 tabIndex={-1}>{t.search.title}</h1>
      <p>{t.search.start}</p>
      <p className="muted">{t.search.startAside}</p>
      <TypeLinks />
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
