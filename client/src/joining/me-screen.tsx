import { useQueryClient } from '@tanstack/react-query'
import type { Member, SessionList } from '@terreau/shared/api/people.ts'
import { useEffect, useState, type ComponentType } from 'react'
import { Link, useLocation } from 'wouter'
import { tell } from '../asking/ask.ts'
import { mySessions, whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse, useAnswer, useValue } from '../asking/use-answer.ts'
import { reviews, writes } from '../asking/writes.ts'
import { useLanguage } from '../i18n/language.tsx'
import { readCarried } from '../carrying/carried.ts'
import { readMarker } from '../keeping/marker.ts'
import { Answered } from '../ui/answered.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Settings } from '../ui/footer.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'

const Rename = lazyPart(() => import('./rename.tsx'))
const MyPasskeys = lazyPart(() => import('./my-passkeys.tsx'))
const Happened = lazyPart(() => import('../following/happened.tsx'))
const MyProposals = lazyPart(() => import('./asked-of-me.tsx'))
const MyProposed = lazyPart(() => import('../proposing/my-proposed.tsx'), 'quiet')
const StepsAgain = lazyPart(() => import('../starting/steps-again.tsx'))
const MyOtherName = lazyPart(() => import('./other-name.tsx'))
const Departing = lazyPart(() => import('./departing.tsx'))
const MyAddresses = lazyPart(() => import('./my-addresses.tsx'))

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
  const mail = useValue(whoAmI)?.ways.mail
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
        <Rename />
        <SignOut />
        <p className="small">
          <a href="/api/me/export" download>
            {t.me.export}
          </a>
        </p>
      </section>
      <MyProposals />
      <Happened />
      <MyProposed />
      <Ways member={member} />
      {writes(member) && <StepsAgain />}
      <Keeping />
      <MyPasskeys />
      {mail && <MyAddresses />}
      <Sessions />
      <MyOtherName />
      <Departing />
    </>
  )
}

/** Inviting, for those who may somewhere; and the territories. */
function Ways({ member }: { member: Member }) {
  const { t } = useLanguage()
  return (
    <p className="row">
      {reviews(member) && (
        <Link className="btn" href="/inviter">
          {t.joining.invite}
        </Link>
      )}
      <Link className="btn" href="/territoires">
        {t.territories.title}
      </Link>
    </p>
  )
}

function SignOut() {
  const { t } = useLanguage()
  const { going, loses, signOut, stay } = useSignOut()
  if (loses > 0)
    return (
      <div className="notice stack" role="alert">
        <p>{t.me.signOutLoses(loses)}</p>
        <p className="row">
          <button type="button" className="btn" onClick={() => void signOut(true)}>
            {t.me.signOutAnyway}
          </button>
          <button type="button" className="btn" onClick={stay}>
            {t.me.stay}
          </button>
        </p>
      </div>
    )
  return (
    <p className="row">
      <button type="button" className="btn" disabled={going} onClick={() => void signOut(false)}>
        {t.me.signOut}
      </button>
      <span className="small muted">{t.me.signOutSays}</span>
    </p>
  )
}

/** Signing out leaves nothing of pages on this device; words that only this device has are told first. */
function useSignOut() {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [going, setGoing] = useState(false)
  const [loses, setLoses] = useState(0)
  const signOut = async (anyway: boolean) => {
    setGoing(true)
    const kept = readMarker() ? await import('../keeping/going-out.ts') : null
    const left = anyway ? 0 : ((await kept?.bringBeforeGoing()) ?? 0)
    setGoing(false)
    setLoses(left)
    if (left > 0) return
    await kept?.forgetAll()
    if (readCarried()) await (await import('../carrying/carrying.ts')).carrying.remove()
    await tell('DELETE', '/sessions/current')
    await becomeSomeoneElse(client, whoAmI)
    navigate('/')
  }
  return { going, loses, signOut, stay: () => setLoses(0) }
}

/** Recovered drafts and what this device keeps; both load with the parts of the editor that know of them. */
function Keeping() {
  const [Part, setPart] = useState<{ is: ComponentType } | null>(null)
  useEffect(() => {
    if (!import.meta.env.SSR) void import('./my-drafts.tsx').then((module) => setPart({ is: module.default }))
  }, [])
  return Part && <Part.is />
}

function Sessions() {
  const { t } = useLanguage()
  const client = useQueryClient()
  const sessions = useValue(mySessions)?.sessions
  const [said, setSaid] = useState('')
  if (!sessions) return null
  const closeOthers = async () => {
    await tell('DELETE', '/sessions/others')
    await client.invalidateQueries({ queryKey: [mySessions.path] })
    setSaid(t.me.othersClosed)
  }
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
      {sessions.length > 1 && (
        <p>
          <button type="button" className="btn small" onClick={() => void closeOthers()}>
            {t.me.closeOthers}
          </button>
        </p>
      )}
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
