import type { Lang } from '@terreau/shared/languages.ts'
import { livePages, neighboursOf, pageAt, whoAmI } from './asking/queries.ts'
import type { Query } from './asking/use-answer.ts'
import { HomeScreen, freshPages } from './finding/home-screen.tsx'
import type { Place } from './moving/whereabouts.ts'
import { askedVersion } from './reading/asked-version.ts'
import { PageScreen } from './reading/page-screen.tsx'
import { NothingHere, Unfetched } from './ui/refusal-screen.tsx'
import type { Params, Screen } from './screen.ts'

/** What readers come for. */
const SCREENS: readonly Screen[] = [
  { path: '/', needs: () => [freshPages, livePages], show: () => <HomeScreen /> },
  {
    path: '/p/:slug',
    needs: ({ slug = '' }, search) => [pageAt(slug, askedVersion(search)), neighboursOf(slug)],
    show: ({ slug = '' }) => <PageScreen slug={slug} />,
  },
]

/** The others, kind by kind, each once it was asked for: of those who look for something, then of those who take part. */
const FURTHER: { readonly load: () => Promise<readonly Screen[]>; screens: readonly Screen[] | null }[] = [
  { load: async () => (await import('./finding/finding-screens.tsx')).FINDING_SCREENS, screens: null },
  { load: async () => (await import('./further-screens.tsx')).FURTHER_SCREENS, screens: null },
]

const known = (): readonly Screen[] => [...SCREENS, ...FURTHER.flatMap(({ screens }) => screens ?? [])]

/** What must be known before a place is shown, its screen itself included. Every screen says who one is. */
export async function neededAt({ path, search }: Place, lang: Lang): Promise<Query<unknown>[]> {
  await fetchFurther(path)
  const { screen, params } = screenAt(path)
  return [whoAmI, ...(screen.needs?.(params, search, lang) ?? [])]
}

/** Fetches further screens, up to that of `path`; without a network they are missing, and asked for again. */
export async function fetchFurther(path?: string): Promise<void> {
  for (const kind of FURTHER) {
    if (path !== undefined && found(known(), path)) return
    kind.screens ??= await kind.load().catch(() => null)
  }
}

/** The screen of a path, once what it needs was asked for; or the one that says that nothing is there. */
export function screenAt(path: string): { screen: Screen; params: Params } {
  const Without = FURTHER.every(({ screens }) => screens) ? NothingHere : Unfetched
  return found(known(), path) ?? { screen: { path, show: () => <Without /> }, params: {} }
}

function found(screens: readonly Screen[], path: string): { screen: Screen; params: Params } | null {
  for (const screen of screens) {
    const params = matched(screen.path, path)
    if (params) return { screen, params }
  }
  return null
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
