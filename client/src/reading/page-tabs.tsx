import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { Link } from 'wouter'
import { useLanguage } from '../i18n/language.tsx'

const PATHS = { read: '', origins: '/origine', history: '/historique', discussion: '/discussion' } as const
type View = keyof typeof PATHS

/** The address of a view of a page. */
export function viewPath(slug: string, view: View): string {
  return `/p/${slug}${PATHS[view]}`
}

/** The views of a page: its text, where that comes from, what became of it and what is said of it. */
export function PageTabs({ answer: { page, talks }, current }: { answer: PageAnswer; current: View }) {
  const { t } = useLanguage()
  const labels = {
    read: t.reading.read,
    origins: t.origins.title,
    history: t.history.title,
    discussion: t.discussion.tab(talks),
  }
  return (
    <nav className="tabs" aria-label={t.reading.views}>
      {(Object.keys(PATHS) as View[]).map((view) => (
        <Link key={view} href={viewPath(page.slug, view)} aria-current={view === current ? 'page' : undefined}>
          {labels[view]}
        </Link>
      ))}
    </nav>
  )
}
