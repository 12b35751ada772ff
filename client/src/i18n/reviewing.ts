import type { Lang } from '@terreau/shared/languages.ts'
import { useLanguage } from './language.tsx'
import { reviewingEn } from './reviewing.en.ts'
import { reviewingFr, type ReviewingLabels } from './reviewing.fr.ts'

const REVIEWING_WORDS: Readonly<Record<Lang, ReviewingLabels>> = { fr: reviewingFr, en: reviewingEn }

/** The words of reviewing in the reader's language. */
export function useReviewingWords(): ReviewingLabels {
  return REVIEWING_WORDS[useLanguage().lang]
}
