import type { PageName } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'

/** A page by its title of today, in the language it is written in. */
export function PageLink({ page }: { page: Pick<PageName, 'slug' | 'title' | 'lang'> }) {
  const { lang } = useLanguage()
  return (
    <Link href={`/p/${page.slug}`} lang={page.lang === lang ? undefined : page.lang}>
      {page.title}
    </Link>
  )
}
