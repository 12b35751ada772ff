import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { ThreadList } from '@terreau/shared/api/discussion.ts'
import { Link } from 'wouter'
import { threadsOf, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { PageView } from '../reading/page-view.tsx'
import { Answered } from '../ui/answered.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { ThreadCard } from './thread-card.tsx'

const NewThread = lazyPart(() => import('./new-thread.tsx'))
const ThreadActs = lazyPart(() => import('./thread-acts.tsx'), 'quiet')

/** «Discussion»: what people say of a page and of its passages. */
export function DiscussionScreen({ slug }: { slug: string }) {
  return (
    <PageView slug={slug} view="discussion">
      {(answer) => <OfPage answer={answer} />}
    </PageView>
  )
}

function OfPage({ answer }: { answer: PageAnswer }) {
  const list = useAnswer(threadsOf(answer.page.slug))
  return <Answered answer={list}>{(threads) => <Told page={answer.page} list={threads} />}</Answered>
}

function Told({ page, list }: { page: PageAnswer['page']; list: ThreadList }) {
  const { t } = useLanguage()
  const visitor = useValue(whoAmI)?.member === null
  const [open, settled] = [
    list.threads.filter((one) => one.settled === null),
    list.threads.filter((one) => one.settled !== null),
  ]
  return (
    <div className="discussion stack">
      {list.may.open && <NewThread page={page} />}
      {visitor && (
        <p>
          <Link className="btn" href="/entrer">
            {t.discussion.enter}
          </Link>
        </p>
      )}
      <h2>{t.discussion.open}</h2>
      {open.length === 0 && <p className="muted">{t.discussion.nothing}</p>}
      <Threads page={page} threads={open} list={list} />
      {settled.length > 0 && <h2>{t.discussion.settled}</h2>}
      <Threads page={page} threads={settled} list={list} />
    </div>
  )
}

interface ThreadsProps {
  readonly page: PageAnswer['page']
  readonly threads: ThreadList['threads']
  readonly list: ThreadList
}

function Threads({ page, threads, list: { may } }: ThreadsProps) {
  return (
    <ul className="plain-list stack threads">
      {threads.map((thread) => (
        <li key={thread.id}>
          <ThreadCard thread={thread} page={page}>
            {may.open && <ThreadActs thread={thread} slug={page.slug} mayHide={may.hide} />}
          </ThreadCard>
        </li>
      ))}
    </ul>
  )
}
