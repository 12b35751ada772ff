import type { OddPosition } from '@terreau/shared/api/directory.ts'
import { useLanguage } from '../i18n/language.tsx'
import { usePlacesWords } from '../i18n/places.ts'

/** What is odd about a position, a sentence each; nothing where all is well. */
export function OddPositionSaid({ odd: { outside, far } }: { odd: OddPosition }) {
  const words = usePlacesWords().odd
  const { format } = useLanguage()
  return (
    <>
      {outside && words.outside(outside.commune, outside.within)}
      {far.map(({ place, metres }) => (
        <span key={place.id}>{words.far(format.distance(metres), place.title)} </span>
      ))}
    </>
  )
}
