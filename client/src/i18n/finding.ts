import type { Lang } from '@terreau/shared/languages.ts'
import { findingEn } from './finding.en.ts'
import { findingFr, type FindingLabels } from './finding.fr.ts'
import { useLanguage } from './language.tsx'

const FINDING_WORDS: Readonly<Record<Lang, FindingLabels>> = { fr: findingFr, en: findingEn }

/** The words of the search and questions screens in the reader's language. */
export function useFindingWords(): FindingLabels {
  return FINDING_WORDS[useLanguage().lang]
}
