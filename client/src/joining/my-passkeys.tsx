import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import { useState, type FormEvent } from 'react'
import { tell } from '../asking/ask.ts'
import { myPasskeys } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

/** The passkeys of this member, each with the name they gave it. */
export default function MyPasskeys() {
  const { passkeys: words } = useJoiningWords()
  const { format } = useLanguage()
  const keys = useValue(myPasskeys)?.passkeys ?? []
  const { busy, telling } = useTelling()
  if (!('PublicKeyCredential' in window)) return null
  return (
    <section className="card stack" aria-labelledby="passkeys">
      <h2 id="passkeys" className="card-title">
        {words.title}
      </h2>
      <p className="small muted">{words.says}</p>
      {keys.length > 0 && (
        <ul className="plain-list lines">
          {keys.map(({ id, name, createdAt }) => (
            <li key={id} className="row">
              <span className="grow">
                {name} <span className="small muted">{words.made(format.day(createdAt.slice(0, 10)))}</span>
              </span>
              <button
                type="button"
                className="btn small"
                disabled={busy}
                aria-label={words.removeWhich(name)}
                onClick={() => void telling('DELETE', `/me/passkeys/${encodeURIComponent(id)}`)}
              >
                {words.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <NewPasskeyForm />
    </section>
  )
}

function NewPasskeyForm() {
  const { passkeys: words } = useJoiningWords()
  const { wrong, busy, said, add } = useAdd()
  return (
    <form className="stack" method="post" onSubmit={add} noValidate>
      <label className="field">
        <span>{words.name}</span>
        <input className="input" name="name" maxLength={60} autoComplete="off" placeholder={words.nameHint} />
      </label>
      <WrongSaid id="passkeys-wrong" wrong={wrong} />
      <p className="row">
        <button className="btn" disabled={busy}>
          {words.add}
        </button>
        <output className="small">{said}</output>
      </p>
    </form>
  )
}

function useAdd() {
  const { passkeys: words } = useJoiningWords()
  const { wrong, busy, telling, setWrong } = useTelling()
  const [said, setSaid] = useState('')
  const add = async (form: HTMLFormElement) => {
    const name = formText(form, 'name')
    if (!name) return setWrong(words.noName)
    const options = await tell<PublicKeyCredentialCreationOptionsJSON>('POST', '/me/passkeys/options')
    if ('refusal' in options) return setWrong(options.refusal.message)
    const signed = await startRegistration({ optionsJSON: options.value }).catch(() => null)
    if (!signed) return setWrong(words.gaveUp)
    if (!(await telling('POST', '/me/passkeys', { name, signed }))) return
    form.reset()
    setSaid(words.added)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void add(event.currentTarget).catch(() => setWrong(words.gaveUp))
  }
  return { wrong, busy, said, add: onSubmit }
}
