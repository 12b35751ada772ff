import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Thread, ThreadMessage, ThreadPassage } from '@terreau/shared/api/discussion.ts'
import type { ReactNode } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { StandingBadge } from '../ui/standing-badge.tsx'
import { textFragment } from '../moving/text-fragment.ts'

interface ThreadCardProps {
  readonly thread: Thread
  readonly page: PageAnswer['page']
  readonly children?: ReactNode
}

/** A thread: the passage it stands at, what was said, and how it ended. */
export function ThreadCard({ thread, page, children }: ThreadCardProps) {
  const { t, format, lang } = useLanguage()
  const { id, kind, passage, contradicts, settled, messages } = thread
  const contests = kind === 'objection' && settled === null
  return (
    <article className="card thread" id={`fil-${id}`} aria-labelledby={`titre-${id}`} data-kind={kind}>
      <div className="row">
        <h3 id={`titre-${id}`} tabIndex={-1}>
          {t.discussion.kinds[kind](thread.by.name)}
        </h3>
        {contests && <StandingBadge standing="contested" />}
      </div>
      {passage ? <About passage={passage} page={page} /> : <p className="small muted">{t.discussion.ofPage}</p>}
      {contradicts && (
        <p
          className="small thread-contradicts"
          lang={contradicts.principle.lang === lang ? undefined : contradicts.principle.lang}
        >
          <span lang={lang}>{t.discussion.contradicts}</span> <PageLink page={contradicts.principle} />{' '}
          <a href={`/p/${contradicts.principle.slug}${textFragment(contradicts.words)}`}>
            <q>{contradicts.words}</q>
          </a>
        </p>
      )}
      <ol className="plain-list thread-messages">
        {messages.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ol>
      {contests && <p className="small">{t.discussion.waits}</p>}
      {settled && (
        <p className="thread-settled">
          <b>{t.discussion.how[settled.how](settled.by.name)}</b>{' '}
          <span className="small muted">{format.instant(settled.at)}</span>
        </p>
      )}
      {children}
    </article>
  )
}

function About({ passage: { quote, field, live }, page }: { passage: ThreadPassage; page: PageAnswer['page'] }) {
  const { t } = useLanguage()
  const now = page.passages.find((one) => one.hash === live && one.field === field)
  return (
    <>
      {quote !== null && (
        <blockquote className="thread-quote" lang={page.lang}>
          {quote}
        </blockquote>
      )}
      <p className="small muted">
        {live === null && t.discussion.gone}
        {now && quote !== null && now.text !== quote && !quote.endsWith('…') && `${t.discussion.changed} `}
        {now && <a href={`/p/${page.slug}?version=live${textFragment(now.text)}`}>{t.discussion.see}</a>}
      </p>
    </>
  )
}

function Message({ message: { by, at, words, hidden, mentions } }: { message: ThreadMessage }) {
  const { t, format } = useLanguage()
  return (
    <li className="thread-message">
      <p className="row small">
        <Avatar name={by.name} />
        <b>{by.name}</b>
        <time className="muted" dateTime={at}>
          {format.instant(at)}
        </time>
      </p>
      {words !== null && <p className="thread-words">{withNames(words, mentions)}</p>}
      {hidden && <p className="small muted">{words === null ? t.discussion.hidden : t.discussion.hiddenForOthers}</p>}
    </li>
  )
}

/** Words, with the people who are called in them set apart. */
function withNames(words: string, mentions: ThreadMessage['mentions']): ReactNode[] {
  const [first, ...more] = mentions
  if (!first) return [words]
  return words
    .split(`@${first.name}`)
    .flatMap((part, at) => [
      ...(at > 0 ? [<b key={`${first.id} ${at} ${part}`}>@{first.name}</b>] : []),
      ...withNames(part, more),
    ])
}
