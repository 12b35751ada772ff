import { useQueryClient } from '@tanstack/react-query'
import type { Member, SessionList } from '@terreau/shared/api/people.ts'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { tell } from '../asking/ask.ts'
import { mySessions, whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse, useAnswer, useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Settings } from '../ui/footer.tsx'
import { Head } from '../ui/head.tsx'

/** One's own corner: the name others see, the devices one is on, language and colours. */
export function MeScreen() {
  const { t } = useLanguage()
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.me.title} hidden />
      <h1 tabIndex={-1}>{t.me.title}</h1>
      <Answered answer={useAnswer(whoAmI)}>
        {({ member }) => (member ? <Inside member={member} /> : <Outside />)}
      </Answered>
      <section className="card" aria-labelledby="settings">
        <h2 id="settings" className="card-title">
          {t.me.settings}
        </h2>
        <Settings />
      </section>
    </main>
  )
}

function Outside() {
  const { t } = useLanguage()
  return (
    <p className="row">
      {t.me.visitor}{' '}
      <Link className="btn" href="/entrer">
        {t.joining.wayIn}
      </Link>
    </p>
  )
}

function Inside({ member }: { member: Member }) {
  const { t } = useLanguage()
  return (
    <>
      <section className="card stack" aria-labelledby="seen-as">
        <h2 id="seen-as" className="card-title">
          {t.me.seenAs}
        </h2>
        <p className="row">
          <Avatar name={member.name} /> <b>{member.name}</b>
          <span className="muted">{t.me.role[member.role]}</span>
        </p>
        <SignOut />
      </section>
      <Sessions />
    </>
  )
}

function SignOut() {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const signOut = async () => {
    await tell('DELETE', '/sessions/current')
    await becomeSomeoneElse(client, whoAmI)
    navigate('/')
  }
  return (
    <p className="row">
      <button type="button" className="btn" onClick={() => void signOut()}>
        {t.me.signOut}
      </button>
      <span className="small muted">{t.me.signOutSays}</span>
    </p>
  )
}

function Sessions() {
  const { t } = useLanguage()
  const sessions = useValue(mySessions)?.sessions
  const [said, setSaid] = useState('')
  if (!sessions) return null
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions" className="card-title">
        {t.me.sessions}
      </h2>
      <ul className="plain-list sessions">
        {sessions.map((session) => (
          <Session key={session.id} session={session} onClosed={() => setSaid(t.me.closed)} />
        ))}
      </ul>
      <output className="small">{said}</output>
    </section>
  )
}

function Session({ session, onClosed }: { session: SessionList['sessions'][number]; onClosed: () => void }) {
  const { t, format } = useLanguage()
  const client = useQueryClient()
  const close = async () => {
    await tell('DELETE', `/sessions/${session.id}`)
    await client.invalidateQueries({ queryKey: [mySessions.path] })
    onClosed()
  }
  return (
    <li className="row">
      <span className="grow">
        {session.device} <span className="muted small">{t.me.seen(format.instant(session.seenAt))}</span>
      </span>
      {session.current ? (
        <span className="chip">{t.me.thisOne}</span>
      ) : (
        <button
          type="button"
          className="btn small"
          aria-label={t.me.closeDevice(session.device)}
          onClick={() => void close()}
        >
          {t.me.close}
        </button>
      )}
    </li>
  )
}
