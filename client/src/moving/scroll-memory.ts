const scrolledTo = new Map<string, number>()
let wentBack = false

/**
 * Remembers how far each address was read, since browsers restore the scroll before the screen is there.
 * Answers how to stop.
 */
export function rememberScroll(): () => void {
  history.scrollRestoration = 'manual'
  addEventListener('scroll', remember, { passive: true })
  return () => removeEventListener('scroll', remember)
}

function remember(): void {
  scrolledTo.set(location.href, scrollY)
}

/** Told of every move of the address bar, before the screen follows it. */
export function noteMove(event: Event): void {
  if (event.type !== 'hashchange') wentBack = event.type === 'popstate'
}

/** Brings the reader to the part the address points at, to where they were if they came back, or to the top. */
export function scrollOnArrival(): void {
  const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (part) part.scrollIntoView()
  else scrollTo({ top: wentBack ? (scrolledTo.get(location.href) ?? 0) : 0, behavior: 'instant' })
}
