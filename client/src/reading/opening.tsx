import type { Page } from '@terreau/shared/api/pages.ts'
import { hoursOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { OpenLine } from '../finding/open-line.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { CorrectFact } from './correct-fact.tsx'
import { HoursWeek } from './hours-week.tsx'

const HOURS = ['opening_hours']

/** Whether a place is open now, why, and its hours for the week to come. */
export function Opening({ page, mayWrite }: { page: Page; mayWrite: boolean }) {
  const { t } = useLanguage()
  const hours = useValue(hoursOf(page.slug))
  if (!hours) return null
  const days = hours.days.map(({ day, stretches }) => ({
    day,
    stretches: stretches.map(({ from, until, state }) => ({ from: minutesOf(from), until: minutesOf(until), state })),
  }))
  const said = hours.open.why !== 'not-said' && hours.open.why !== 'unreadable'
  return (
    <section className="card" aria-labelledby="opening">
      <h2 id="opening" className="card-title">
        {t.hours.title}
      </h2>
      <OpenLine open={hours.open} />
      {said && <HoursWeek days={days} />}
      {!mayWrite && <CorrectFact page={page} names={HOURS} />}
    </section>
  )
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
