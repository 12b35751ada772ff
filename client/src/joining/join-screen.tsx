import { useQueryClient } from '@tanstack/react-query'
import type { Role } from '@terreau/shared/permission/roles.ts'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { tell } from '../asking/ask.ts'
import { invitation, whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse, useAnswer, useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Answered } from '../ui/answered.tsx'
import { formText } from '../ui/form-text.ts'
import { Head } from '../ui/head.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

const LONGEST_NAME = 60

/** Where an invitation link leads: a name is all it asks. */
export function JoinScreen({ token }: { token: string }) {
  return <Answered answer={useAnswer(invitation(token))}>{({ role }) => <Join token={token} role={role} />}</Answered>
}

function Join({ token, role }: { token: string; role: Role }) {
  const { t } = useLanguage()
  const member = useValue(whoAmI)?.member
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.joining.title} hidden />
      <h1 tabIndex={-1}>{t.joining.title}</h1>
      {member && <p className="notice">{t.joining.already(member.name)}</p>}
      <p>
        {t.joining.roles[role]} {t.joining.intro}
      </p>
      <NameForm token={token} />
      <noscript>
        <p className="notice">{t.joining.needsScript}</p>
      </noscript>
    </main>
  )
}

function NameForm({ token }: { token: string }) {
  const { t } = useLanguage()
  const { wrong, joining, join } = useJoin(token)
  return (
    <form className="stack" method="post" onSubmit={join} noValidate>
      <label className="field">
        <span>{t.joining.name}</span>
        <input
          className="input"
          name="name"
          autoComplete="name"
          required
          maxLength={LONGEST_NAME}
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

function useJoin(token: string) {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [wrong, setWrong] = useState<string | null>(null)
  const [joining, setJoining] = useState(false)
  const join = async (form: HTMLFormElement) => {
    const name = formText(form, 'name')
    if (!name) return setWrong(t.joining.noName)
    setJoining(true)
    const answer = await tell('POST', '/sessions', { invitation: token, name }).catch(() => null)
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
  return { wrong, joining, join: onSubmit }
}
