import type { Lang } from '@terreau/shared/languages.ts'
import { useLanguage } from './language.tsx'
import { stepsEn } from './steps.en.ts'
import { stepsFr, type StepsLabels } from './steps.fr.ts'

const STEPS_WORDS: Readonly<Record<Lang, StepsLabels>> = { fr: stepsFr, en: stepsEn }

/** The words of small things to do in the reader's language. */
export function useStepsWords(): StepsLabels {
  return STEPS_WORDS[useLanguage().lang]
}
