// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import type { WeekAnswer } from '@terreau/shared/api/directory.ts'
import { Link, useSearch } from 'wouter'
import { weekWhere } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { lookPath } from '../finding/looks.ts'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { SHOWN_TYPE } from '../shown-type.ts'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { InTerritory, territoryIn } from './in-territory.tsx'

export function weekAsked(search: string) {
  return weekWhere(territoryIn(search))
}

/** Who is open when: the hours of a week as a table, whose gaps show at a glance and are said in words. */
export function WeekScreen() {
  const words = usePlacesWords().week
  const search = useSearch()
  return (
    <main id="main" className="wrap page">
      <Head title={words.title} canonical="/bureau-des-temps" />
      <h1 tabIndex={-1}>{words.title}</h1>
      <p className="muted">{words.says}</p>
      <InTerritory />
      <Answered answer={useAnswer(weekAsked(search))}>{(week) => <Week week={week} />}</Answered>
    </main>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

function Week({ week: { cells, places, total, monday } }: { week: WeekAnswer }) {
  const { t, format } = useLanguage()
  const words = usePlacesWords().week
  const days = Array.from({ length: 7 }, (_, day) => dayAfter(monday, day))
  if (places.length === 0) return <p className="notice">{words.nothing}</p>
  return (
    <>
      <p>{words.among(places.length, total)}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="table-scroll" aria-label={t.reading.tableHint} tabIndex={0}>
        <table className="week-table small">
          <caption className="said-only">{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="said-only">{words.day}</span>
              </th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col">
                  {format.clock(hour * 60)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day, at) => (
              <tr key={day}>
                <th scope="row">{format.weekday(day)}</th>
                {HOURS.map((hour) => {
                  const { open, unknown } = cells[at * 24 + hour] ?? { open: 0, unknown: 0 }
                  return (
                    <td key={hour} data-open={Math.min(open, 5)}>
                      <Link
                        href={lookPath(
                          SHOWN_TYPE.place,
                          'cards',
                          new URLSearchParams({ openOn: `${day}T${String(hour).padStart(2, '0')}:30` }),
                        )}
                        title={words.cell(open, unknown)}
                      >
                        {open}
                        {unknown > 0 && <span aria-hidden="true">{words.doubt}</span>}
                        <span className="said-only">{words.cell(open, unknown)}</span>
                      </Link>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function dayAfter(monday: string, days: number): string {
  const at = new Date(`${monday}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}
