import type { LivePages } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { Link } from 'wouter'
import { livePages, pagesWhere, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { writes } from '../asking/writes.ts'
import { useLanguage } from '../i18n/language.tsx'
import { SHOWN_TYPE } from '../shown-type.ts'
import { Avatars } from '../ui/avatar.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { Head } from '../ui/head.tsx'
import { PRINCIPLES } from '../ui/hues.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { Card } from './page-card.tsx'

const FirstStep = lazyPart(() => import('../starting/first-step.tsx'))
const QuestionsLink = lazyPart(() => import('./questions-link.tsx'), 'quiet')

export const freshPages = pagesWhere(new URLSearchParams({ sort: 'updated', limit: '24' }))

const LIVE_EVERY_MS = 15_000
const CARDS_SHOWN = 5
/** They frame the wiki rather than tell what was done lately. */
const NOT_FRESH = new Set<PageTypeKey>(['principle', 'lead', 'source'])

export function HomeScreen() {
  const { t } = useLanguage()
  return (
    <main id="main">
      <Head title={t.home.title} canonical="/" />
      <Hero />
      <Principles />
      {writes(useValue(whoAmI)?.member) && (
        <>
          <FirstStep />
          <div className="wrap part">
            <QuestionsLink />
          </div>
        </>
      )}
      <Fresh />
      <Live />
    </main>
  )
}

function Hero() {
  const { t } = useLanguage()
  return (
    <section className="wrap hero">
      <p className="muted">{t.home.place}</p>
      <h1 tabIndex={-1}>{t.home.question}</h1>
      <SearchBox large />
      <p className="row small often">
        <span className="muted">{t.home.often}</span>
        {t.home.oftenSought.map((q) => (
          <Link key={q} href={`/chercher?${new URLSearchParams({ q })}`}>
            {q}
          </Link>
        ))}
      </p>
    </section>
  )
}

function Principles() {
  const { t } = useLanguage()
  return (
    <nav className="wrap" aria-label={t.home.principles}>
      <ul className="plain-list tiles">
        {PRINCIPLES.map((principle) => (
          <li key={principle}>
            <Link className="tile" data-hue={principle} href={`/p/${t.principles[principle].slug}`}>
              <Glyph name={principle} />
              <span>
                <b>{t.principles[principle].name}</b>
                <span className="small">{t.principles[principle].says}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Fresh() {
  const { t } = useLanguage()
  const pages = useValue(freshPages)?.pages ?? []
  const shown = pages.filter(({ type }) => !NOT_FRESH.has(type)).slice(0, CARDS_SHOWN)
  return (
    <section className="wrap part" aria-labelledby="fresh">
      <div className="row part-head">
        <h2 id="fresh">{t.home.fresh}</h2>
        <span className="grow" />
        <Link href={SHOWN_TYPE.practice.path}>{t.home.allPractices}</Link>
      </div>
      <div className="cards">
        {shown.slice(0, 2).map((page) => (
          <Card key={page.id} page={page} />
        ))}
        {!shown.length && <p className="muted">{t.home.nothingFresh}</p>}
        <Chance />
        {shown.slice(2).map((page) => (
          <Card key={page.id} page={page} />
        ))}
      </div>
    </section>
  )
}

/** The one loud card: a page drawn at random. A plain link, since the server draws. */
function Chance() {
  const { t } = useLanguage()
  return (
    <article className="card sun">
      <p className="small">
        <span className="chip" data-hue="play">
          {t.home.chance}
        </span>
      </p>
      <h3>{t.home.chanceTitle}</h3>
      <p>{t.home.chanceSays}</p>
      <p>
        <a className="btn" href="/au-hasard">
          <Glyph name="play" /> {t.home.draw}
        </a>
      </p>
    </article>
  )
}

function Live() {
  const { t } = useLanguage()
  const live = useValue(livePages, { every: LIVE_EVERY_MS })?.pages ?? []
  return (
    <section className="wrap part" aria-labelledby="live">
      <div className="row part-head">
        <h2 id="live">{t.home.live}</h2>
        {live.length > 0 && (
          <span className="chip" data-hue="exchange">
            {t.home.liveNow}
          </span>
        )}
      </div>
      {live.length === 0 && (
        <p className="muted">
          {t.home.quiet} {t.home.quietInvites}
        </p>
      )}
      {live.length > 0 && (
        <ul className="plain-list live">
          {live.map((one) => (
            <LivePage key={one.page.id} {...one} />
          ))}
        </ul>
      )}
    </section>
  )
}

function LivePage({ page, people }: LivePages['pages'][number]) {
  const { t } = useLanguage()
  const names = people.map(({ name }) => name)
  return (
    <li>
      <Avatars names={names} />
      <span>
        <b>{page.title}</b> · {t.home.writing(names)}
      </span>
      <span className="grow" />
      <Link className="btn small" href={`/p/${page.slug}/modifier`} aria-label={t.home.joinPage(page.title)}>
        {t.home.join}
      </Link>
    </li>
  )
}
