import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { createContext, useContext, useEffect } from 'react'
import { useLanguage } from '../i18n/language.tsx'

/** What a screen says of itself to browsers, search engines and those who share its address. */
export interface HeadFacts {
  title: string
  description?: string
  /** Path that names this screen best, where several lead to it. */
  canonical?: string
  /** HTTP status of the document; 200 where nothing is said. */
  status?: number
  /** True for screens that search engines should leave out. */
  hidden?: boolean
  /** The page that the screen shows, for machines to read. */
  describes?: PageAnswer
  /** Where a feed says what happens here. */
  feed?: string
  /** Where the reader should rather be; the server redirects there. */
  movedTo?: string
}

/** Where the server gathers what the screen says; in the browser there is none. */
export const HeadCollector = createContext<((facts: HeadFacts) => void) | null>(null)

/** States the head of the document from within a screen: gathered on the server, kept true in the browser. */
export function Head(facts: HeadFacts) {
  const { t } = useLanguage()
  const collect = useContext(HeadCollector)
  collect?.(facts)
  const { title, description = t.tagline, canonical } = facts
  useEffect(() => {
    document.title = t.titled(title)
    document.querySelector('meta[name=description]')?.setAttribute('content', description)
    document.querySelector('link[rel=canonical]')?.setAttribute('href', canonical ?? location.pathname)
  }, [t, title, description, canonical])
  return null
}
