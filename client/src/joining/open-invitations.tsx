import { useQueryClient } from '@tanstack/react-query'
import type { InvitationList } from '@terreau/shared/api/people.ts'
import { useState } from 'react'
import { tell } from '../asking/ask.ts'
import { myInvitations } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'

/** One's own invitations by which someone can still come in. */
export function OpenInvitations() {
  const { inviting: words } = useJoiningWords()
  const open = useValue(myInvitations)?.invitations
  const [said, setSaid] = useState('')
  if (!open) return null
  return (
    <section className="card" aria-labelledby="invitations">
      <h2 id="invitations" className="card-title">
        {words.open}
      </h2>
      {open.length === 0 && <p className="muted">{words.none}</p>}
      <ul className="plain-list lines">
        {open.map((invitation) => (
          <Open key={invitation.id} invitation={invitation} onTakenBack={() => setSaid(words.takenBack)} />
        ))}
      </ul>
      <output className="small">{said}</output>
    </section>
  )
}

interface OpenProps {
  invitation: InvitationList['invitations'][number]
  onTakenBack: () => void
}

function Open({ invitation: { id, role, territory, usesLeft, expiresAt }, onTakenBack }: OpenProps) {
  const { roles, wholeNetwork, inviting: words } = useJoiningWords()
  const { format } = useLanguage()
  const client = useQueryClient()
  const place = territory ?? wholeNetwork
  const takeBack = async () => {
    await tell('DELETE', `/invitations/${id}`)
    await client.invalidateQueries({ queryKey: [myInvitations.path] })
    onTakenBack()
  }
  return (
    <li className="row">
      <span className="grow">
        {roles[role]}, {place}{' '}
        <span className="muted small">
          {words.left(usesLeft)} · {words.until(format.day(expiresAt.slice(0, 10)))}
        </span>
      </span>
      <button
        type="button"
        className="btn small"
        aria-label={words.takeBackWhich(roles[role], place)}
        onClick={() => void takeBack()}
      >
        {words.takeBack}
      </button>
    </li>
  )
}
