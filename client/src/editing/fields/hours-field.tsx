import { useState } from 'react'
import { proposeHours } from '@terreau/shared/hours/propose-hours.ts'
import { HoursWeek } from '../../reading/hours-week.tsx'
import { useEditingWords } from '../../i18n/editing.ts'
import { weekSaid } from '../../places/week-said.ts'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'
import { useDraft } from './written-field.tsx'

/**
 * Hours as one says them: «lun-ven 9h-18h». What they come to is shown as a week, and kept once whoever wrote it says
 * that it is right; what is already in the grammar is kept at once.
 */
export function HoursField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, widget, mayWrite } = field
  const value = useFieldValue(live, key)
  const kept = typeof value === 'string' ? value : ''
  const [proposed, setProposed] = useState<string | null>(null)
  const keep = (text: string) => {
    const fits = writeField(live, type, key, text.trim() || undefined)
    setProposed(fits ? null : proposeHours(text.trim()))
    return fits
  }
  const { text, wrong, change, settle, leave } = useDraft(kept, keep)
  const confirm = () => {
    if (proposed === null || !writeField(live, type, key, proposed)) return
    setProposed(null)
    leave()
  }
  return (
    <FieldRow field={field} wrong={wrong && proposed === null ? say.how[widget] : null}>
      {(ids) => (
        <>
          <input
            {...ids}
            className="input"
            autoComplete="off"
            readOnly={!mayWrite}
            value={text}
            onChange={(event) => change(event.target.value)}
            onBlur={settle}
            onKeyDown={(event) => event.key === 'Enter' && settle()}
          />
          {proposed !== null && (
            <div className="notice stack small">
              <output>
                {say.hours.understood} <code>{proposed}</code>
              </output>
              <HoursWeek days={weekSaid(proposed, live.fields.get('commune'))} />
              <p className="row">
                <button type="button" className="btn small primary" onClick={confirm}>
                  {say.hours.right}
                </button>
                <span className="muted">{say.hours.else}</span>
              </p>
            </div>
          )}
          {proposed === null && kept !== '' && (
            <details className="small">
              <summary>{say.hours.week}</summary>
              <HoursWeek days={weekSaid(kept, live.fields.get('commune'))} />
            </details>
          )}
        </>
      )}
    </FieldRow>
  )
}
