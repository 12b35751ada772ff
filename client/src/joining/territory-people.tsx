import type { Belonging } from '@terreau/shared/api/territories.ts'
import type { MemberId, TerritoryId } from '@terreau/shared/ids.ts'
import { ROLES } from '@terreau/shared/permission/roles.ts'
import { useState, type FormEvent } from 'react'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { Choice } from './choice.tsx'
import { useTelling } from './use-telling.ts'
import { Confirm, Wish } from './wishes.tsx'

interface PeopleProps {
  id: TerritoryId
  members: readonly Belonging[]
  me: MemberId
  keep: boolean
}

/** Who belongs to a territory, with their role and until when; its stewards give roles, its members wish for validators. */
export function TerritoryPeople({ id, members, me, keep }: PeopleProps) {
  const { territories: words } = useJoiningWords()
  const [said, setSaid] = useState('')
  return (
    <section className="card" aria-labelledby="territory-people">
      <h2 id="territory-people" className="card-title">
        {words.people}
      </h2>
      <p className="small muted">{words.peopleSays}</p>
      {keep && <EndingSoon members={members} />}
      <ul className="plain-list lines">
        {members.map((one) => (
          <li key={one.id} className="stack">
            <Named one={one} />
            {keep && one.proposed && <Confirm id={id} one={one} onSaid={setSaid} />}
            {keep && <GiveRole id={id} one={one} onGiven={() => setSaid(words.given(one.name))} />}
            {!keep && one.id !== me && one.role === 'member' && <Wish id={id} one={one} onSaid={setSaid} />}
          </li>
        ))}
      </ul>
      <output className="small">{said}</output>
    </section>
  )
}

function Named({ one: { name, role, until } }: { one: Belonging }) {
  const { roles, territories: words } = useJoiningWords()
  const { format } = useLanguage()
  return (
    <p>
      <b>{name}</b> <span className="muted">{roles[role]}</span>{' '}
      {until && <span className="small muted">{words.until(format.day(until.slice(0, 10)))}</span>}
    </p>
  )
}

function GiveRole({ id, one, onGiven }: { id: TerritoryId; one: Belonging; onGiven: () => void }) {
  const { roles, territories: words } = useJoiningWords()
  const { wrong, busy, telling } = useTelling()
  const give = async (form: HTMLFormElement) => {
    const day = formText(form, 'until')
    const until = day ? { until: `${day}T23:59:59.000Z` } : {}
    const given = { role: formText(form, 'role'), ...until }
    if (await telling('PUT', `/territories/${id}/members/${one.id}`, given)) onGiven()
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void give(event.currentTarget)
  }
  return (
    <details>
      <summary>{words.changeRole(one.name)}</summary>
      <form className="stack" method="post" onSubmit={onSubmit} noValidate>
        <Choice
          name="role"
          label={words.role}
          options={ROLES.map((role) => [role, role === 'visitor' ? words.takeOut : roles[role]])}
          first={one.role}
        />
        <label className="field">
          <span>{words.untilWhen}</span>
          <input className="input" type="date" name="until" defaultValue={one.until?.slice(0, 10)} />
        </label>
        <WrongSaid id={`role-${one.id}`} wrong={wrong} />
        <button className="btn small" disabled={busy}>
          {words.give}
        </button>
      </form>
    </details>
  )
}

const SOON = 31 * 24 * 3600 * 1000

/** Roles that end within a month, so that stewards think of who comes next. */
function EndingSoon({ members }: { members: readonly Belonging[] }) {
  const { roles, territories: words } = useJoiningWords()
  const { format } = useLanguage()
  const [now] = useState(() => Date.now())
  const ending = members.flatMap(({ id, name, role, until }) => {
    const left = until ? Date.parse(until) - now : -1
    return until && left > 0 && left < SOON
      ? [{ id, says: words.ends(name, roles[role], format.day(until.slice(0, 10))) }]
      : []
  })
  if (ending.length === 0) return null
  return (
    <div className="notice">
      <p>{words.endingSoon}</p>
      <ul>
        {ending.map(({ id, says }) => (
          <li key={id}>{says}</li>
        ))}
      </ul>
    </div>
  )
}
