import type { PageList } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { useLocation } from 'wouter'
import { pagesWhere } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import type { ShownType } from '../page-types.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { askedOf, AskingFilters } from './asking-filters.tsx'
import { lookPath, type Look } from './looks.ts'
import { factLabel } from '../reading/facts.tsx'

/** The leads, to name those that pages are filtered by. */
const allLeads = pagesWhere(new URLSearchParams({ type: 'lead', limit: '100' }))

/** What a list's filters need known, to name their values. */
export const toName = ({ facets }: ShownType) => (facets.includes('leads') ? [allLeads] : [])

/** A type's facets and the order of its list, as a GET form; with JavaScript each choice applies at once. */
export function ListingFilters({
  type,
  look,
  facets,
  search,
}: {
  type: PageTypeKey
  look: Look
  facets: PageList['facets']
  search: string
}) {
  const { t } = useLanguage()
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(search)
  const path = lookPath(SHOWN_TYPE[type], look, new URLSearchParams())
  const apply = (form: HTMLFormElement) => {
    const chosen = new URLSearchParams()
    for (const [key, value] of new FormData(form)) if (typeof value === 'string' && value) chosen.set(key, value)
    navigate(chosen.size ? `${path}?${chosen}` : path, { replace: true })
  }
  return (
    <form
      className="filters"
      action={path}
      aria-label={t.listing.filters}
      onChange={(event) => apply(event.currentTarget)}
      onSubmit={(event) => {
        event.preventDefault()
        apply(event.currentTarget)
      }}
    >
      <AskingFilters type={type} asked={asked} />
      <Facets type={type} facets={facets} asked={asked} />
      <label className="field">
        <span>{t.listing.sort}</span>
        <select className="input" name="sort" defaultValue={asked.get('sort') ?? ''}>
          <option value="">{t.listing.byTitle}</option>
          <option value="updated">{t.listing.byUpdate}</option>
          {asked.get('near') && <option value="distance">{t.listing.byDistance}</option>}
        </select>
      </label>
      <noscript>
        <button className="btn small">{t.listing.apply}</button>
      </noscript>
    </form>
  )
}

/** Values of fields; below questions they wait folded until one of them is chosen. */
function Facets({ type, facets, asked }: { type: PageTypeKey; facets: PageList['facets']; asked: URLSearchParams }) {
  const { t } = useLanguage()
  const all = SHOWN_TYPE[type].facets
  const boxes = all.map((facet) => (
    <Facet key={facet} type={type} facet={facet} counts={facets[facet] ?? {}} chosen={asked.get(facet) ?? ''} />
  ))
  if (askedOf(type).length === 0) return boxes
  return (
    <details className="more-filters" open={all.some((facet) => asked.get(facet))}>
      <summary>{t.listing.more}</summary>
      <div className="filters">{boxes}</div>
    </details>
  )
}

interface Facetted {
  type: PageTypeKey
  facet: string
  counts: Readonly<Record<string, number>>
  chosen: string
}

function Facet({ type, facet, counts, chosen }: Facetted) {
  const { t } = useLanguage()
  const nameOf = useNames(type, facet)
  const values = valuesOf(type, facet, counts)
  if (!values.length && !chosen) return null
  return (
    <label className="field">
      <span>{factLabel(t.pageTypes, type, facet)}</span>
      <select className="input" name={facet} key={chosen} defaultValue={chosen}>
        <option value="">{t.listing.any}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {t.listing.option(nameOf(value), counts[value] ?? 0)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Values that some page holds, in the order of the field's own choices. An unknown is no reason to choose a page. */
function valuesOf(type: PageTypeKey, facet: string, counts: Readonly<Record<string, number>>): string[] {
  const order = SHOWN_TYPE[type].fields[facet]?.choices ?? Object.keys(counts).toSorted()
  return order.filter((value) => counts[value] && value !== 'unknown')
}

function useNames(type: PageTypeKey, facet: string): (value: string) => string {
  const { t } = useLanguage()
  const leads = useValue(allLeads, { enabled: facet === 'leads' })?.pages
  return (value) => leads?.find(({ id }) => id === value)?.title ?? choiceLabel(t.pageTypes, type, facet, value)
}
