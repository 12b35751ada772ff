import { useEffect, useRef, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'

/**
 * After a navigation: puts the focus on the title (or on the part the address points at), brings the reader to the
 * top, or back to where they were, and says aloud where they arrived. Does nothing on the first load.
 */
export function Arrival() {
  const [path] = useLocation()
  const { t } = useLanguage()
  const [said, setSaid] = useState('')
  const left = useRef(path)
  useScrollMemory()
  useEffect(() => {
    if (left.current === path) return
    left.current = path
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.focus({ preventScroll: true })
    setSaid(t.arrived(heading?.textContent ?? document.title))
    arriveAt(location.hash)
  }, [path, t])
  return (
    <p className="said-only" role="status">
      {said}
    </p>
  )
}

const scrolledTo = new Map<string, number>()
let wentBack = false

function arriveAt(hash: string): void {
  const target = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null
  if (target) target.scrollIntoView()
  else scrollTo({ top: wentBack ? (scrolledTo.get(location.href) ?? 0) : 0, behavior: 'instant' })
}

/** Remembers how far each screen was read, since browsers restore the scroll before the screen is there. */
function useScrollMemory(): void {
  const search = useSearch()
  const [path] = useLocation()
  useEffect(() => {
    const address = location.href
    const remember = () => scrolledTo.set(address, scrollY)
    addEventListener('scroll', remember, { passive: true })
    return () => removeEventListener('scroll', remember)
  }, [path, search])
  useEffect(() => {
    history.scrollRestoration = 'manual'
    const back = () => void (wentBack = true)
    const forward = () => void (wentBack = false)
    const events = [
      ['popstate', back],
      ['pushState', forward],
      ['replaceState', forward],
    ] as const
    for (const [event, act] of events) addEventListener(event, act)
    return () => events.forEach(([event, act]) => removeEventListener(event, act))
  }, [])
}
