import { useQueryClient } from '@tanstack/react-query'
import type { InvitationAnswer, Member } from '@terreau/shared/api/people.ts'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { tell } from '../asking/ask.ts'
import { invitation, whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse, useAnswer, useValue } from '../asking/use-answer.ts'
import { usePosted, type Posted } from '../handed-over.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { formText } from '../ui/form-text.ts'
import { Head } from '../ui/head.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

const LONGEST_NAME = 60

/** Where an invitation link leads: a name is all it asks, with scripts or without. */
export function JoinScreen({ token }: { token: string }) {
  return <Answered answer={useAnswer(invitation(token))}>{(opens) => <Join token={token} opens={opens} />}</Answered>
}

function Join({ token, opens }: { token: string; opens: InvitationAnswer }) {
  const { t } = useLanguage()
  const member = useValue(whoAmI)?.member
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.joining.title} hidden />
      <h1 tabIndex={-1}>{t.joining.title}</h1>
      <p>
        {t.joining.roles[opens.role]} {opens.territory && t.joining.inPlace(opens.territory)}
      </p>
      {member ? <AlreadyHere token={token} member={member} /> : <NameForm token={token} />}
    </main>
  )
}

/** Who is a member already stays who they are; on a shared device someone else may come in all the same. */
function AlreadyHere({ token, member }: { token: string; member: Member }) {
  const { t } = useLanguage()
  const posted = usePosted()
  const named = posted?.values.name !== undefined
  const { wrong, joining, accept } = useJoin(token, named ? null : wrongOf(posted, t.joining.noName))
  return (
    <>
      <p className="notice">{t.joining.already(member.name)}</p>
      <WrongSaid id="accept-wrong" wrong={wrong} />
      <form method="post" onSubmit={accept}>
        <button className="btn primary" disabled={joining}>
          {t.joining.accept(member.name)}
        </button>
      </form>
      <details open={named}>
        <summary>{t.joining.other}</summary>
        <NameForm token={token} />
      </details>
    </>
  )
}

function NameForm({ token }: { token: string }) {
  const { t } = useLanguage()
  const posted = usePosted()
  const { wrong, joining, join } = useJoin(token, wrongOf(posted, t.joining.noName))
  return (
    <form className="stack" method="post" onSubmit={join} noValidate>
      <p>{t.joining.intro}</p>
      <label className="field">
        <span>{t.joining.name}</span>
        <input
          className="input"
          name="name"
          autoComplete="name"
          required
          maxLength={LONGEST_NAME}
          defaultValue={posted?.values.name}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? 'join-wrong' : undefined}
        />
      </label>
      <WrongSaid id="join-wrong" wrong={wrong} />
      <button className="btn primary" disabled={joining}>
        {t.joining.go}
      </button>
    </form>
  )
}

/** What was wrong with a form that was sent without scripts. */
function wrongOf(posted: Posted | null, noName: string): string | null {
  if (!posted) return null
  const { values, refusal } = posted
  return refusal.code === 'request.malformed' && values.name?.trim() === '' ? noName : refusal.message
}

function useJoin(token: string, alreadyWrong: string | null) {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [wrong, setWrong] = useState(alreadyWrong)
  const [joining, setJoining] = useState(false)
  const join = async (form: HTMLFormElement) => {
    const name = formText(form, 'name')
    if (!name) return setWrong(t.joining.noName)
    await enter('/sessions', { invitation: token, name })
  }
  const enter = async (path: string, body?: object) => {
    setJoining(true)
    const answer = await tell('POST', path, body).catch(() => null)
    setJoining(false)
    if (!answer) return setWrong(t.lost.offline)
    if ('refusal' in answer) return setWrong(answer.refusal.message)
    await becomeSomeoneElse(client, whoAmI)
    navigate('/')
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void join(event.currentTarget)
  }
  const accept = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void enter(`/invitations/${encodeURIComponent(token)}/accepted`)
  }
  return { wrong, joining, accept, join: onSubmit }
}
