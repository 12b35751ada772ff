import { useState } from 'react'
import { useEditingWords } from '../../i18n/editing.ts'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'
import { useDraft } from './written-field.tsx'

/** The lines of a field that holds several, and how to change them. A list without lines says nothing. */
function useLines({ live, type, key }: FieldOnDesk) {
  const value = useFieldValue(live, key)
  const lines: readonly string[] = Array.isArray(value) ? value.map(String) : []
  const put = (next: readonly string[]) => writeField(live, type, key, next.length > 0 ? [...next] : undefined)
  return {
    lines,
    add: (line: string) => put([...lines, line]),
    change: (at: number, line: string) => put(line === '' ? lines.toSpliced(at, 1) : lines.with(at, line)),
    remove: (at: number) => put(lines.toSpliced(at, 1)),
    move: (at: number, to: number) => put(lines.toSpliced(at, 1).toSpliced(to, 0, lines[at] ?? '')),
  }
}

/** Statements in an order that matters: each is a passage of its own. */
export function TextsField({ field }: { field: FieldOnDesk }) {
  const { lines, add, change, remove, move } = useLines(field)
  const [wrong, setWrong] = useState<string | null>(null)
  const { fields: say } = useEditingWords()
  const told = (kept: boolean) => {
    setWrong(kept ? null : say.how[field.widget])
    return kept
  }
  return (
    <FieldRow field={field} wrong={wrong} group>
      {() => (
        <>
          <ol className="lines plain-list">
            {lines.map((line, at) => (
              // Two equal lines can't stand in one list, and a line keeps its box while it is written.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at}>
                <Line field={field} number={at + 1} line={line} onChange={(next) => told(change(at, next))} />
                <span className="line-tools">
                  <button
                    type="button"
                    className="btn quiet small"
                    aria-label={say.up(line)}
                    disabled={at === 0}
                    onClick={() => move(at, at - 1)}
                  >
                    <span aria-hidden="true">↑</span>
                  </button>
                  <button
                    type="button"
                    className="btn quiet small"
                    aria-label={say.down(line)}
                    disabled={at === lines.length - 1}
                    onClick={() => move(at, at + 1)}
                  >
                    <span aria-hidden="true">↓</span>
                  </button>
                  <button
                    type="button"
                    className="btn quiet small"
                    aria-label={say.remove(line)}
                    onClick={() => remove(at)}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                </span>
              </li>
            ))}
          </ol>
          <NewLine field={field} onAdd={(line) => told(add(line))} />
        </>
      )}
    </FieldRow>
  )
}

interface LineProps {
  readonly field: FieldOnDesk
  readonly number: number
  readonly line: string
  readonly onChange: (line: string) => boolean
}

function Line({ field, number, line, onChange }: LineProps) {
  const { fields: say } = useEditingWords()
  const { text, change, settle } = useDraft(line, (next) => next.trim() !== '' && onChange(next.trim()))
  return (
    <textarea
      className="input"
      rows={1}
      aria-label={say.item(field.label.label, number)}
      readOnly={!field.mayWrite}
      value={text}
      onChange={(event) => change(event.target.value.replaceAll('\n', ' '))}
      onBlur={settle}
    />
  )
}

/** Short words side by side. */
export function TagsField({ field }: { field: FieldOnDesk }) {
  const { lines, add, remove } = useLines(field)
  const { fields: say } = useEditingWords()
  const [wrong, setWrong] = useState<string | null>(null)
  const told = (kept: boolean) => {
    setWrong(kept ? null : say.how[field.widget])
    return kept
  }
  return (
    <FieldRow field={field} wrong={wrong} group>
      {() => (
        <>
          {lines.length > 0 && (
            <ul className="chosen plain-list">
              {lines.map((line, at) => (
                <li key={line} className="chip">
                  {line}
                  <button
                    type="button"
                    aria-label={say.remove(line)}
                    disabled={!field.mayWrite}
                    onClick={() => remove(at)}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <NewLine field={field} onAdd={(line) => told(lines.includes(line) || add(line))} />
        </>
      )}
    </FieldRow>
  )
}

function NewLine({ field, onAdd }: { field: FieldOnDesk; onAdd: (line: string) => boolean }) {
  const { fields: say } = useEditingWords()
  const [text, setText] = useState('')
  const add = () => {
    const line = text.trim()
    if (line === '' || onAdd(line)) setText('')
  }
  if (!field.mayWrite) return null
  return (
    <span className="new-line">
      <input
        className="input"
        aria-label={say.addTo(field.label.label)}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ',') return
          if (event.key === ',' && field.widget === 'texts') return
          event.preventDefault()
          add()
        }}
      />
      <button type="button" className="btn small" onClick={add}>
        {say.add}
      </button>
    </span>
  )
}
