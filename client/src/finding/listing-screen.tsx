import type { PageList } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { useSearch } from 'wouter'
import { pagesWhere } from '../asking/queries.ts'
import type { Query } from '../asking/use-answer.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { Answered } from '../ui/answered.tsx'
import { asAsked } from './asking-filters.tsx'
import { ListingFrame, Paging } from './listing-frame.tsx'
import { Card } from './page-card.tsx'

/**
 * The question that a listing's address asks: its filters, its order, and where to go on. Anything else in it is ignored.
 * A closed set is translated page by page: the reader's language is enough.
 */
export function listed(type: PageTypeKey, search: string, lang: Lang): Query<PageList> {
  return pagesWhere(narrowed(type, search, lang))
}

/** What a listing's address narrows its pages by. */
export function narrowed(type: PageTypeKey, search: string, lang: Lang): URLSearchParams {
  const asked = new URLSearchParams(search)
  const known = ['sort', 'cursor', ...SHOWN_TYPE[type].facets]
  const query = asAsked(type, asked)
  query.set('type', type)
  if (SHOWN_TYPE[type].closed) query.set('lang', lang)
  for (const key of known) if (asked.get(key)) query.set(key, asked.get(key) ?? '')
  return query
}

/** All the pages of one type. */
export function ListingScreen({ type }: { type: PageTypeKey }) {
  const search = useSearch()
  const { lang } = useLanguage()
  return (
    <Answered answer={useAnswer(listed(type, search, lang))}>
      {(list) => (
        <ListingFrame type={type} look="cards" list={list}>
          <div className="cards two">
            {list.pages.map((page) => (
              <Card key={page.id} page={page} level="h2" alike />
            ))}
          </div>
          <Paging type={type} look="cards" next={list.next} />
        </ListingFrame>
      )}
    </Answered>
  )
}
