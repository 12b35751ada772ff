import type { Lang } from '@terreau/shared/languages.ts'
import { followingEn } from './following.en.ts'
import { followingFr, type FollowingLabels } from './following.fr.ts'
import { useLanguage } from './language.tsx'

const FOLLOWING_WORDS: Readonly<Record<Lang, FollowingLabels>> = { fr: followingFr, en: followingEn }

/** The words of following, in the reader's language. */
export function useFollowingWords(): FollowingLabels {
  return FOLLOWING_WORDS[useLanguage().lang]
}
