// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import { useSearch } from 'wouter'
import { needsWhere } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { InTerritory, territoryIn } from './in-territory.tsx'

export function needsAsked(search: string) {
  return needsWhere(territoryIn(search))
}

/** What is looked for beside what is offered: one gives to receive. */
export function NeedsScreen() {
  const words = usePlacesWords().needs
  const { format } = useLanguage()
  const search = useSearch()
  return (
    <main id="main" className="wrap page">
      <Head title={words.title} canonical="/besoins" />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p className="muted">{words.says}</p>
      <InTerritory />
      <Answered answer={useAnswer(needsAsked(search))}>
        {({ needs, offers }) => (
          <div className="needs">
            <section aria-labelledby="needed">
              <h2 id="needed">{words.needed}</h2>
              {needs.length === 0 && <p className="muted">{words.noneNeeded}</p>}
              <ul className="plain-list stack">
                {needs.map(({ label, until, actor }) => (
                  <li key={`${actor.id} ${label}`} className="card">
                    <b>{label}</b>
                    <p className="small muted">
                      <PageLink page={actor} /> · {words.until(format.day(until))}
                    </p>
                  </li>
                ))}
              </ul>
            </section>
            <section aria-labelledby="offered">
              <h2 id="offered">{words.offered}</h2>
              {offers.length === 0 && <p className="muted">{words.noneOffered}</p>}
              <ul className="plain-list stack">
                {offers.map(({ service, by, next }) => (
                  <li key={service.id} className="card">
                    <PageLink page={service} />
                    <p className="small muted">
                      {by.map((actor, at) => (
                        <span key={actor.id}>
                          {at > 0 && ', '}
                          <PageLink page={actor} />
                        </span>
                      ))}
                      {next && ` · ${words.next(format.moment(next.from))}`}
                    </p>
                  </li>
                ))}
              </ul>
            </section>
          </div>
        )}
      </Answered>
    </main>
  )
}
