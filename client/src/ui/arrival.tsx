import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'
import { rememberScroll, scrollOnArrival } from '../moving/scroll-memory.ts'

/**
 * After a navigation: puts the focus on the title (or on the part the address points at), brings the reader to the
 * top, or back to where they were, and says aloud where they arrived. Does nothing on the first load.
 */
export function Arrival() {
  const [path] = useLocation()
  const { t } = useLanguage()
  const [said, setSaid] = useState('')
  const left = useRef(path)
  useEffect(rememberScroll, [])
  useEffect(() => {
    if (left.current === path) return
    left.current = path
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.focus({ preventScroll: true })
    setSaid(t.arrived(heading?.textContent ?? document.title))
    scrollOnArrival()
  }, [path, t])
  return <output className="said-only">{said}</output>
}
