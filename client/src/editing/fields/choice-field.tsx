import { useState } from 'react'
import { useEditingWords } from '../../i18n/editing.ts'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'

const nameOf = (field: FieldOnDesk, choice: string) => field.label.choices?.[choice] ?? choice

/** One of several values. Where an absent value means something, that is what is shown. */
export function ChoiceField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, choices, mayWrite } = field
  const value = useFieldValue(live, key)
  return (
    <FieldRow field={field} wrong={null}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          disabled={!mayWrite}
          value={typeof value === 'string' ? value : (field.default ?? '')}
          onChange={(event) => writeField(live, type, key, event.target.value || undefined)}
        >
          {field.default === undefined && <option value="">{say.none}</option>}
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {nameOf(field, choice)}
            </option>
          ))}
        </select>
      )}
    </FieldRow>
  )
}

/** Several of several values; principles wear their hue. */
export function ChoicesField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, widget, choices, mayWrite } = field
  const [wrong, setWrong] = useState<string | null>(null)
  const value = useFieldValue(live, key)
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  const toValue = (choice: string) => (widget === 'sdg' ? Number(choice) : choice)
  const toggle = (choice: string, on: boolean) => {
    const others = chosen.filter((one) => one !== toValue(choice))
    const next = on ? [...others, toValue(choice)] : others
    const kept = writeField(live, type, key, next.length > 0 ? next : undefined)
    setWrong(kept ? null : say.tooMany)
  }
  return (
    <FieldRow field={field} wrong={wrong} group>
      {() => (
        <div className={widget === 'principles' ? 'choice-chips' : 'choice-list'}>
          {choices.map((choice) => (
            <label
              key={choice}
              className={widget === 'principles' ? 'chip' : 'check'}
              data-hue={widget === 'principles' ? choice : undefined}
            >
              <input
                type="checkbox"
                disabled={!mayWrite}
                checked={chosen.includes(toValue(choice))}
                onChange={(event) => toggle(choice, event.target.checked)}
              />
              {nameOf(field, choice)}
            </label>
          ))}
        </div>
      )}
    </FieldRow>
  )
}
