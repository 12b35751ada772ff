import { questionsAfter } from '../asking/queries.ts'
import { CarryingScreen } from '../carrying/carrying-screen.tsx'
import { SHOWN_TYPES } from '../page-types.ts'
import type { Screen } from '../screen.ts'
import { asksFor } from './asked.ts'
import { toName } from './listing-filters.tsx'
import { ListingScreen, listed } from './listing-screen.tsx'
import { QuestionsScreen, asksAfter } from './questions-screen.tsx'
import { SearchScreen } from './search-screen.tsx'

/** Screens of those who look for something; whoever only reads never fetches them. */
export const FINDING_SCREENS: readonly Screen[] = [
  ...SHOWN_TYPES.map((type): Screen => ({
    path: type.path,
    needs: (_params, search, lang) => [listed(type.key, search, lang), ...toName(type)],
    show: () => <ListingScreen type={type.key} key={type.key} />,
  })),
  {
    path: '/chercher',
    needs: (_params, search) => [asksFor(search)?.query ?? []].flat(),
    show: () => <SearchScreen />,
  },
  {
    path: '/questions',
    needs: (_params, search) => [questionsAfter(asksAfter(search))],
    show: () => <QuestionsScreen />,
  },
  { path: '/sans-reseau', show: () => <CarryingScreen /> },
]
