import { useState, type FormEvent } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

interface MailFormProps {
  /** Where the address is told to. */
  path: '/mail-links' | '/me/addresses'
  label: string
  go: string
  /** Said once it was told, whatever became of it. */
  said: string
}

/** An address to which a link is sent. */
export function MailForm({ path, label, go, said }: MailFormProps) {
  const { t } = useLanguage()
  const { wrong, busy, telling, setWrong } = useTelling({ leaving: true })
  const [sent, setSent] = useState(false)
  const send = async (form: HTMLFormElement) => {
    const address = formText(form, 'address')
    if (!address.includes('@')) return setWrong(t.joining.noAddress)
    if (await telling('POST', path, { address })) setSent(true)
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void send(event.currentTarget)
  }
  return (
    <form className="stack" method="post" onSubmit={onSubmit} noValidate>
      <label className="field">
        <span>{label}</span>
        <input
          className="input"
          type="email"
          name="address"
          autoComplete="email"
          maxLength={254}
          required
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? 'mail-form-wrong' : undefined}
        />
      </label>
      <WrongSaid id="mail-form-wrong" wrong={wrong} />
      <p className="row">
        <button className="btn" disabled={busy}>
          {go}
        </button>
      </p>
      <output>{sent && said}</output>
    </form>
  )
}
