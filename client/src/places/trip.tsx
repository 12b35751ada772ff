// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './places.css'
import { useState, type FormEvent } from 'react'
import { waysTo } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { usePlacesWords } from '../i18n/places.ts'
import { choiceLabel } from '../i18n/page-type-labels.ts'

/** What a trip comes to, from where one is and for how many: an order of magnitude, never a comparison of people. */
export default function Trip({ slug }: { slug: string }) {
  const words = usePlacesWords().trip
  const { t, format } = useLanguage()
  const [asked, setAsked] = useState<URLSearchParams | null>(null)
  const [wrong, setWrong] = useState(false)
  const answer = useValue(waysTo(slug, asked ?? undefined), { enabled: asked !== null, keep: true })
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const people = formText(event.currentTarget, 'people') || '1'
    setWrong(false)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) =>
        setAsked(new URLSearchParams({ people, from: `${latitude.toFixed(4)},${longitude.toFixed(4)}` })),
      () => setWrong(true),
      { maximumAge: 300_000, timeout: 15_000 },
    )
  }
  return (
    <details className="small">
      <summary>{words.title}</summary>
      <form className="row" onSubmit={ask}>
        <label className="field">
          <span>{words.people}</span>
          <input className="input" type="number" name="people" min={1} max={60} defaultValue={1} />
        </label>
        <button className="btn small">{words.from}</button>
      </form>
      {wrong && <p role="alert">{words.lost}</p>}
      {answer?.trip && asked && (
        <>
          <p>{words.far(format.distance(answer.trip.metres), format.distance(answer.trip.straightMetres))}</p>
          <ul>
            {answer.ways.map(({ page, mode, gases }) =>
              gases?.grams === null || gases?.grams === undefined ? null : (
                <li key={page.id}>
                  {words.one(choiceLabel(t.pageTypes, 'transport-option', 'mode', mode), format.number(gases.grams))}
                </li>
              ),
            )}
          </ul>
        </>
      )}
    </details>
  )
}
