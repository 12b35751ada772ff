import type { FormEvent } from 'react'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

/** Another name, under which everything written so far stands too. */
export default function Rename() {
  const { t } = useLanguage()
  const { rename: words } = useJoiningWords()
  const name = useValue(whoAmI)?.member?.name
  const { wrong, busy, telling, setWrong } = useTelling()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wished = formText(event.currentTarget, 'name')
    if (wished) void telling('PATCH', '/me', { name: wished })
    else setWrong(t.joining.noName)
  }
  return (
    <details>
      <summary>{words.title}</summary>
      <form className="stack" method="post" onSubmit={onSubmit} noValidate>
        <label className="field">
          <span>{t.joining.name}</span>
          <input
            className="input"
            name="name"
            autoComplete="name"
            maxLength={60}
            defaultValue={name}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? 'rename-wrong' : undefined}
          />
        </label>
        <WrongSaid id="rename-wrong" wrong={wrong} />
        <button className="btn small" disabled={busy}>
          {words.go}
        </button>
      </form>
    </details>
  )
}
