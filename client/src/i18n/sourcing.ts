import type { Lang } from '@terreau/shared/languages.ts'
import { useLanguage } from './language.tsx'
import { sourcingEn } from './sourcing.en.ts'
import { sourcingFr, type SourcingLabels } from './sourcing.fr.ts'

const SOURCING_WORDS: Readonly<Record<Lang, SourcingLabels>> = { fr: sourcingFr, en: sourcingEn }

/** The words of bringing sources and of looking after their links, in the reader's language. */
export function useSourcingWords(): SourcingLabels {
  return SOURCING_WORDS[useLanguage().lang]
}
