import type { ReactNode } from 'react'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { pageAt } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { PageHead } from './page-head.tsx'
import { PageTabs, viewPath } from './page-tabs.tsx'

interface PageViewProps {
  readonly slug: string
  readonly view: 'origins' | 'history' | 'discussion'
  readonly children: (answer: PageAnswer) => ReactNode
}

/** A view of a page other than its text, below its head and its tabs: what it tells is told of the live page. */
export function PageView({ slug, view, children }: PageViewProps) {
  const { t } = useLanguage()
  return (
    <Answered answer={useAnswer(pageAt(slug, 'live'))}>
      {(answer) => (
        <main id="main" className="wrap page">
          <Head title={`${t[view].title} · ${answer.page.title}`} canonical={viewPath(answer.page.slug, view)} />
          <PageHead answer={answer} />
          <PageTabs answer={answer} current={view} />
          <p className="muted view-says">{t[view].says}</p>
          {children(answer)}
        </main>
      )}
    </Answered>
  )
}
