import type { Lang } from '@terreau/shared/languages.ts'
import { discussionEn } from './discussion.en.ts'
import { discussionFr, type DiscussionLabels } from './discussion.fr.ts'
import { useLanguage } from './language.tsx'

const DISCUSSION_WORDS: Readonly<Record<Lang, DiscussionLabels>> = { fr: discussionFr, en: discussionEn }

/** The words of taking part in a discussion, in the reader's language. */
export function useDiscussionWords(): DiscussionLabels {
  return DISCUSSION_WORDS[useLanguage().lang]
}
