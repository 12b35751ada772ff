// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import type { PageCard, PageList } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { useMemo } from 'react'
import { Link, useSearch } from 'wouter'
import { pagesWhere } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { ListingFrame, Paging } from '../finding/listing-frame.tsx'
import { narrowed } from '../finding/listing-screen.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { Answered } from '../ui/answered.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'
import type { MapPoint } from './map.tsx'
import { OpenLine } from '../finding/open-line.tsx'

const PointMap = lazyPart(() => import('./map.tsx'), 'quiet')

/** So many at once: the list beside the map is as long. */
const AT_ONCE = '100'

export function mapOf(type: PageTypeKey, search: string, lang: Lang) {
  const query = narrowed(type, search, lang)
  query.set('limit', AT_ONCE)
  return pagesWhere(query)
}

/** The pages of one type where they are, and the same ones as a list. */
export function MapScreen({ type }: { type: PageTypeKey }) {
  const search = useSearch()
  const { lang } = useLanguage()
  return (
    <Answered answer={useAnswer(mapOf(type, search, lang))}>
      {(list) => (
        <ListingFrame type={type} look="map" list={list}>
          <Placed list={list} from={fromIn(search)} />
          <Paging type={type} look="map" next={list.next} />
        </ListingFrame>
      )}
    </Answered>
  )
}

function Placed({ list, from }: { list: PageList; from: { lat: number; lon: number } | null }) {
  const words = usePlacesWords().map
  const points = useMemo(() => list.pages.flatMap(pointOf), [list])
  const unplaced = list.pages.filter(({ answers }) => !answers?.position)
  return (
    <>
      <PointMap points={points} from={from} />
      <h2 className="card-title">{words.listed(points.length)}</h2>
      <ol className="map-list">
        {list.pages
          .filter(({ answers }) => answers?.position)
          .map((page) => (
            <PlacedPage key={page.id} page={page} />
          ))}
      </ol>
      {unplaced.length > 0 && (
        <section className="small">
          <h2 className="card-title">{words.unplaced(unplaced.length)}</h2>
          <ul>
            {unplaced.map((page) => (
              <li key={page.id} lang={page.lang}>
                <Link href={`/p/${page.slug}`}>{page.title}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function PlacedPage({ page }: { page: PageCard }) {
  const { lang, format } = useLanguage()
  const { metres, commune, open } = page.answers ?? {}
  return (
    <li>
      <Link href={`/p/${page.slug}`} lang={page.lang === lang ? undefined : page.lang}>
        {page.title}
      </Link>{' '}
      <StandingBadge standing={page.standing} />
      <span className="row small muted">
        {[commune?.name, metres !== undefined && format.distance(metres)].filter(Boolean).join(' · ')}
      </span>
      {open && <OpenLine open={open} />}
    </li>
  )
}

function pointOf({ id, slug, title, lang, type, answers }: PageCard): MapPoint[] {
  return answers?.position ? [{ id, slug, title, lang, type, ...answers.position }] : []
}

/** Where one looks from, as the address says it. */
function fromIn(search: string): { lat: number; lon: number } | null {
  const [lat, lon] = (new URLSearchParams(search).get('near') ?? '').split(',').map(Number)
  return lat !== undefined && lon !== undefined && Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : null
}
