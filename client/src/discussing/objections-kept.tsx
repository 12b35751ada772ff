import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { threadsOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { ThreadCard } from './thread-card.tsx'

/** In the history of a page: objections and other wordings, open and settled, with how they were settled (D36). */
export function ObjectionsKept({ page }: { page: PageAnswer['page'] }) {
  const { t } = useLanguage()
  const threads = useValue(threadsOf(page.slug))?.threads.filter(({ kind }) => kind !== 'talk') ?? []
  if (threads.length === 0) return null
  return (
    <section className="stack discussion objections-kept" aria-labelledby="objections-kept">
      <h2 id="objections-kept">{t.discussion.kept}</h2>
      <p className="muted">{t.discussion.keptSays}</p>
      <ul className="plain-list stack threads">
        {threads.map((thread) => (
          <li key={thread.id}>
            <ThreadCard thread={thread} page={page} />
          </li>
        ))}
      </ul>
    </section>
  )
}
