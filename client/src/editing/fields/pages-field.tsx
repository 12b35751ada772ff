import { useState } from 'react'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { useEditingWords } from '../../i18n/editing.ts'
import { PagePicker } from '../page-picker.tsx'
import { NewPages } from './new-pages.tsx'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'

const SHORTEST_TITLE = 3

/** Pages that this one points at: one, or several; one that is missing is begun from here. */
export function PagesField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, names, mayWrite } = field
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const value = useFieldValue(live, key)
  const single = field.widget === 'page'
  const ids = (single ? [value] : Array.isArray(value) ? value : []).filter((id) => typeof id === 'string')
  const put = (next: readonly string[]) => {
    const kept = writeField(live, type, key, next.length === 0 ? undefined : single ? next[0] : [...next])
    setWrong(kept ? null : say.how[field.widget])
  }
  const pick = (page: PageName) => {
    names.learn(page)
    setText('')
    put(single ? [page.id] : [...new Set([...ids, page.id])])
  }
  return (
    <FieldRow field={field} wrong={wrong} group>
      {() => (
        <>
          {ids.length > 0 && (
            <ul className="chosen plain-list">
              {ids.map((id) => (
                <li key={id} className="chip">
                  {names.titleOf(id)}
                  <button
                    type="button"
                    aria-label={say.remove(names.titleOf(id))}
                    disabled={!mayWrite}
                    onClick={() => put(ids.filter((other) => other !== id))}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {mayWrite && (
            <PagePicker
              label={say.addTo(field.label.label)}
              labelHidden
              types={field.to}
              text={text}
              onText={setText}
              onPick={pick}
            />
          )}
          {mayWrite && text.trim().length >= SHORTEST_TITLE && (
            <NewPages title={text.trim()} types={field.to} onMade={pick} onWrong={setWrong} />
          )}
        </>
      )}
    </FieldRow>
  )
}
