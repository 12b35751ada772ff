const SHORTEST_MS = 200
const LONGEST_MS = 5_000

/** How long to wait before attempt `attempt` (0 is the first): doubling, and drawn by chance so that a room does not come back as one. */
export function backOff(attempt: number, chance: number): number {
  const ceiling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (attempt + 1))
  return SHORTEST_MS + (ceiling - SHORTEST_MS) * chance
}

/** What the device says of its network, so that nobody waits for a timer once it is back. */
export interface NetworkSigns {
  back(): void
  gone(): void
}

/** Listens to the browser's own signs; does nothing outside one. Returns what stops it. */
export function watchNetwork(signs: NetworkSigns): () => void {
  if (typeof window === 'undefined') return () => {}
  const stop = new AbortController()
  const seen = () => document.visibilityState === 'visible' && signs.back()
  window.addEventListener('online', () => signs.back(), { signal: stop.signal })
  window.addEventListener('offline', () => signs.gone(), { signal: stop.signal })
  document.addEventListener('visibilitychange', seen, { signal: stop.signal })
  return () => stop.abort()
}
