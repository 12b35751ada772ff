import type { PageList } from '@terreau/shared/api/pages.ts'
import type { Territory } from '@terreau/shared/api/territories.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Link } from 'wouter'
import { pagesWhere, territoryAt } from '../asking/queries.ts'
import { useAnswer, useValue, type Query } from '../asking/use-answer.ts'
import { ToFollow } from '../following/to-follow.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { VisibilityNote } from '../ui/visibility-note.tsx'

/** What it must know beforehand. */
export const territoryNeeds = (id: string) => [territoryAt(id), pagesIn(id)]

const pagesIn = (id: string): Query<PageList> => pagesWhere(new URLSearchParams({ territory: id, limit: '100' }))

const TerritoryInside = lazyPart(() => import('./territory-inside.tsx'))

/** A territory: its pages for whoever may know of it, its people for those who belong there. */
export function TerritoryScreen({ id }: { id: string }) {
  return (
    <Answered answer={useAnswer(territoryAt(id))}>
      {(territory) => (
        <main id="main" className="wrap narrow stack">
          <TerritoryHead territory={territory} />
          <ToFollow kind="territory" id={territory.id} open={territory.visibility === 'public'} />
          <TerritoryPages id={territory.id} />
          {territory.may.belong && <TerritoryInside id={territory.id} />}
        </main>
      )}
    </Answered>
  )
}

function TerritoryHead({ territory: { id, name, kind, visibility } }: { territory: Territory }) {
  const { t } = useLanguage()
  return (
    <>
      <Head
        title={name}
        hidden={visibility !== 'public'}
        {...(visibility === 'public' && { feed: `/feeds/territory/${id}.atom` })}
      />
      <p className="small">
        <Link href="/territoires">{t.territories.title}</Link>
      </p>
      <h1 tabIndex={-1}>{name}</h1>
      <p className="row">
        <span className="muted">{t.territories.kinds[kind]}</span>
        <VisibilityNote visibility={visibility} />
      </p>
      <p>{t.territories.visibilitySays[visibility]}</p>
    </>
  )
}

function TerritoryPages({ id }: { id: string }) {
  const { t } = useLanguage()
  const list = useValue(pagesIn(id))
  return (
    <section className="card" aria-labelledby="territory-pages">
      <h2 id="territory-pages" className="card-title">
        {t.territories.pages}
      </h2>
      {list?.pages.length === 0 && <p className="muted">{t.territories.noPages}</p>}
      <ul className="plain-list lines">
        {list?.pages.map((page) => (
          <li key={page.id}>
            <PageLink page={page} />
          </li>
        ))}
      </ul>
    </section>
  )
}
