import type { MouseEvent } from 'react'

/** Where lists stand that other sites show within their own pages. */
export const EMBEDDED = '/integrer'

export const isEmbedded = (path: string): boolean => path.startsWith(`${EMBEDDED}/`)

/** A link that leads out of another site's page is the browser's own to follow, as it was before scripts ran: in a new tab. */
export function openOutside(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (link instanceof HTMLAnchorElement && !isEmbedded(link.pathname)) event.stopPropagation()
}
