import { isSafeHref } from '@terreau/shared/document/attributes.ts'

/**
 * The address somebody meant: `exemple.org` is on the web, `a@exemple.org` is mail, `05 56 00 00 00` is a telephone.
 * Null where it is none that a page may link to.
 */
export function linkedAddress(text: string): string | null {
  const written = text.trim()
  if (written === '') return null
  const meant = [written, schemed(written)].find((href) => href !== null && /^[a-z]+:/i.test(href) && isSafeHref(href))
  return meant ?? null
}

function schemed(written: string): string | null {
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(written)) return `mailto:${written}`
  if (/^\+?[\d .()-]{6,20}$/.test(written)) return `tel:${written.replaceAll(/[ .()-]/g, '')}`
  if (/^[^\s/:]+\.[a-z]{2,}(?:[/?#]\S*)?$/i.test(written)) return `https://${written}`
  return null
}
