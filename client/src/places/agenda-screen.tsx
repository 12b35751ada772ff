// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import type { PageCard } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { Link, useSearch } from 'wouter'
import { pagesWhere } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { ListingFrame, Paging } from '../finding/listing-frame.tsx'
import { narrowed } from '../finding/listing-screen.tsx'
import { TIME_ZONE } from '../i18n/format.ts'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { Answered } from '../ui/answered.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'

export function agendaOf(type: PageTypeKey, search: string, lang: Lang) {
  const query = narrowed(type, search, lang)
  query.set('sort', 'next')
  return pagesWhere(query)
}

/** What comes next, day by day. */
export function AgendaScreen({ type }: { type: PageTypeKey }) {
  const search = useSearch()
  const { lang } = useLanguage()
  return (
    <Answered answer={useAnswer(agendaOf(type, search, lang))}>
      {(list) => (
        <ListingFrame type={type} look="agenda" list={list}>
          <Days pages={list.pages} />
          <Paging type={type} look="agenda" next={list.next} />
        </ListingFrame>
      )}
    </Answered>
  )
}

function Days({ pages }: { pages: readonly PageCard[] }) {
  const { format } = useLanguage()
  const words = usePlacesWords().agenda
  const days = Map.groupBy(pages, ({ answers }) => dayOf(answers?.next?.from))
  const without = days.get('') ?? []
  days.delete('')
  return (
    <>
      {[...days].map(([day, those]) => (
        <Entries key={day} id={`day-${day}`} title={`${format.weekday(day)} ${format.day(day)}`} pages={those} />
      ))}
      {without.length > 0 && <Entries id="no-day" title={words.without} pages={without} />}
    </>
  )
}

function Entries({ id, title, pages }: { id: string; title: string; pages: readonly PageCard[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="agenda-day">
        {title}
      </h2>
      <ul className="plain-list stack">
        {pages.map((page) => (
          <Entry key={page.id} page={page} />
        ))}
      </ul>
    </section>
  )
}

function Entry({ page }: { page: PageCard }) {
  const { lang } = useLanguage()
  const words = usePlacesWords().agenda
  const { next, commune } = page.answers ?? {}
  return (
    <li className="card agenda-entry">
      <p className="row small">
        {next && (
          <time dateTime={next.from}>
            {words.between(timeOf(next.from, lang), next.until && timeOf(next.until, lang))}
          </time>
        )}
        {next?.state === 'unknown' && <span className="muted">{words.unsure}</span>}
        <StandingBadge standing={page.standing} />
      </p>
      <h3 lang={page.lang === lang ? undefined : page.lang}>
        <Link href={`/p/${page.slug}`}>{page.title}</Link>
      </h3>
      {typeof page.fields.summary === 'string' && <p className="muted">{page.fields.summary}</p>}
      {commune && <p className="small muted">{commune.name}</p>}
    </li>
  )
}

/** The day of an instant on the wiki's own clock, `YYYY-MM-DD`; empty where there is none. */
function dayOf(instant: string | undefined): string {
  if (instant === undefined) return ''
  return new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE, dateStyle: 'short' }).format(new Date(instant))
}

function timeOf(instant: string, lang: Lang): string {
  const shape = { hour: 'numeric', minute: '2-digit', timeZone: TIME_ZONE } as const
  return new Intl.DateTimeFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', shape).format(new Date(instant))
}
