import { licenceOf, LICENCE_ADDRESSES } from '@terreau/shared/page-types/licences.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'

const WORDS = {
  fr: { by: 'par', from: 'D’après' },
  en: { by: 'by', from: 'From' },
} as const satisfies Record<Lang, object>

/** What whoever copies a page has to say of it, in the page's language: title, authors in order of arrival, address, licence, and where an import came from. */
export function creditOf(answer: PageAnswer, base: string): string {
  const { page, named } = answer
  const { by, from } = WORDS[page.lang]
  const licence = licenceOf(page.fields)
  const authors = page.authors.filter(({ imported }) => !imported).map(({ name }) => name)
  const sources = page.authors.some(({ imported }) => imported) ? sourcesAmong(page.fields.sources, named) : []
  const line = [
    page.title + (authors.length > 0 ? `, ${by} ${authors.join(', ')}` : ''),
    `${base}/p/${page.slug}`,
    licence,
    LICENCE_ADDRESSES[licence] ?? '',
  ]
  const credit = `${line.filter(Boolean).join(', ')}.`
  return sources.length > 0 ? `${credit} ${from} ${sources.join(' ; ')}.` : credit
}

function sourcesAmong(ids: unknown, named: PageAnswer['named']): string[] {
  const cited = Array.isArray(ids) ? (ids as readonly unknown[]) : []
  return named
    .filter(({ id }) => cited.includes(id))
    .map(({ title, licence, source }) => [title, licence, source?.url].filter(Boolean).join(', '))
}
