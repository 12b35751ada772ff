import type { Lang } from '@terreau/shared/languages.ts'
import { useLanguage } from './language.tsx'
import { ownHistoryEn } from './own-history.en.ts'
import { ownHistoryFr, type OwnHistoryLabels } from './own-history.fr.ts'

const WORDS: Readonly<Record<Lang, OwnHistoryLabels>> = { fr: ownHistoryFr, en: ownHistoryEn }

/** The words of what one may do with a contribution, in the reader's language. */
export function useOwnHistoryWords(): OwnHistoryLabels {
  return WORDS[useLanguage().lang]
}
