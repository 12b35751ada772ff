import type { Passage, PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Statement } from '@terreau/shared/api/discussion.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { ThreadKind } from '@terreau/shared/review/threads.ts'
import { useId, useRef, useState, type FormEvent } from 'react'
import { useLocation, useSearch } from 'wouter'
import { pageAt, principlesIn } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useDiscussionWords } from '../i18n/discussion.ts'
import { useTelling } from '../joining/use-telling.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useWords, WordsField } from './words-field.tsx'

/** So many characters of a passage are enough to choose it by. */
const TOLD = 80

/** Opens a thread on the page, or on the passage that the address names. */
export default function NewThread({ page }: { page: PageAnswer['page'] }) {
  const labels = useDiscussionWords()
  const asked = new URLSearchParams(useSearch()).get('passage') ?? ''
  const [open, setOpen] = useState(asked !== '')
  const [said, setSaid] = useState('')
  const summary = useRef<HTMLElement>(null)
  const done = (words: string) => {
    setOpen(false)
    setSaid(words)
    summary.current?.focus()
  }
  return (
    <>
      <details className="card new-thread" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary ref={summary}>{labels.start}</summary>
        <Form key={asked} page={page} asked={asked} onDone={done} />
      </details>
      <output className="said-only">{said}</output>
    </>
  )
}

function Form({ page, asked, onDone }: { page: PageAnswer['page']; asked: string; onDone: (said: string) => void }) {
  const labels = useDiscussionWords()
  const [id, [, go]] = [useId(), useLocation()]
  const passages = usePassages(page, asked)
  const [passage, setPassage] = useState(asked)
  const [kind, setKind] = useState<ThreadKind>('talk')
  const [contradicts, setContradicts] = useState<Statement | null>(null)
  const words = useWords()
  const { wrong, busy, telling } = useTelling()
  const chosen = passage === '' ? 'talk' : kind
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const about = passage && { passage, ...(contradicts && { contradicts }) }
    const body = { kind: chosen, ...(about !== '' && about), ...words.said() }
    if (!(await telling('POST', `/pages/${page.slug}/threads`, body))) return
    words.clear()
    setKind('talk')
    setContradicts(null)
    if (asked) go(`/p/${page.slug}/discussion`, { replace: true })
    onDone(labels.done[chosen])
  }
  return (
    <form className="stack" onSubmit={(event) => void send(event)}>
      <label className="field">
        <span>{labels.about}</span>
        <select className="input" value={passage} onChange={({ target }) => setPassage(target.value)}>
          <option value="">{labels.wholePage}</option>
          {passages.map(({ hash, text }) => (
            <option key={hash} value={hash}>
              {text.length > TOLD ? `${text.slice(0, TOLD).trimEnd()}…` : text}
            </option>
          ))}
        </select>
      </label>
      {passage !== '' && <Kinds kind={kind} onKind={setKind} />}
      <WordsField words={words} slug={page.slug} label={labels.words[chosen]} />
      {passage !== '' && <IsNot lang={page.lang} chosen={contradicts} onChoose={setContradicts} />}
      <WrongSaid id={id} wrong={wrong} />
      <p>
        <button className="btn primary" disabled={busy}>
          {labels.send[chosen]}
        </button>
      </p>
    </form>
  )
}

/** What follows from each kind is said beside it. */
function Kinds({ kind, onKind }: { kind: ThreadKind; onKind: (kind: ThreadKind) => void }) {
  const labels = useDiscussionWords()
  const name = useId()
  return (
    <fieldset className="thread-kinds">
      <legend>{labels.what}</legend>
      {(['talk', 'variant', 'objection'] as const).map((one) => (
        <div key={one}>
          <label className="check">
            <input
              type="radio"
              name={name}
              checked={kind === one}
              aria-describedby={`${name}-${one}`}
              onChange={() => onKind(one)}
            />
            {labels.kinds[one]}
          </label>
          <p id={`${name}-${one}`} className="small muted">
            {labels.follows[one]}
          </p>
        </div>
      ))}
    </fieldset>
  )
}

interface IsNotProps {
  readonly lang: Lang
  readonly chosen: Statement | null
  readonly onChoose: (statement: Statement | null) => void
}

/** What principles are not, for whoever finds that a passage contradicts one of them. */
function IsNot({ lang, chosen, onChoose }: IsNotProps) {
  const labels = useDiscussionWords()
  const principles = useValue(principlesIn(lang))?.pages ?? []
  const statements = principles.map(({ id, title, fields }) => ({
    title,
    all: (Array.isArray(fields?.is_not) ? fields.is_not : []).map((words) => ({ principle: id, words: String(words) })),
  }))
  if (statements.every(({ all }) => all.length === 0)) return null
  const every = statements.flatMap(({ all }) => all)
  return (
    <label className="field">
      <span>{labels.contradicts}</span>
      <select
        className="input"
        value={chosen ? keyOf(chosen) : ''}
        onChange={({ target }) => onChoose(every.find((one) => keyOf(one) === target.value) ?? null)}
      >
        <option value="">{labels.contradictsNone}</option>
        {statements.map(({ title, all }) => (
          <optgroup key={title} label={labels.isNot(title)}>
            {all.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {one.words}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}

const keyOf = ({ principle, words }: Statement): string => `${principle} ${words}`

/** Passages that have words, each once; one of the validated version too, where the address names it. */
function usePassages(page: PageAnswer['page'], asked: string): Passage[] {
  const isLive = asked === '' || page.passages.some(({ hash }) => hash === asked)
  const validated = useValue(pageAt(page.slug), { enabled: !isLive })?.page.passages ?? []
  const own = validated.filter(({ hash }) => !isLive && hash === asked)
  const all = [...own, ...page.passages].filter(({ text }) => text.trim() !== '')
  return [...new Map(all.map((one) => [one.hash, one])).values()]
}
