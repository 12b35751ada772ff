import { useEffect, useRef, useState } from 'react'
import type { Widget } from '@terreau/shared/page-types/define.ts'
import { useEditingWords } from '../../i18n/editing.ts'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'
import { readWritten, written } from './written-values.ts'

const TYPING_PAUSE_MS = 700

/**
 * What is being written, kept apart from the value: what others change never moves it, and what can't be kept stays
 * in its box with a word on how to write it. Kept at each pause and on leaving; told wrong on leaving alone. `leave`
 * puts the draft aside for the value.
 */
export function useDraft(shown: string, keep: (text: string) => boolean) {
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const pause = useRef<ReturnType<typeof setTimeout> | null>(null)
  const stop = () => pause.current !== null && clearTimeout(pause.current)
  useEffect(() => () => clearTimeout(pause.current ?? undefined), [])
  const settle = () => {
    stop()
    if (draft === null) return
    const kept = keep(draft)
    setWrong(!kept)
    if (kept) setDraft(null)
  }
  const change = (text: string) => {
    stop()
    setDraft(text)
    pause.current = setTimeout(() => keep(text) && setWrong(false), TYPING_PAUSE_MS)
  }
  const leave = () => {
    stop()
    setDraft(null)
    setWrong(false)
  }
  return { text: draft ?? shown, wrong, change, settle, leave }
}

const INPUT_MODE: Partial<Record<Widget, 'numeric' | 'decimal' | 'url' | 'email' | 'tel'>> = {
  integer: 'numeric',
  number: 'decimal',
  link: 'url',
  email: 'email',
  phone: 'tel',
}
const INPUT_TYPE: Partial<Record<Widget, string>> = { date: 'date', instant: 'datetime-local', colour: 'color' }

/** A field that is one written value: a line, a number, a date, an amount. */
export function WrittenField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, widget, mayWrite } = field
  const value = useFieldValue(live, key)
  const keep = (text: string) => writeField(live, type, key, readWritten(widget, text))
  const { text, wrong, change, settle } = useDraft(written(widget, value, say), keep)
  return (
    <FieldRow field={field} wrong={wrong ? say.how[widget] : null}>
      {(ids) =>
        widget === 'long-text' ? (
          <textarea
            {...ids}
            className="input"
            rows={2}
            readOnly={!mayWrite}
            value={text}
            onChange={(event) => change(event.target.value)}
            onBlur={settle}
          />
        ) : (
          <input
            {...ids}
            className="input"
            type={INPUT_TYPE[widget] ?? 'text'}
            inputMode={INPUT_MODE[widget]}
            autoComplete="off"
            readOnly={!mayWrite}
            value={text}
            onChange={(event) => change(event.target.value)}
            onBlur={settle}
            onKeyDown={(event) => event.key === 'Enter' && settle()}
          />
        )
      }
    </FieldRow>
  )
}
