import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { Link, Redirect } from 'wouter'
import { pageAt } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { PageHead } from './page-head.tsx'
import { PageText } from './page-text.tsx'

/** The reading page. An old slug or an id leads to the slug of today. */
export function PageScreen({ slug }: { slug: string }) {
  return <Answered answer={useAnswer(pageAt(slug))}>{(answer) => <Read answer={answer} asked={slug} />}</Answered>
}

function Read({ answer, asked }: { answer: PageAnswer; asked: string }) {
  const { t } = useLanguage()
  const { page } = answer
  const path = `/p/${page.slug}`
  return (
    <main id="main" className="wrap page">
      <PageFacts answer={answer} {...(page.slug !== asked && { movedTo: path })} />
      {page.slug !== asked && <Redirect to={path} replace />}
      <PageHead answer={answer} />
      <nav className="tabs" aria-label={t.reading.views}>
        <Link href={path} aria-current="page">
          {t.reading.read}
        </Link>
      </nav>
      <PageText answer={answer} />
    </main>
  )
}

/** What the head of the document says of a page. */
function PageFacts({ answer, movedTo }: { answer: PageAnswer; movedTo?: string }) {
  const { page } = answer
  const summary = page.fields.summary
  return (
    <Head
      title={page.title}
      canonical={`/p/${page.slug}`}
      describes={answer}
      {...(typeof summary === 'string' && { description: summary })}
      {...(movedTo && { movedTo })}
    />
  )
}
