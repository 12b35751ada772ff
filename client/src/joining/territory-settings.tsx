import type { Territory } from '@terreau/shared/api/territories.ts'
import { useState, type FormEvent } from 'react'
import { useJoiningWords } from '../i18n/joining.ts'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'
import { VisibilityChoice } from './visibility-choice.tsx'

/** The name of a territory, and for whom it and all that lies in it are. */
export function TerritorySettings({ territory: { id, name, visibility } }: { territory: Territory }) {
  const { territories: words } = useJoiningWords()
  const { wrong, busy, telling } = useTelling()
  const [said, setSaid] = useState('')
  const change = async (form: HTMLFormElement) => {
    const asked = { name: formText(form, 'name'), visibility: formText(form, 'visibility') }
    if (await telling('PATCH', `/territories/${id}`, asked)) setSaid(words.changed)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void change(event.currentTarget)
  }
  return (
    <form className="card stack" method="post" onSubmit={onSubmit} aria-labelledby="territory-settings" noValidate>
      <h2 id="territory-settings" className="card-title">
        {words.settings}
      </h2>
      <label className="field">
        <span>{words.name}</span>
        <input className="input" name="name" autoComplete="off" maxLength={80} defaultValue={name} />
      </label>
      <VisibilityChoice first={visibility} />
      <p className="small muted">{words.closesAll}</p>
      <WrongSaid id="settings-wrong" wrong={wrong} />
      <p className="row">
        <button className="btn" disabled={busy}>
          {words.save}
        </button>
        <output className="small">{said}</output>
      </p>
    </form>
  )
}
