import type { Territory } from '@terreau/shared/api/territories.ts'
import { type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { allTerritories } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { Choice } from './choice.tsx'
import { useTelling } from './use-telling.ts'
import { VisibilityChoice } from './visibility-choice.tsx'

const KINDS = ['centre', 'commune', 'grouping'] as const

/** A territory more: its name, what it is, where it lies, and for whom. */
export default function NewTerritory() {
  const { t } = useLanguage()
  const { territories: words } = useJoiningWords()
  const all = useValue(allTerritories)?.territories ?? []
  const { wrong, busy, make } = useMake()
  return (
    <form className="card stack" method="post" onSubmit={make} aria-labelledby="new-territory" noValidate>
      <h2 id="new-territory" className="card-title">
        {words.newOne}
      </h2>
      <label className="field">
        <span>{words.name}</span>
        <input className="input" name="name" autoComplete="off" maxLength={80} required />
      </label>
      <Choice name="kind" label={words.kind} options={KINDS.map((kind) => [kind, t.territories.kinds[kind]])} />
      {all.length > 0 && (
        <Choice
          name="within"
          label={words.within}
          options={[['', words.nowhere], ...all.map(({ id, name }) => [id, name] as const)]}
        />
      )}
      <VisibilityChoice />
      <WrongSaid id="territory-wrong" wrong={wrong} />
      <button className="btn primary" disabled={busy}>
        {words.make}
      </button>
    </form>
  )
}

function useMake() {
  const { territories: words } = useJoiningWords()
  const [, navigate] = useLocation()
  const { wrong, busy, telling, setWrong } = useTelling({ leaving: true })
  const make = async (form: HTMLFormElement) => {
    const name = formText(form, 'name')
    if (name.length < 2) return setWrong(words.tooShort)
    const within = formText(form, 'within')
    const made = await telling<Territory>('POST', '/territories', {
      name,
      kind: formText(form, 'kind'),
      visibility: formText(form, 'visibility'),
      ...(within && { within }),
    })
    if (made) navigate(`/territoires/${made.id}`)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void make(event.currentTarget)
  }
  return { wrong, busy, make: onSubmit }
}
