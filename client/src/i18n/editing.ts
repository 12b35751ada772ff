import type { Lang } from '@terreau/shared/languages.ts'
import { editingEn } from './editing.en.ts'
import { editingFr, type EditingLabels } from './editing.fr.ts'
import { useLanguage } from './language.tsx'

export const EDITING_WORDS: Readonly<Record<Lang, EditingLabels>> = { fr: editingFr, en: editingEn }

/** The words of the editor in the reader's language. */
export function useEditingWords(): EditingLabels {
  return EDITING_WORDS[useLanguage().lang]
}
