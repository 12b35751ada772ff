import type { Thread } from '@terreau/shared/api/discussion.ts'
import type { SettledHow } from '@terreau/shared/review/threads.ts'
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useDiscussionWords } from '../i18n/discussion.ts'
import { useTelling } from '../joining/use-telling.ts'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useWords, WordsField } from './words-field.tsx'

interface ThreadActsProps {
  readonly thread: Thread
  readonly slug: string
  readonly mayHide: boolean
}

/** What one may do with a thread: reply, settle it, open it again; a steward takes a message out of sight. */
export default function ThreadActs({ thread, slug, mayHide }: ThreadActsProps) {
  const labels = useDiscussionWords()
  const { id, may } = thread
  return (
    <div className="thread-acts">
      {may.reply && (
        <Said slug={slug} summary={labels.reply} label={labels.yourReply} path={`/threads/${id}/messages`} />
      )}
      {may.settle.map((how) => (
        <Said
          key={how}
          slug={slug}
          summary={labels.settle[how]}
          says={labels.settles[how]}
          how={how}
          label={how === 'answered' ? labels.yourAnswer : labels.aWord}
          path={`/threads/${id}/settling`}
        />
      ))}
      {may.reopen && <Reopen id={id} />}
      {mayHide && <HideMessages thread={thread} />}
    </div>
  )
}

interface SaidProps {
  readonly slug: string
  readonly summary: string
  readonly label: string
  readonly path: string
  /** What follows from it. */
  readonly says?: string
  readonly how?: SettledHow
}

/** Words that are sent from under a button; to settle a thread they are needed for an answer alone. */
function Said({ slug, summary, label, path, says, how }: SaidProps) {
  const words = useWords()
  const optional = how !== undefined && how !== 'answered'
  const body = () => {
    const said = words.said()
    return { ...(how && { how }), ...(said.words !== '' && said) }
  }
  return (
    <Act summary={summary} path={() => path} body={body} onDone={words.clear}>
      {says && <p className="small">{says}</p>}
      <WordsField words={words} slug={slug} label={label} optional={optional} />
    </Act>
  )
}

interface ActProps {
  readonly summary: string
  readonly path: (form: HTMLFormElement) => string
  readonly body: (form: HTMLFormElement) => object
  readonly onDone?: () => void
  readonly button?: string
  readonly children: ReactNode
}

/** A form under a button; it folds once it is done. */
function Act({ summary, path, body, onDone, button = summary, children }: ActProps) {
  const labels = useDiscussionWords()
  const id = useId()
  const details = useRef<HTMLDetailsElement>(null)
  const { wrong, busy, telling } = useTelling()
  const [done, setDone] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(await telling('POST', path(form), body(form)))) return
    onDone?.()
    setDone(true)
    details.current?.removeAttribute('open')
    details.current?.querySelector('summary')?.focus()
  }
  return (
    <>
      <details ref={details} className="thread-act">
        <summary className="btn small">{summary}</summary>
        <form className="stack" onSubmit={(event) => void send(event)}>
          {children}
          <WrongSaid id={id} wrong={wrong} />
          <p>
            <button className="btn primary" disabled={busy}>
              {button}
            </button>
          </p>
        </form>
      </details>
      <output className="said-only">{done && labels.done.talk}</output>
    </>
  )
}

function Reopen({ id }: { id: string }) {
  const labels = useDiscussionWords()
  const wrongId = useId()
  const { wrong, busy, telling } = useTelling()
  return (
    <>
      <button
        type="button"
        className="btn small"
        disabled={busy}
        onClick={() => void telling('DELETE', `/threads/${id}/settling`)}
      >
        {labels.reopen}
      </button>
      <WrongSaid id={wrongId} wrong={wrong} />
    </>
  )
}

const reasonIn = (form: HTMLFormElement) => ({ reason: formText(form, 'reason') })

function HideMessages({ thread: { messages } }: { thread: Thread }) {
  const labels = useDiscussionWords()
  const path = (form: HTMLFormElement) => {
    const message = messages.find(({ id }) => id === formText(form, 'message'))
    return `/messages/${message?.id}/${message?.hidden ? 'show' : 'hide'}`
  }
  return (
    <Act summary={labels.hide} button={labels.hideDo} path={path} body={reasonIn}>
      <p className="small">{labels.hideSays}</p>
      <label className="field">
        <span>{labels.hideWhich}</span>
        <select className="input" name="message">
          {messages.map(({ id, by, hidden }, at) => (
            <option key={id} value={id}>
              {labels.messageOf(at + 1, by.name, hidden)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{labels.reason}</span>
        <input className="input" name="reason" required minLength={3} maxLength={500} autoComplete="off" />
      </label>
    </Act>
  )
}
