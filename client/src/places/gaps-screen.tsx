// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import type { GapAnswer, GapKind } from '@terreau/shared/api/directory.ts'
import { Link, useSearch } from 'wouter'
import { gapsOf } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { usePlacesWords } from '../i18n/places.ts'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { communeNamed } from './communes.ts'
import { territoryIn } from './in-territory.tsx'
import { OddPositionSaid } from './odd-position.tsx'

const KINDS: readonly GapKind[] = ['wanted', 'no-way', 'no-hours', 'odd-position', 'recheck', 'orphans', 'no-page']

function kindIn(search: string): GapKind {
  const asked = new URLSearchParams(search).get('quoi')
  return KINDS.find((kind) => kind === asked) ?? 'wanted'
}

export function gapsAsked(search: string) {
  return gapsOf(kindIn(search), territoryIn(search))
}

/** What the wiki lacks, for whoever would like to fill it. */
export function GapsScreen() {
  const words = usePlacesWords().gaps
  const search = useSearch()
  const current = kindIn(search)
  return (
    <main id="main" className="wrap page">
      <Head title={words.title} canonical="/manques" />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p className="muted">{words.says}</p>
      <nav className="tabs" aria-label={words.kindsLabel}>
        {KINDS.map((kind) => (
          <Link
            key={kind}
            href={`/manques?${new URLSearchParams({ quoi: kind })}`}
            aria-current={kind === current ? 'page' : undefined}
          >
            {words.kinds[kind]}
          </Link>
        ))}
        <Link href="/doublons">{words.doubles}</Link>
      </nav>
      <p>{words.about[current]}</p>
      <Answered answer={useAnswer(gapsAsked(search))}>{(gaps) => <Gaps gaps={gaps} />}</Answered>
    </main>
  )
}

function Gaps({ gaps: { pages, communes = [], total, of } }: { gaps: GapAnswer }) {
  const words = usePlacesWords().gaps
  if (total === 0) return <p className="notice">{words.nothing}</p>
  return (
    <>
      <output className="muted list-count">{words.count(total, of)}</output>
      <ul>
        {pages.map(({ page, wants = [], odd }) => (
          <li key={page.id}>
            <PageLink page={page} />
            {odd && (
              <span className="small muted">
                {' '}
                <OddPositionSaid odd={odd} />
              </span>
            )}
            {wants.length > 0 && (
              <span className="small muted">
                {' '}
                {words.wants}{' '}
                {wants.map((one, at) => (
                  <span key={one.id}>
                    {at > 0 && ', '}
                    <PageLink page={one} />
                  </span>
                ))}
              </span>
            )}
          </li>
        ))}
        {communes.map((commune) => {
          const { name, aside } = communeNamed(commune)
          return (
            <li key={commune.code}>
              {name} <span className="small muted">{aside}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
