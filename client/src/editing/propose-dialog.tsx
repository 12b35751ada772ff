import { useState, type FormEvent } from 'react'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { tell } from '../asking/ask.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { Dialog } from './dialog.tsx'
import { PagePicker } from './page-picker.tsx'

/** Ends what one wrote with a sentence on it and the sources it rests on, both if one wishes. */
export function ProposeDialog({ page, onClose }: { page: string; onClose: () => void }) {
  const { propose, cancel, close } = useEditingWords()
  const { t } = useLanguage()
  const [sources, setSources] = useState<readonly PageName[]>([])
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const [done, setDone] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const words = { message: formText(event.currentTarget, 'message'), sources: sources.map(({ id }) => id) }
    const answered = await tell('POST', `/pages/${page}/proposals`, words).catch(() => null)
    if (answered && !('refusal' in answered)) setDone(true)
    else setWrong(answered?.refusal.message ?? t.lost.offline)
  }
  const pick = (source: PageName) => {
    setSources((before) => [...before.filter(({ id }) => id !== source.id), source])
    setText('')
  }
  return (
    <Dialog title={propose.title} onClose={onClose}>
      {done ? (
        <div className="stack">
          <output>{propose.done}</output>
          <p>
            <button type="button" className="btn" onClick={onClose}>
              {close}
            </button>
          </p>
        </div>
      ) : (
        <form className="stack" onSubmit={(event) => void send(event)}>
          <p>{propose.says}</p>
          <label className="field">
            <span>{propose.message}</span>
            <input
              className="input"
              name="message"
              maxLength={300}
              autoComplete="off"
              aria-describedby="propose-wrong"
            />
          </label>
          <PagePicker label={propose.source} types={['source']} text={text} onText={setText} onPick={pick} />
          {sources.length > 0 && (
            <ul>
              {sources.map(({ id, title, lang }) => (
                <li key={id} lang={lang}>
                  {title}
                </li>
              ))}
            </ul>
          )}
          <WrongSaid id="propose-wrong" wrong={wrong} />
          <p className="row">
            <button className="btn primary">{propose.send}</button>
            <button type="button" className="btn quiet" onClick={onClose}>
              {cancel}
            </button>
          </p>
        </form>
      )}
    </Dialog>
  )
}
