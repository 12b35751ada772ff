import type { PageAnswer } from '@terreau/shared/api/pages.ts'

/** What machines read of a page. */
export function linkedData({ page }: PageAnswer): unknown {
  return { '@context': 'https://schema.org', '@type': 'CreativeWork', name: page.title, inLanguage: page.lang }
}
