import type { PageList } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { ReactNode } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { ToFollow } from '../following/to-follow.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { isEmbedded } from '../moving/embedded.ts'
import { Glyph } from '../ui/glyph.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Head } from '../ui/head.tsx'
import { Card } from './page-card.tsx'
import { askedOf } from './asking-filters.tsx'
import { ListingFilters } from './listing-filters.tsx'
import { LookLinks } from './look-links.tsx'
import { lookPath, type Look } from './looks.ts'
import { SameListLink } from './same-list-link.tsx'

const CarryList = lazyPart(() => import('../places/carry-list.tsx'), 'quiet')

interface ListingFrameProps {
  readonly type: PageTypeKey
  readonly look: Look
  readonly list: Pick<PageList, 'facets' | 'total' | 'unknown'>
  readonly children: ReactNode
}

/** What stands around the pages of one type, however they are looked at: the title, the looks, the filters. */
export function ListingFrame({ type, look, list, children }: ListingFrameProps) {
  const { t } = useLanguage()
  const search = useSearch()
  const asked = new URLSearchParams(search)
  const { many, about } = t.pageTypes.types[type]
  const shown = SHOWN_TYPE[type]
  const filtered = [...shown.facets, ...askedOf(type)].some((name) => asked.get(name))
  const title = look === 'cards' ? many : `${many} · ${t.listing.looks[look]}`
  const [path] = useLocation()
  if (isEmbedded(path))
    return (
      <main id="main" className="embedded">
        <Head title={title} canonical={lookPath(shown, look, asked)} hidden />
        <h1>
          <a href={lookPath(shown, look, asked)}>{title}</a>
        </h1>
        {children}
        <p className="small muted">{t.wiki}</p>
      </main>
    )
  return (
    <main id="main" className="wrap page">
      <Head
        title={title}
        description={about}
        canonical={lookPath(shown, look, new URLSearchParams())}
        feed={`/feeds/type/${type}.atom`}
      />
      <header className="page-head listing-head">
        <div>
          <h1 tabIndex={-1}>{many}</h1>
          <p className="muted">{about}</p>
          <ToFollow kind="type" id={type} open />
        </div>
        <WriteOne type={type} />
      </header>
      <LookLinks type={shown} current={look} asked={asked} />
      {list.total === 0 && !filtered ? (
        <FirstOne type={type} />
      ) : (
        <div className="cols">
          <ListingFilters type={type} look={look} facets={list.facets} search={search} />
          <div>
            <output className="muted list-count">
              {list.total ? t.listing.count(list.total) : t.listing.emptyFiltered}
            </output>
            {list.total === 0 && (
              <p>
                <Link className="btn" href={lookPath(shown, look, new URLSearchParams())}>
                  {t.listing.clear}
                </Link>
              </p>
            )}
            {children}
            <CarryList type={type} look={look} asked={asked} />
            {list.unknown && list.unknown.pages.length > 0 && <Perhaps unknown={list.unknown} />}
          </div>
        </div>
      )}
    </main>
  )
}

/** What may fit: something that was asked is not known of it. An unknown is never a no. */
function Perhaps({ unknown: { pages, total } }: { unknown: NonNullable<PageList['unknown']> }) {
  const { t } = useLanguage()
  return (
    <section aria-labelledby="perhaps" className="part">
      <h2 id="perhaps" className="card-title">
        {t.listing.perhaps(total)}
      </h2>
      <div className="cards two">
        {pages.map((page) => (
          <Card key={page.id} page={page} level="h3" alike />
        ))}
      </div>
    </section>
  )
}

/** Where a long list goes on, or begins again. */
export function Paging({ type, look, next }: { type: PageTypeKey; look: Look; next: string | null }) {
  const { t } = useLanguage()
  const asked = new URLSearchParams(useSearch())
  const path = lookPath(SHOWN_TYPE[type], look, asked)
  return (
    <p className="row paging">
      {asked.get('cursor') && <SameListLink href={path}>{t.listing.start}</SameListLink>}
      {next && (
        <SameListLink
          className="btn"
          href={`${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ cursor: next })}`}
        >
          {t.listing.next}
        </SameListLink>
      )}
    </p>
  )
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
