import { useQueryClient } from '@tanstack/react-query'
import type { MadeInvitation, Member } from '@terreau/shared/api/people.ts'
import type { TerritoryId } from '@terreau/shared/ids.ts'
import { rolesToGive } from '@terreau/shared/permission/invite.ts'
import { useState, type FormEvent } from 'react'
import { useSearch } from 'wouter'
import { tell } from '../asking/ask.ts'
import { allTerritories, myInvitations, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { Choice } from './choice.tsx'

const USES = [1, 5, 20, 100]
const DAYS = [1, 7, 30, 90]

/** For whom, for how many and for how long; nothing above one's own role is offered. */
export function InvitationForm({ onMade }: { onMade: (made: MadeInvitation) => void }) {
  const words = useJoiningWords()
  const member = useValue(whoAmI)?.member
  const { wrong, making, make } = useMake(onMade)
  if (!member) return null
  return (
    <form className="card stack" method="post" onSubmit={make} aria-labelledby="invitation-form" noValidate>
      <h2 id="invitation-form" className="card-title">
        {words.inviting.form}
      </h2>
      <WhereAndRole member={member} />
      <Choice name="uses" label={words.inviting.uses} options={USES.map((n) => [`${n}`, words.inviting.people(n)])} />
      <Choice
        name="days"
        label={words.inviting.days}
        options={DAYS.map((n) => [`${n}`, words.inviting.lasts(n)])}
        first="7"
      />
      <WrongSaid id="invitation-wrong" wrong={wrong} />
      <button className="btn primary" disabled={making}>
        {words.inviting.make}
      </button>
    </form>
  )
}

function WhereAndRole({ member }: { member: Member }) {
  const words = useJoiningWords()
  const asked = new URLSearchParams(useSearch()).get('territoire')
  const territories = useValue(allTerritories)?.territories ?? []
  const places = [{ id: '', name: words.wholeNetwork }, ...territories].filter(
    ({ id }) => rolesToGive(member, placeOf(id)).length > 0,
  )
  const [chosen, setChosen] = useState(asked)
  const place = places.find(({ id }) => id === chosen) ?? places[0]
  const roles = rolesToGive(member, placeOf(place?.id ?? ''))
  return (
    <>
      <Choice
        name="territory"
        label={words.inviting.where}
        options={places.map(({ id, name }) => [id, name])}
        value={place?.id ?? ''}
        onChoose={setChosen}
      />
      <Choice
        name="role"
        label={words.inviting.role}
        options={roles.map((role) => [role, words.inviting.roleSays[role]])}
      />
    </>
  )
}

const placeOf = (id: string): TerritoryId | null => (id === '' ? null : (id as TerritoryId))

function useMake(onMade: (made: MadeInvitation) => void) {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [wrong, setWrong] = useState<string | null>(null)
  const [making, setMaking] = useState(false)
  const make = async (form: HTMLFormElement) => {
    const territory = formText(form, 'territory')
    setMaking(true)
    const answer = await tell<MadeInvitation>('POST', '/invitations', {
      role: formText(form, 'role'),
      uses: Number(formText(form, 'uses')),
      days: Number(formText(form, 'days')),
      ...(territory && { territory }),
    }).catch(() => null)
    setMaking(false)
    if (!answer) return setWrong(t.lost.offline)
    if ('refusal' in answer) return setWrong(answer.refusal.message)
    await client.invalidateQueries({ queryKey: [myInvitations.path] })
    onMade(answer.value)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void make(event.currentTarget)
  }
  return { wrong, making, make: onSubmit }
}
