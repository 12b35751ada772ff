import type { Lang } from '@terreau/shared/languages.ts'
import { caringEn } from './caring.en.ts'
import { caringFr, type CaringLabels } from './caring.fr.ts'
import { useLanguage } from './language.tsx'

const CARING_WORDS: Readonly<Record<Lang, CaringLabels>> = { fr: caringFr, en: caringEn }

/** The words of looking after pages in the reader's language. */
export function useCaringWords(): CaringLabels {
  return CARING_WORDS[useLanguage().lang]
}
