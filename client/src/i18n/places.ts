import type { Lang } from '@terreau/shared/languages.ts'
import { useLanguage } from './language.tsx'
import { placesEn } from './places.en.ts'
import { placesFr, type PlacesLabels } from './places.fr.ts'

const PLACES_WORDS: Readonly<Record<Lang, PlacesLabels>> = { fr: placesFr, en: placesEn }

/** The words of tables, maps and agendas, in the reader's language. */
export function usePlacesWords(): PlacesLabels {
  return PLACES_WORDS[useLanguage().lang]
}
