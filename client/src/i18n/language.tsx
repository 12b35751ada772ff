import { createContext, useContext, type ReactNode } from 'react'
import type { Lang } from '@terreau/shared/languages.ts'
import { formatIn, type Format } from './format.ts'
import type { Labels } from './fr.ts'

/** The words of one language and the way it writes numbers and dates. */
export interface Language {
  lang: Lang
  t: Labels
  format: Format
}

const LanguageContext = createContext<Language | null>(null)

export function LanguageProvider({ lang, t, children }: { lang: Lang; t: Labels; children: ReactNode }) {
  return <LanguageContext value={{ lang, t, format: formatIn(lang) }}>{children}</LanguageContext>
}

/** The reader's language. Every word on a screen comes from `t`. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('useLanguage stands outside a LanguageProvider')
  return language
}

/** Fetches the words of one language; the other's are never downloaded. */
export async function wordsOf(lang: Lang): Promise<Labels> {
  return lang === 'en' ? (await import('./en.ts')).en : (await import('./fr.ts')).fr
}
