import type { PageList } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { Link, useSearch } from 'wouter'
import { pagesWhere, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { ToFollow } from '../following/to-follow.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { Answered } from '../ui/answered.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Head } from '../ui/head.tsx'
import { ListingFilters } from './listing-filters.tsx'
import { Card } from './page-card.tsx'

/**
 * The question that a listing's address asks: its filters, its order, and where to go on. Anything else in it is ignored.
 * A closed set is translated page by page: the reader's language is enough.
 */
export function listed(type: PageTypeKey, search: string, lang: Lang) {
  const asked = new URLSearchParams(search)
  const known = ['sort', 'cursor', ...SHOWN_TYPE[type].facets]
  const query = new URLSearchParams(SHOWN_TYPE[type].closed ? { type, lang } : { type })
  for (const key of known) if (asked.get(key)) query.set(key, asked.get(key) ?? '')
  return pagesWhere(query)
}

/** All the pages of one type. */
export function ListingScreen({ type }: { type: PageTypeKey }) {
  const search = useSearch()
  const { lang } = useLanguage()
  return (
    <Answered answer={useAnswer(listed(type, search, lang))}>
      {(list) => <Listing type={type} list={list} search={search} />}
    </Answered>
  )
}

function Listing({ type, list, search }: { type: PageTypeKey; list: PageList; search: string }) {
  const { t } = useLanguage()
  const { many, about } = t.pageTypes.types[type]
  const asked = new URLSearchParams(search)
  const filtered = SHOWN_TYPE[type].facets.some((facet) => asked.get(facet))
  return (
    <main id="main" className="wrap page">
      <Head title={many} description={about} canonical={SHOWN_TYPE[type].path} feed={`/feeds/type/${type}.atom`} />
      <header className="page-head listing-head">
        <div>
          <h1 tabIndex={-1}>{many}</h1>
          <p className="muted">{about}</p>
          <ToFollow kind="type" id={type} open />
        </div>
        <WriteOne type={type} />
      </header>
      {list.total === 0 && !filtered ? (
        <FirstOne type={type} />
      ) : (
        <div className="cols">
          <ListingFilters type={type} facets={list.facets} search={search} />
          <Cards type={type} list={list} asked={asked} />
        </div>
      )}
    </main>
  )
}

function Cards({ type, list, asked }: { type: PageTypeKey; list: PageList; asked: URLSearchParams }) {
  const { t } = useLanguage()
  const path = SHOWN_TYPE[type].path
  return (
    <div>
      <output className="muted list-count">{list.total ? t.listing.count(list.total) : t.listing.emptyFiltered}</output>
      {list.total === 0 && (
        <p>
          <Link className="btn" href={path}>
            {t.listing.clear}
          </Link>
        </p>
      )}
      <div className="cards two">
        {list.pages.map((page) => (
          <Card key={page.id} page={page} level="h2" alike />
        ))}
      </div>
      <p className="row paging">
        {asked.get('cursor') && <Link href={withParam(path, asked, null)}>{t.listing.start}</Link>}
        {list.next && (
          <Link className="btn" href={withParam(path, asked, list.next)}>
            {t.listing.next}
          </Link>
        )}
      </p>
    </div>
  )
}

function withParam(path: string, asked: URLSearchParams, cursor: string | null): string {
  const next = new URLSearchParams(asked)
  if (cursor) next.set('cursor', cursor)
  else next.delete('cursor')
  return next.size ? `${path}?${next}` : path
}

/** Nothing here yet: an invitation, never a dead end. */
function FirstOne({ type }: { type: PageTypeKey }) {
  const { t } = useLanguage()
  return (
    <div className="card empty stack">
      <p className="empty-title">{t.listing.emptyTitle}</p>
      {!SHOWN_TYPE[type].closed && (
        <>
          <p className="muted">{t.listing.empty}</p>
          <p>
            <Link className="btn primary" href={`/nouveau?type=${type}`}>
              <Glyph name="plus" /> {t.pageTypes.types[type].add}
            </Link>
          </p>
        </>
      )}
    </div>
  )
}

function WriteOne({ type }: { type: PageTypeKey }) {
  const { t } = useLanguage()
  const member = useValue(whoAmI)?.member
  if (!member || SHOWN_TYPE[type].closed) return null
  return (
    <p className="row">
      {type === 'source' && (
        <Link className="btn" href="/sources/apporter">
          {t.sourcing.bring}
        </Link>
      )}
      {type === 'source' && member.role === 'steward' && (
        <Link className="btn" href="/sources/liens">
          {t.sourcing.links}
        </Link>
      )}
      <Link className="btn primary" href={`/nouveau?type=${type}`}>
        <Glyph name="plus" /> {t.pageTypes.types[type].add}
      </Link>
    </p>
  )
}
