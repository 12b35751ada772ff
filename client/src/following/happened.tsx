import './follow.css'
import { NOTICE_VIEW } from '@terreau/shared/api/notice-view.ts'
import type { Notice, NoticeList } from '@terreau/shared/api/notices.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { noticesBefore } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useFollowingWords } from '../i18n/following.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useTelling } from '../joining/use-telling.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { ByMail } from './by-mail.tsx'
import { MyFollowing } from './my-following.tsx'

/** What one was told, what one follows, and whether letters come. */
export default function Happened() {
  const words = useFollowingWords()
  const [before, setBefore] = useState('')
  const list = useValue(noticesBefore(before), { keep: true })
  if (!list) return null
  return (
    <section className="card stack" aria-labelledby="happened">
      <h2 id="happened" className="card-title">
        {words.happened}
      </h2>
      <p className="small muted">{words.happenedSays}</p>
      <Notices list={list} />
      {(before || list.next) && (
        <p className="row">
          {before && (
            <button type="button" className="btn small" onClick={() => setBefore('')}>
              {words.newest}
            </button>
          )}
          {list.next && (
            <button type="button" className="btn small" onClick={() => setBefore(list.next ?? '')}>
              {words.older}
            </button>
          )}
        </p>
      )}
      <ByMail mail={list.mail} />
      <MyFollowing />
    </section>
  )
}

function Notices({ list: { notices } }: { list: NoticeList }) {
  const words = useFollowingWords()
  const { wrong, busy, telling } = useTelling()
  const [newest] = notices
  if (!newest) return <p>{words.nothing}</p>
  return (
    <>
      <ul className="plain-list lines notices">
        {notices.map((notice) => (
          <OneNotice key={notice.id} notice={notice} />
        ))}
      </ul>
      <WrongSaid id="notices-wrong" wrong={wrong} />
      {notices.some(({ read }) => !read) && (
        <p>
          <button
            type="button"
            className="btn small"
            disabled={busy}
            onClick={() => void telling('POST', '/me/notices/read', { upto: newest.at })}
          >
            {words.markRead}
          </button>
        </p>
      )}
    </>
  )
}

function OneNotice({ notice: { kind, page, by, words: quote, reason, at, read } }: { notice: Notice }) {
  const words = useFollowingWords()
  const { format, lang } = useLanguage()
  return (
    <li className="notice-told">
      <p>
        {!read && <span className="chip">{words.isNew}</span>}{' '}
        <Link href={`/p/${page.slug}${NOTICE_VIEW[kind] ?? ''}`} lang={page.lang === lang ? undefined : page.lang}>
          {page.title}
        </Link>
        {words.colon}
        {words.says[kind](by?.name ?? words.someone)}
      </p>
      {quote && <p className="muted">{words.quoted(quote)}</p>}
      {reason?.split('\n').map((line) => (
        <blockquote key={line}>{line}</blockquote>
      ))}
      <p className="small muted">{format.instant(at)}</p>
    </li>
  )
}
