import type { Lang } from '@terreau/shared/languages.ts'
import { carryingEn } from './carrying.en.ts'
import { carryingFr, type CarryingLabels } from './carrying.fr.ts'
import { useLanguage } from './language.tsx'

const CARRYING_WORDS: Readonly<Record<Lang, CarryingLabels>> = { fr: carryingFr, en: carryingEn }

/** The words of searching and reading without a network, in the reader's language. */
export function useCarryingWords(): CarryingLabels {
  return CARRYING_WORDS[useLanguage().lang]
}
