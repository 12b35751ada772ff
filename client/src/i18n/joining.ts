import type { Lang } from '@terreau/shared/languages.ts'
import { joiningEn } from './joining.en.ts'
import { joiningFr, type JoiningLabels } from './joining.fr.ts'
import { useLanguage } from './language.tsx'

const JOINING_WORDS: Readonly<Record<Lang, JoiningLabels>> = { fr: joiningFr, en: joiningEn }

/** The words of inviting, territories and ways in, in the reader's language. */
export function useJoiningWords(): JoiningLabels {
  return JOINING_WORDS[useLanguage().lang]
}
