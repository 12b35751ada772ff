import type { Page } from '@terreau/shared/api/pages.ts'
import type { Way } from '@terreau/shared/api/directory.ts'
import { Link } from 'wouter'
import { waysTo } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { PageLink } from '../ui/page-link.tsx'

const Trip = lazyPart(() => import('../places/trip.tsx'), 'quiet')

/** How to get to a place, as people wrote it: without a car first, the car last. A place without such a way says so. */
export function WaysToCome({ page, mayWrite }: { page: Page; mayWrite: boolean }) {
  const { t } = useLanguage()
  const answer = useValue(waysTo(page.slug))
  if (!answer) return null
  return (
    <section aria-labelledby="ways">
      <h2 id="ways">{t.ways.title}</h2>
      {!answer.carFree && (
        <p className="notice">
          {t.ways.none} {mayWrite && <Link href="/nouveau?type=transport-option">{t.ways.tell}</Link>}
        </p>
      )}
      <ul className="plain-list ways">
        {answer.ways.map((way) => (
          <li key={way.page.id} className="card">
            <OneWay way={way} />
          </li>
        ))}
      </ul>
      {answer.ways.length > 0 && <Trip slug={page.slug} />}
    </section>
  )
}

/** One way: its line and stop, the walk from there, how often, for how much, and for whom. */
function OneWay({ way }: { way: Way }) {
  const { t, format } = useLanguage()
  const { mode, line, stop, walkMetres, stepFree, bikes, everyMinutes, fare, gases, directions } = way
  const says = [
    [line, stop].filter(Boolean).join(', '),
    walkMetres !== null && walkMetres > 0 && t.ways.walk(format.distance(walkMetres)),
    everyMinutes !== null && t.ways.every(everyMinutes),
    t.ways.stepFree[stepFree],
    bikes === 'yes' && t.ways.bikes,
    fare && [format.money(fare), fare.basis, fare.on && t.ways.fareOn(format.day(fare.on))].filter(Boolean).join(', '),
  ].filter((one): one is string => typeof one === 'string' && one !== '')
  return (
    <>
      <h3>
        <span className="chip" data-hue="move">
          {choiceLabel(t.pageTypes, 'transport-option', 'mode', mode)}
        </span>{' '}
        <PageLink page={way.page} />
      </h3>
      {says.length > 0 && <p>{says.join(' · ')}</p>}
      {directions && <p className="muted">{directions}</p>}
      {gases && (
        <p className="small muted">
          {gases.grams === null
            ? t.ways.gasesPerKm(format.number(gases.gramsPerKm))
            : t.ways.gasesTrip(format.number(gases.grams))}{' '}
          <span title={gases.source}>{t.ways.factor(format.day(gases.validFrom))}</span>
        </p>
      )}
    </>
  )
}
