import { pageAt } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const Queue = lazyPart(() => import('./queue.tsx'))
const Review = lazyPart(() => import('./review.tsx'))

/** «Relire»: what waits for those who review. */
export function QueueScreen() {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap page">
      <Head title={t.nav.review} hidden />
      <h1 tabIndex={-1}>{t.nav.review}</h1>
      <Queue />
    </main>
  )
}

/** What changed on a page since its validated version, passage by passage. */
export function ReviewScreen({ slug }: { slug: string }) {
  const { t, lang } = useLanguage()
  return (
    <Answered answer={useAnswer(pageAt(slug, 'live'))}>
      {(answer) => (
        <main id="main" className="wrap page reviewing">
          <Head title={t.version.reviewOf(answer.page.title)} hidden />
          <h1 tabIndex={-1} lang={lang}>
            {t.version.reviewOf(answer.page.title)}
          </h1>
          <Review answer={answer} />
        </main>
      )}
    </Answered>
  )
}
