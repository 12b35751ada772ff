import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { useId } from 'react'
import { lookPath, looksOf, type Look } from '../finding/looks.ts'
import { narrowed } from '../finding/listing-screen.tsx'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'
import { EMBEDDED } from '../moving/embedded.ts'
import { SHOWN_TYPE } from '../shown-type.ts'

interface CarryListProps {
  readonly type: PageTypeKey
  readonly look: Look
  readonly asked: URLSearchParams
}

/** Taking a list elsewhere: as a file, or shown within the page of another site. */
export default function CarryList({ type, look, asked }: CarryListProps) {
  const { lang } = useLanguage()
  const words = usePlacesWords().carry
  const id = useId()
  const shown = SHOWN_TYPE[type]
  const looks = looksOf(shown)
  const query = narrowed(type, asked.toString(), lang)
  const frame = words.frameCode(`${location.origin}${EMBEDDED}${lookPath(shown, look, asked)}`)
  return (
    <details className="small carry-list">
      <summary>{words.title}</summary>
      <p className="row">
        <a href={`/api/pages.csv?${query}`}>{words.csv}</a>
        {looks.includes('map') && <a href={`/api/places.geojson?${query}`}>{words.geojson}</a>}
        {looks.includes('agenda') && <a href={`/calendar.ics?${query}`}>{words.ics}</a>}
      </p>
      <label className="field" htmlFor={id}>
        <span>{words.frame}</span>
        <textarea
          id={id}
          className="input"
          rows={3}
          readOnly
          value={frame}
          onFocus={(event) => event.target.select()}
        />
      </label>
    </details>
  )
}
