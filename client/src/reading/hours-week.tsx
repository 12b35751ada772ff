import { useLanguage } from '../i18n/language.tsx'

/** When something is open on one day, in minutes since its midnight. */
export interface DaySaid {
  /** `YYYY-MM-DD`. */
  readonly day: string
  readonly stretches: readonly { readonly from: number; readonly until: number; readonly state: string }[]
}

/** A week as a list: each day by its name, with its hours in words. */
export function HoursWeek({ days }: { days: readonly DaySaid[] }) {
  const { t, format } = useLanguage()
  const words = t.hours
  return (
    <ul className="plain-list hours-week">
      {days.map(({ day, stretches }) => (
        <li key={day}>
          <span className="hours-day">{format.weekday(day)}</span>{' '}
          {stretches.length === 0
            ? words.closed
            : stretches
                .map(({ from, until, state }) => {
                  const said = words.fromTo(format.clock(from), format.clock(until))
                  return state === 'open' ? said : words.maybe(said)
                })
                .join(', ')}
        </li>
      ))}
    </ul>
  )
}
