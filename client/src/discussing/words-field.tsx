import { useId, useRef, useState } from 'react'
import type { MemberId } from '@terreau/shared/ids.ts'
import { peopleOf } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useDiscussionWords } from '../i18n/discussion.ts'

interface Called {
  readonly id: MemberId
  readonly name: string
}

/** Words being written, and who is called in them. */
export interface WordsBeingWritten {
  readonly text: string
  readonly set: (text: string) => void
  readonly call: (person: Called) => void
  /** What is sent: the words, and those who are still called in them. */
  readonly said: () => { words: string; mentions: MemberId[] }
  readonly clear: () => void
}

export function useWords(): WordsBeingWritten {
  const [text, set] = useState('')
  const [called, setCalled] = useState<readonly Called[]>([])
  return {
    text,
    set,
    call: (person) => setCalled((known) => [...known, person]),
    said: () => {
      const ids = called.flatMap(({ id, name }) => (text.includes(`@${name}`) ? [id] : []))
      return { words: text.trim(), mentions: [...new Set(ids)] }
    },
    clear: () => {
      set('')
      setCalled([])
    },
  }
}

interface WordsFieldProps {
  readonly words: WordsBeingWritten
  readonly slug: string
  readonly label: string
  readonly optional?: boolean
}

/** A box for a few words; behind an `@` it proposes people by name. */
export function WordsField({ words, slug, label, optional = false }: WordsFieldProps) {
  const labels = useDiscussionWords()
  const [id, box] = [useId(), useRef<HTMLTextAreaElement>(null)]
  const [begun, setBegun] = useState<string | null>(null)
  const people = useValue(peopleOf(slug, begun ?? ''), { enabled: begun !== null, keep: true })?.people ?? []
  const proposed = begun === null ? [] : people
  const look = () => setBegun(beginning(box.current))
  const call = (person: Called) => {
    const [element, at] = [box.current, box.current?.selectionStart ?? words.text.length]
    const before = words.text.slice(0, at - (begun?.length ?? 0))
    words.set(`${before}${person.name} ${words.text.slice(at)}`)
    words.call(person)
    setBegun(null)
    element?.focus()
  }
  return (
    <div className="words-field">
      <label className="field" htmlFor={id}>
        <span>{label}</span>
      </label>
      <textarea
        id={id}
        ref={box}
        className="input"
        rows={4}
        maxLength={2000}
        required={!optional}
        aria-describedby={`${id}-hint`}
        value={words.text}
        onChange={({ target }) => {
          words.set(target.value)
          look()
        }}
        onSelect={look}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setBegun(null)
        }}
      />
      <p id={`${id}-hint`} className="small muted">
        {labels.callHint}
      </p>
      <output className="said-only">{proposed.length > 0 && labels.proposed(proposed.length)}</output>
      {proposed.length > 0 && (
        <p className="row">
          {proposed.map((person) => (
            <button key={person.id} type="button" className="btn small" onClick={() => call(person)}>
              {labels.call(person.name)}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}

/** What stands between an `@` and the caret; null where nobody is being called. */
function beginning(box: HTMLTextAreaElement | null): string | null {
  if (!box || box.selectionStart !== box.selectionEnd) return null
  return /(?:^|[\s(])@([\p{L}\p{N}'’.-]{0,40})$/u.exec(box.value.slice(0, box.selectionStart))?.[1] ?? null
}
