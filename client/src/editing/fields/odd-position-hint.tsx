import { oddPosition } from '../../asking/queries.ts'
import { useValue } from '../../asking/use-answer.ts'
import { usePlacesWords } from '../../i18n/places.ts'
import { OddPositionSaid } from '../../places/odd-position.tsx'
import type { WritableFields } from './field-on-desk.ts'
import { useFieldValue } from './field-values.ts'

interface OddPositionHintProps {
  readonly live: WritableFields
  readonly at: { readonly lat: number; readonly lon: number }
}

/** Asks about a position that hardly fits what the page says beside it; it stays as it was written. */
export function OddPositionHint({ live, at: { lat, lon } }: OddPositionHintProps) {
  const words = usePlacesWords().odd
  const commune = useFieldValue(live, 'commune')
  const serves = useFieldValue(live, 'serves')
  const asked = new URLSearchParams({ at: `${lat.toFixed(5)},${lon.toFixed(5)}` })
  if (typeof commune === 'string') asked.set('commune', commune)
  if (Array.isArray(serves) && serves.length > 0) asked.set('serves', serves.slice(0, 20).join(','))
  const odd = useValue(oddPosition(asked), { enabled: asked.size > 1 })
  const isOdd = odd && (odd.outside !== null || odd.far.length > 0)
  return (
    <output className="small">
      {isOdd && (
        <span className="notice odd-position">
          <OddPositionSaid odd={odd} /> {words.keep}
        </span>
      )}
    </output>
  )
}
