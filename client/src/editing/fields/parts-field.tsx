import { useState } from 'react'
import type { Widget } from '@terreau/shared/page-types/define.ts'
import { FUNDING_STATES, type Part } from '@terreau/shared/page-types/values.ts'
import { useEditingWords } from '../../i18n/editing.ts'
import { useLanguage } from '../../i18n/language.tsx'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'

type PartKind = 'line' | 'number' | 'day' | 'yes' | 'state'

/** The parts that values of several parts have, in the order in which they are asked. */
const PARTS_OF: Partial<Readonly<Record<Widget, Partial<Record<Part, PartKind>>>>> = {
  closures: { from: 'day', until: 'day', reason: 'line' },
  materials: { label: 'line', quantity: 'number', lendable: 'yes' },
  needs: { label: 'line', until: 'day' },
  funding: { source: 'line', amount: 'number', currency: 'line', year: 'number', state: 'state' },
  consent: { by: 'line', on: 'day', scope: 'line' },
}

type Parts = Readonly<Partial<Record<Part, unknown>>>
const EMPTY: Parts = {}

/** Values made of several parts, one under the other. What is not whole yet stays here and is not kept. */
export function PartsField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, widget, mayWrite } = field
  const single = widget === 'consent'
  const value = useFieldValue(live, key)
  const kept: readonly Parts[] = single ? (value ? [value] : []) : Array.isArray(value) ? value : []
  const [draft, setDraft] = useState<readonly Parts[] | null>(null)
  const [wrong, setWrong] = useState(false)
  const rows = draft ?? kept
  const put = (next: readonly Parts[]) => {
    const whole = next.filter((parts) => Object.keys(parts).length > 0)
    const content = whole.length === 0 ? undefined : single ? whole[0] : whole
    const fits = writeField(live, type, key, content)
    setWrong(!fits)
    setDraft(fits && whole.length === next.length ? null : next)
  }
  const change = (at: number, part: Part, given: unknown) => {
    const { [part]: _, ...others } = rows[at] ?? EMPTY
    put(rows.with(at, given === undefined ? others : { ...others, [part]: given }))
  }
  return (
    <FieldRow field={field} wrong={wrong ? say.how[widget] : null} group>
      {() => (
        <div className="stack">
          {rows.map((parts, at) => (
            // Rows have no name of their own; their order is all there is.
            // oxlint-disable-next-line react/no-array-index-key
            <div className="parts" key={at}>
              {Object.entries(PARTS_OF[widget] ?? {}).map(([part, kind]) => (
                <PartBox
                  key={part}
                  part={part as Part}
                  kind={kind}
                  value={parts[part as Part]}
                  readOnly={!mayWrite}
                  onChange={(given) => change(at, part as Part, given)}
                />
              ))}
              {mayWrite && (
                <button
                  type="button"
                  className="btn small quiet"
                  aria-label={say.remove(say.item(field.label.label, at + 1))}
                  onClick={() => put(rows.toSpliced(at, 1))}
                >
                  <span aria-hidden="true">×</span>
                </button>
              )}
            </div>
          ))}
          {mayWrite && !(single && rows.length > 0) && (
            <button type="button" className="btn small" onClick={() => setDraft([...rows, newRow(widget)])}>
              {say.addTo(field.label.label)}
            </button>
          )}
        </div>
      )}
    </FieldRow>
  )
}

function newRow(widget: Widget): Parts {
  return widget === 'funding' ? { currency: 'EUR', state: 'asked' } : EMPTY
}

interface PartBoxProps {
  readonly part: Part
  readonly kind: PartKind
  readonly value: unknown
  readonly readOnly: boolean
  readonly onChange: (value: unknown) => void
}

function PartBox({ part, kind, value, readOnly, onChange }: PartBoxProps) {
  const { t } = useLanguage()
  const { fields: say } = useEditingWords()
  const label = t.pageTypes.parts[part]
  if (kind === 'yes') {
    return (
      <label className="check small">
        <input
          type="checkbox"
          disabled={readOnly}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked || undefined)}
        />
        {label}
      </label>
    )
  }
  if (kind === 'state') {
    return (
      <label className="value-part">
        <span className="small">{label}</span>
        <select
          className="input"
          disabled={readOnly}
          value={partText(value)}
          onChange={(event) => onChange(event.target.value || undefined)}
        >
          <option value="">{say.choose}</option>
          {FUNDING_STATES.map((state) => (
            <option key={state} value={state}>
              {t.pageTypes.fundingStates[state]}
            </option>
          ))}
        </select>
      </label>
    )
  }
  return (
    <label className="value-part">
      <span className="small">{label}</span>
      <input
        className="input"
        type={kind === 'day' ? 'date' : 'text'}
        inputMode={kind === 'number' ? 'decimal' : undefined}
        readOnly={readOnly}
        defaultValue={partText(value)}
        key={partText(value)}
        onBlur={(event) => onChange(partValue(kind, event.target.value))}
      />
    </label>
  )
}

function partText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function partValue(kind: PartKind, text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return kind === 'number' && /^\d+(?:[.,]\d+)?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : trimmed
}
