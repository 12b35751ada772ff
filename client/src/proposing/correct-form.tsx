// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './correct-form.css'
import type { NewCorrection } from '@terreau/shared/api/proposals.ts'
import type { Passage } from '@terreau/shared/api/pages.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { useRoute } from 'wouter'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useProposingWords } from '../i18n/proposing.ts'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { saidOf, useProposing } from './use-proposing.ts'

interface CorrectFormProps {
  readonly passage: Passage
  /** Of the page. */
  readonly lang: Lang
  readonly onClose: () => void
}

/** Other words for one passage, in place; thanks take the place of the form once they are sent. */
export default function CorrectForm(props: CorrectFormProps) {
  const [thanked, setThanked] = useState(false)
  return (
    <section className="card correct-card">
      {thanked ? <Thanks onClose={props.onClose} /> : <Form {...props} onSent={() => setThanked(true)} />}
    </section>
  )
}

function Form({ passage, lang, onClose, onSent }: CorrectFormProps & { readonly onSent: () => void }) {
  const words = useProposingWords().correct
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [, params] = useRoute('/p/:ref/*?')
  const { wrong, sending, send } = useProposing(params?.ref ?? '', onSent)
  useEffect(() => area.current?.focus(), [])
  const sends = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    void send({ passage: passage.hash, words: formText(form, 'words'), ...saidOf(form) } satisfies NewCorrection)
  }
  return (
    <form className="stack" aria-label={words.title} onSubmit={sends}>
      <label className="field">
        <span>{words.words}</span>
        <textarea
          ref={area}
          className="input"
          name="words"
          lang={lang}
          rows={Math.min(10, 2 + Math.ceil(passage.text.length / 60))}
          maxLength={5000}
          required
          defaultValue={passage.text}
          aria-describedby={`${id}-wrong`}
          onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.value === passage.text && onClose()}
        />
      </label>
      <WrongSaid id={`${id}-wrong`} wrong={wrong} />
      <p className="row">
        <button className="btn primary" disabled={sending}>
          {words.send}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {words.cancel}
        </button>
      </p>
      <MoreSaid />
      <p className="small muted">{words.says}</p>
    </form>
  )
}

/** Why, and for a visitor a name, for whoever wishes to say so. */
export function MoreSaid() {
  const words = useProposingWords().correct
  const visitor = useValue(whoAmI)?.member === null
  return (
    <details className="small">
      <summary>{visitor ? words.moreVisitor : words.more}</summary>
      <div className="stack">
        <label className="field">
          <span>{words.why}</span>
          <input className="input" name="why" maxLength={500} />
        </label>
        {visitor && (
          <label className="field">
            <span>{words.name}</span>
            <input className="input" name="name" maxLength={60} autoComplete="off" />
          </label>
        )}
      </div>
    </details>
  )
}

export function Thanks({ onClose }: Pick<CorrectFormProps, 'onClose'>) {
  const words = useProposingWords().correct
  const said = useRef<HTMLDivElement>(null)
  useEffect(() => said.current?.focus(), [])
  return (
    <div ref={said} className="stack" tabIndex={-1}>
      <output>
        <strong>{words.thanks}</strong> {words.next}
      </output>
      <p>
        <button type="button" className="btn small" onClick={onClose}>
          {words.close}
        </button>
      </p>
    </div>
  )
}
