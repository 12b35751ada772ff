import type { ReactNode } from 'react'
import type { Lang } from '@terreau/shared/languages.ts'
import { invitation, livePages, mentionsOf, mySessions, pageAt, whoAmI } from './asking/queries.ts'
import type { Query } from './asking/use-answer.ts'
import { HomeScreen, freshPages } from './finding/home-screen.tsx'
import { allLeads } from './finding/listing-filters.tsx'
import { ListingScreen, listed } from './finding/listing-screen.tsx'
import { SearchScreen, asksFor } from './finding/search-screen.tsx'
import { JoinScreen } from './joining/join-screen.tsx'
import { MeScreen } from './joining/me-screen.tsx'
import { WayInScreen } from './joining/way-in-screen.tsx'
import type { Place } from './moving/whereabouts.ts'
import { SHOWN_TYPES } from './page-types.ts'
import { PageScreen } from './reading/page-screen.tsx'
import { EditRoute } from './starting/edit-route.tsx'
import { NewPageScreen } from './starting/new-page-screen.tsx'
import { NothingHere } from './ui/refusal-screen.tsx'

type Params = Readonly<Record<string, string | undefined>>

/** A screen: the addresses it answers, what it must know beforehand, and what it shows. */
interface Screen {
  path: string
  needs?: (params: Params, search: string, lang: Lang) => Query<unknown>[]
  show: (params: Params) => ReactNode
}

const SCREENS: readonly Screen[] = [
  { path: '/', needs: () => [freshPages, livePages], show: () => <HomeScreen /> },
  {
    path: '/p/:slug',
    needs: ({ slug = '' }) => [pageAt(slug), mentionsOf(slug)],
    show: ({ slug = '' }) => <PageScreen slug={slug} />,
  },
  {
    path: '/p/:slug/modifier',
    needs: ({ slug = '' }) => [pageAt(slug), mentionsOf(slug)],
    show: ({ slug = '' }) => <EditRoute slug={slug} key={slug} />,
  },
  {
    path: '/chercher',
    needs: (_params, search) => [asksFor(search)?.query ?? []].flat(),
    show: () => <SearchScreen />,
  },
  { path: '/nouveau', show: () => <NewPageScreen /> },
  { path: '/entrer', show: () => <WayInScreen /> },
  {
    path: '/entrer/:token',
    needs: ({ token = '' }) => [invitation(token)],
    show: ({ token = '' }) => <JoinScreen token={token} />,
  },
  { path: '/moi', needs: () => [mySessions], show: () => <MeScreen /> },
  ...SHOWN_TYPES.map(({ key, path, facets }) => ({
    path,
    needs: (_params: Params, search: string, lang: Lang) => [
      listed(key, search, lang),
      ...(facets.includes('leads') ? [allLeads] : []),
    ],
    show: () => <ListingScreen type={key} key={key} />,
  })),
]

/** What must be known before a place is shown. Every screen says who one is. */
export function neededAt({ path, search }: Place, lang: Lang): Query<unknown>[] {
  const { screen, params } = screenAt(path)
  return [whoAmI, ...(screen.needs?.(params, search, lang) ?? [])]
}

/** The screen of a path, or the one that says that nothing is there. */
export function screenAt(path: string): { screen: Screen; params: Params } {
  for (const screen of SCREENS) {
    const params = matched(screen.path, path)
    if (params) return { screen, params }
  }
  return { screen: { path, show: () => <NothingHere /> }, params: {} }
}

/** The named segments of a path that has the shape of `pattern`; null where it has another. */
function matched(pattern: string, path: string): Params | null {
  const [wanted, given] = [pattern.split('/'), path.replace(/(.)\/$/, '$1').split('/')]
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [at, segment] of wanted.entries()) {
    const value = given[at] ?? ''
    if (segment.startsWith(':') && value) params[segment.slice(1)] = value
    else if (segment !== value) return null
  }
  return params
}
