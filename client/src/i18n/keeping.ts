import type { Lang } from '@terreau/shared/languages.ts'
import { keepingEn } from './keeping.en.ts'
import { keepingFr, type KeepingLabels } from './keeping.fr.ts'
import { useLanguage } from './language.tsx'

const KEEPING_WORDS: Readonly<Record<Lang, KeepingLabels>> = { fr: keepingFr, en: keepingEn }

/** The words of keeping in the reader's language. */
export function useKeepingWords(): KeepingLabels {
  return KEEPING_WORDS[useLanguage().lang]
}
