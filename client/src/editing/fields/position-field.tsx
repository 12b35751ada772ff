import { useState } from 'react'
import { useEditingWords } from '../../i18n/editing.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import type { FieldOnDesk } from './field-on-desk.ts'
import { useFieldValue, writeField } from './field-values.ts'
import { OddPositionHint } from './odd-position-hint.tsx'
import { WrittenField } from './written-field.tsx'

const PickMap = lazyPart(() => import('../../places/pick-map.tsx'), 'quiet')

/** A position: written, or chosen on a map. */
export function PositionField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, mayWrite } = field
  const [choosing, setChoosing] = useState(false)
  const value = useFieldValue(live, key) as { lat: number; lon: number } | undefined
  return (
    <>
      <WrittenField field={field} />
      {value && <OddPositionHint live={live} at={value} />}
      {mayWrite && (
        <button
          type="button"
          className="btn small quiet"
          aria-expanded={choosing}
          onClick={() => setChoosing(!choosing)}
        >
          {say.onMap}
        </button>
      )}
      {choosing && (
        <PickMap
          position={value ?? null}
          onPick={(position) => writeField(live, type, key, position) && setChoosing(false)}
        />
      )}
    </>
  )
}
