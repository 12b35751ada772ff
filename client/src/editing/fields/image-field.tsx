import { useState } from 'react'
import { useEditingWords } from '../../i18n/editing.ts'
import { ImageDialog, type DescribedImage } from '../image-dialog.tsx'
import type { FieldOnDesk } from './field-on-desk.ts'
import { FieldRow } from './field-row.tsx'
import { useFieldValue, writeField } from './field-values.ts'

/** The picture that stands for the page, with its description. */
export function ImageField({ field }: { field: FieldOnDesk }) {
  const { image: say, fields } = useEditingWords()
  const { live, type, key, mayWrite } = field
  const [asking, setAsking] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const value = useFieldValue(live, key) as DescribedImage | undefined
  const put = (image: DescribedImage) => {
    setAsking(false)
    const { file, alt, width, height } = image
    setWrong(writeField(live, type, key, { ...value, file, alt, width, height }) ? null : fields.how.image)
  }
  return (
    <FieldRow field={field} wrong={wrong} group>
      {() => (
        <div className="stack">
          {value && <img className="image-preview" src={`/files/${value.file}`} alt={value.alt} />}
          {mayWrite && (
            <p className="row">
              <button type="button" className="btn small" onClick={() => setAsking(true)}>
                {value ? say.change : say.put}
              </button>
              {value && (
                <button
                  type="button"
                  className="btn small quiet"
                  onClick={() => writeField(live, type, key, undefined)}
                >
                  {say.remove}
                </button>
              )}
            </p>
          )}
          {asking && (
            <ImageDialog dropped={null} current={value ?? null} onPut={put} onClose={() => setAsking(false)} />
          )}
        </div>
      )}
    </FieldRow>
  )
}
