import { useState, type FormEvent } from 'react'
import { useTelling } from '../joining/use-telling.ts'
import { useFindingWords } from '../i18n/finding.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** Longest question, in characters. */
const LONGEST = 160

/** Whoever found nothing asks those who may know, without an account. */
export function AskQuestion({ words: typed, taken }: { words: string; taken: boolean }) {
  const { questions: words } = useFindingWords()
  const { lang } = useLanguage()
  const [asked, setAsked] = useState(taken)
  const { wrong, busy, telling } = useTelling({ leaving: true })
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const question = formText(event.currentTarget, 'words')
    if (await telling('POST', '/questions', { words: question, lang })) setAsked(true)
  }
  if (asked) return <output className="notice">{words.asked}</output>
  return (
    <form className="ask-question stack" method="post" action="/questions" onSubmit={(event) => void ask(event)}>
      <label className="field">
        <span>{words.words}</span>
        <input
          className="input"
          name="words"
          required
          minLength={3}
          maxLength={LONGEST}
          defaultValue={typed.slice(0, LONGEST)}
          autoComplete="off"
          aria-describedby="ask-says ask-wrong"
        />
      </label>
      <input type="hidden" name="lang" value={lang} />
      <p id="ask-says" className="small muted">
        {words.askSays}
      </p>
      <WrongSaid id="ask-wrong" wrong={wrong} />
      <button className="btn primary" disabled={busy}>
        {words.send}
      </button>
    </form>
  )
}
