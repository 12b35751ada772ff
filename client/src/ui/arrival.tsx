import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
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
  return <output className="said-only">{said}</output>
}

const scrolledTo = new Map<string, number>()
let wentBack = false

function arriveAt(hash: string): void {
  const target = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null
  if (target) target.scrollIntoView()
  else scrollTo({ top: wentBack ? (scrolledTo.get(location.href) ?? 0) : 0, behavior: 'instant' })
}

/** Remembers how far each address was read, since browsers restore the scroll before the screen is there. */
function useScrollMemory(): void {
  useEffect(() => {
    history.scrollRestoration = 'manual'
    const remember = () => void scrolledTo.set(location.href, scrollY)
    const back = () => void (wentBack = true)
    const forward = () => void (wentBack = false)
    const events = { scroll: remember, popstate: back, pushState: forward, replaceState: forward }
    for (const [event, act] of Object.entries(events)) addEventListener(event, act, { passive: true })
    return () => {
      for (const [event, act] of Object.entries(events)) removeEventListener(event, act)
    }
  }, [])
}
