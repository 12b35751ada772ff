import type { SearchFacets } from '@terreau/shared/api/search.ts'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useFindingWords } from '../i18n/finding.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPES } from '../page-types.ts'
import { PRINCIPLES } from '../ui/hues.ts'
import { SEARCH_FORM } from '../ui/search-box.tsx'
import { searchPath, type Asked } from './asked.ts'

/** So many territories are offered at once; a chosen one always. */
const MOST_TERRITORIES = 6

interface Filtered {
  readonly asked: Asked
  readonly facets: SearchFacets
}

/**
 * What answers can be narrowed by. Its boxes belong to the form in the masthead, so that they work without JavaScript;
 * with it each choice applies at once. Narrow screens fold it away.
 */
export function SearchFilters({ asked, facets }: Filtered) {
  const words = useFindingWords()
  const set = asked.filters.size
  return (
    <details className="search-filters">
      <summary className="btn">{set ? words.filtersSet(set) : words.filters}</summary>
      <aside className="filters" aria-label={words.filters}>
        <Types asked={asked} facets={facets} />
        <Now asked={asked} facets={facets} />
        <Territories asked={asked} facets={facets} />
        <Principles asked={asked} facets={facets} />
        <Trust asked={asked} facets={facets} />
        {set > 0 && (
          <p>
            <Link href={searchPath(asked.q)}>{words.clear}</Link>
          </p>
        )}
        <noscript>
          <button className="btn small" form={SEARCH_FORM}>
            {words.apply}
          </button>
        </noscript>
      </aside>
    </details>
  )
}

function Types({ asked, facets }: Filtered) {
  const words = useFindingWords()
  const { t } = useLanguage()
  const count = ({ key }: { key: string }) => facets.type[key] ?? 0
  const shown = SHOWN_TYPES.filter((type) => count(type) || asked.filters.has('type', type.key))
    // Those with most answers first; equals stay in the order of the wiki.
    .toSorted((a, b) => count(b) - count(a))
  return (
    <Facet name={words.type}>
      {shown.map(({ key }) => (
        <Choice key={key} asked={asked} name="type" value={key} count={facets.type[key] ?? 0}>
          {t.pageTypes.types[key].many}
        </Choice>
      ))}
    </Facet>
  )
}

/** What matters to whoever wants to go there. */
function Now({ asked, facets }: Filtered) {
  const words = useFindingWords()
  const shown = [
    { name: 'openAt', value: 'now', says: words.openNow, count: facets.open },
    { name: 'stepFree', value: 'true', says: words.stepFree, count: facets.stepFree },
  ].filter(({ name, count }) => count > 0 || asked.filters.has(name))
  return (
    <Facet name={words.now}>
      {shown.map(({ says, ...choice }) => (
        <Choice key={choice.name} asked={asked} {...choice}>
          {says}
        </Choice>
      ))}
    </Facet>
  )
}

function Territories({ asked, facets }: Filtered) {
  const words = useFindingWords()
  const chosen = asked.filters.get('territory')
  const shown = facets.territory.filter(({ id }, at) => at < MOST_TERRITORIES || id === chosen)
  if (!shown.length && !chosen) return null
  return (
    <Facet name={words.territory}>
      {shown.map(({ id, name, count }) => (
        <Choice key={id} asked={asked} name="territory" value={id} count={count} one>
          {name}
        </Choice>
      ))}
      <Choice asked={asked} name="territory" value="" one>
        {words.everywhere}
      </Choice>
    </Facet>
  )
}

function Principles({ asked, facets }: Filtered) {
  const words = useFindingWords()
  const { t } = useLanguage()
  return (
    <Facet name={words.principle}>
      {PRINCIPLES.filter((key) => facets.principle[key] || asked.filters.has('principle', key)).map((key) => (
        <Choice key={key} asked={asked} name="principle" value={key} count={facets.principle[key] ?? 0}>
          {t.principles[key].name}
        </Choice>
      ))}
    </Facet>
  )
}

function Trust({ asked, facets }: Filtered) {
  const words = useFindingWords()
  const count = facets.standing.validated ?? 0
  if (count === 0 && !asked.filters.has('standing')) return null
  return (
    <Facet name={words.trust}>
      <Choice asked={asked} name="standing" value="validated" count={count}>
        {words.validatedOnly}
      </Choice>
    </Facet>
  )
}

/** One group of choices; none where nothing could be chosen. */
function Facet({ name, children }: { name: string; children: ReactNode }) {
  if (Array.isArray(children) && children.length === 0) return null
  return (
    <fieldset>
      <legend>{name}</legend>
      {children}
    </fieldset>
  )
}

interface Chosen {
  readonly asked: Asked
  readonly name: string
  readonly value: string
  readonly count?: number
  /** One of several, rather than any of them. */
  readonly one?: boolean
  readonly children: ReactNode
}

function Choice({ asked, name, value, count, one = false, children }: Chosen) {
  const apply = useApplied(asked)
  const checked = value ? asked.filters.has(name, value) : !asked.filters.has(name)
  const input = useRef<HTMLInputElement>(null)
  // The box is ticked at once; the address, which may change by going back, has the last word.
  useEffect(() => {
    if (input.current) input.current.checked = checked
  }, [checked])
  return (
    <label className="check">
      <input
        ref={input}
        type={one ? 'radio' : 'checkbox'}
        name={name}
        value={value}
        form={SEARCH_FORM}
        defaultChecked={checked}
        onChange={apply}
      />
      <span className="check-says">
        {children} {count !== undefined && <span className="muted">{count}</span>}
      </span>
    </label>
  )
}

/** Goes to the search that the boxes now ask for; going back undoes the choice. */
function useApplied({ q, typed }: Asked): () => void {
  const [, navigate] = useLocation()
  return () => {
    const form = document.getElementById(SEARCH_FORM)
    if (!(form instanceof HTMLFormElement)) return
    const chosen = new URLSearchParams()
    for (const [key, value] of new FormData(form))
      if (key !== 'q' && typeof value === 'string' && value) chosen.append(key, value)
    navigate(searchPath(q, chosen, typed ? { as: 'typed' } : {}))
  }
}
