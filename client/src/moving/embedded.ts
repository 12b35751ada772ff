import type { MouseEvent } from 'react'

/** Where lists stand that other sites show within their own pages. */
export const EMBEDDED = '/integrer'

export const isEmbedded = (path: string): boolean => path.startsWith(`${EMBEDDED}/`)

/** Within another site's page a link leads out of it, to the wiki in a tab of its own. */
export function openOutside(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.pathname.startsWith(`${EMBEDDED}/`)) return
  event.preventDefault()
  event.stopPropagation()
  window.open(link.href, '_blank', 'noopener')
}
