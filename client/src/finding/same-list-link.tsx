import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { EMBEDDED, isEmbedded } from '../moving/embedded.ts'

interface SameListLinkProps {
  readonly href: string
  readonly className?: string
  readonly children: ReactNode
}

/** Leads to the same list, further on or in another order: within another site's page it stays there. */
export function SameListLink({ href, ...said }: SameListLinkProps) {
  const [path] = useLocation()
  if (!isEmbedded(path)) return <Link href={href} {...said} />
  return <Link href={`${EMBEDDED}${href}`} target="_self" {...said} />
}
