import { useId, type ReactNode } from 'react'
import { useEditingWords } from '../../i18n/editing.ts'
import type { FieldOnDesk } from './field-on-desk.ts'

interface FieldRowProps {
  readonly field: FieldOnDesk
  /** Why what was written is not kept; null where all is well. */
  readonly wrong: string | null
  /** True where the field is one box that its label can name; a group of boxes is a fieldset. */
  readonly group?: boolean
  readonly children: (ids: FieldIds) => ReactNode
}

/** What ties a box to its label and to the sentences about it. */
interface FieldIds {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': true | undefined
}

/** One field: its name, its box, who else is in it, and how to write it where it could not be kept. */
export function FieldRow({ field, wrong, group = false, children }: FieldRowProps) {
  const { people, fields: say } = useEditingWords()
  const id = useId()
  const about = `${id}-about`
  const names = field.people.map(({ name }) => name || people.someone)
  const ids = { id, 'aria-describedby': about, 'aria-invalid': wrong ? (true as const) : undefined }
  const name = (
    <>
      {field.label.label}
      {field.required && (
        <>
          <span aria-hidden="true"> *</span> <span className="said-only">({say.wantedForReview})</span>
        </>
      )}
    </>
  )
  const rest = (
    <p id={about} className={wrong ? 'said-wrong' : 'small muted'} role={wrong ? 'alert' : undefined}>
      {wrong ?? field.label.help}
    </p>
  )
  const here = { onFocus: () => field.enter(true), onBlur: () => field.enter(false) }
  const present = names.length > 0 && (
    <p className="in-field small" data-hue={field.people[0]?.hue}>
      {people.inField(names)}
    </p>
  )
  return group ? (
    <fieldset className="desk-field" data-field={field.key} {...here} aria-describedby={about}>
      <legend>{name}</legend>
      {children(ids)}
      {present}
      {rest}
    </fieldset>
  ) : (
    <div className="desk-field" data-field={field.key} {...here}>
      <label htmlFor={id}>{name}</label>
      {children(ids)}
      {present}
      {rest}
    </div>
  )
}
