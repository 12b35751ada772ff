import type { Belonging } from '@terreau/shared/api/territories.ts'
import type { TerritoryId } from '@terreau/shared/ids.ts'
import type { FormEvent } from 'react'
import { useJoiningWords } from '../i18n/joining.ts'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

interface Props {
  id: TerritoryId
  one: Belonging
  onSaid: (said: string) => void
}

/** Wishing for somebody as validator, with a word why; they are asked first. */
export function Wish({ id, one, onSaid }: Props) {
  const { territories: words } = useJoiningWords()
  const { wrong, busy, telling, setWrong } = useTelling()
  const wish = async (form: HTMLFormElement) => {
    const why = formText(form, 'why')
    if (why.length < 3) return setWrong(words.wishWhyShort)
    if (await telling('POST', `/territories/${id}/members/${one.id}/proposal`, { why })) onSaid(words.wished(one.name))
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void wish(event.currentTarget)
  }
  return (
    <details>
      <summary>{words.wish(one.name)}</summary>
      <form className="stack" method="post" onSubmit={onSubmit} noValidate>
        <label className="field">
          <span>{words.wishWhy}</span>
          <input className="input" name="why" maxLength={300} autoComplete="off" />
        </label>
        <WrongSaid id={`wish-${one.id}`} wrong={wrong} />
        <button className="btn small" disabled={busy}>
          {words.wishGo}
        </button>
      </form>
    </details>
  )
}

/** A steward confirms somebody who is willing, until a day on which others take over. */
export function Confirm({ id, one, onSaid }: Props) {
  const { territories: words } = useJoiningWords()
  const { wrong, busy, telling, setWrong } = useTelling()
  const path = `/territories/${id}/members/${one.id}`
  const confirm = async (form: HTMLFormElement) => {
    const day = formText(form, 'until')
    if (!day) return setWrong(words.confirmNoDay)
    const given = { role: 'validator', until: `${day}T23:59:59.000Z` }
    if (await telling('PUT', path, given)) onSaid(words.given(one.name))
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void confirm(event.currentTarget)
  }
  return (
    <form className="notice stack" method="post" onSubmit={onSubmit} noValidate>
      <p>{words.willing(one.name, one.proposed?.by ?? null)}</p>
      {one.proposed?.why && <blockquote>{one.proposed.why}</blockquote>}
      <label className="field">
        <span>{words.confirmUntil}</span>
        <input className="input" type="date" name="until" defaultValue={inAYear()} />
      </label>
      <WrongSaid id={`confirm-${one.id}`} wrong={wrong} />
      <p className="row">
        <button className="btn" disabled={busy}>
          {words.confirm}
        </button>
        <button
          type="button"
          className="btn"
          disabled={busy}
          onClick={() => void telling('DELETE', `${path}/proposal`)}
        >
          {words.notNow}
        </button>
      </p>
    </form>
  )
}

function inAYear(): string {
  const day = new Date()
  day.setFullYear(day.getFullYear() + 1)
  return day.toISOString().slice(0, 10)
}
