import { useEffect, useState } from 'react'
import type { Commune } from '@terreau/shared/api/communes.ts'
import { useEditingWords } from '../../i18n/editing.ts'
import { communeNamed, communesCalled } from '../../places/communes.ts'
import { ChoiceBox } from '../choice-box.tsx'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'

/** The year of the official geographic code that communes are chosen from. */
const COG_YEAR = 2026

/** A commune, chosen among those that a name or a postcode may mean: its code is kept, never its name. */
export function CommuneField({ field }: { field: FieldOnDesk }) {
  const { fields: say } = useEditingWords()
  const { live, type, key, mayWrite } = field
  const value = useFieldValue(live, key)
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const chosen = useCommune(typeof value === 'string' ? value : null)
  const put = (code: string | undefined) => {
    const kept = writeField(live, type, key, code)
    if (kept && live.fields.has('cog_year') !== (code !== undefined))
      writeField(live, type, 'cog_year', code && COG_YEAR)
    setWrong(kept ? null : say.how.commune)
    setText('')
  }
  return (
    <FieldRow field={field} wrong={wrong} group>
      {() => (
        <>
          {typeof value === 'string' && (
            <p className="chosen">
              <span className="chip">
                {chosen ? said(chosen, say.commune.in) : value}
                <button
                  type="button"
                  aria-label={say.remove(chosen?.name ?? value)}
                  disabled={!mayWrite}
                  onClick={() => put(undefined)}
                >
                  <span aria-hidden="true">×</span>
                </button>
              </span>
            </p>
          )}
          {mayWrite && (
            <ChoiceBox
              label={say.commune.label}
              labelHidden
              placeholder={say.commune.label}
              listLabel={say.commune.list}
              text={text}
              search={communesCalled}
              keyOf={({ code }) => code}
              nameOf={communeNamed}
              news={{ none: say.commune.none, lost: say.commune.lost }}
              onText={setText}
              onPick={({ code }) => put(code)}
            />
          )}
        </>
      )}
    </FieldRow>
  )
}

function said({ name, department }: Commune, within: (name: string, department: string) => string): string {
  return department ? within(name, department.name) : name
}

/** The commune of a code, once it is known. */
function useCommune(code: string | null): Commune | null {
  const [known, setKnown] = useState<Commune | null>(null)
  useEffect(() => {
    if (code === null) return
    void communesCalled(code).then(
      (all) => setKnown(all.find((one) => one.code === code) ?? null),
      () => {},
    )
  }, [code])
  return known?.code === code ? known : null
}
