import type { Lang } from '@terreau/shared/languages.ts'
import { useLanguage } from './language.tsx'
import { proposingEn } from './proposing.en.ts'
import { proposingFr, type ProposingLabels } from './proposing.fr.ts'

const PROPOSING_WORDS: Readonly<Record<Lang, ProposingLabels>> = { fr: proposingFr, en: proposingEn }

/** The words of proposing in the reader's language. */
export function useProposingWords(): ProposingLabels {
  return PROPOSING_WORDS[useLanguage().lang]
}
