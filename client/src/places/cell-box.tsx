import { useQueryClient } from '@tanstack/react-query'
import type { PageAnswer, PageCard } from '@terreau/shared/api/pages.ts'
import { useId, useState } from 'react'
import { tell } from '../asking/ask.ts'
import { outdateAnswers } from '../asking/use-answer.ts'
import { readWritten, written } from '../editing/fields/written-values.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import { choiceLabel } from '../i18n/page-type-labels.ts'
import type { ShownField } from '../page-types.ts'
import { factLabel } from '../reading/facts.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

interface CellBoxProps {
  readonly page: PageCard
  readonly name: string
  readonly field: ShownField
  readonly value: unknown
}

/** One field of one page, changed where it stands in a table: an edit like any other, by whoever makes it. */
export default function CellBox({ page, name, field, value }: CellBoxProps) {
  const { t } = useLanguage()
  const { fields: say } = useEditingWords()
  const id = useId()
  const cell = useCell(page, name, value)
  const label = `${page.title}, ${factLabel(t.pageTypes, page.type, name)}`
  const said = written(field.widget, cell.value, say)
  const put = (text: string) => void cell.put(readWritten(field.widget, text), say.how[field.widget])
  return (
    <>
      {field.choices && !Array.isArray(cell.value) ? (
        <select
          className="input small"
          aria-label={label}
          aria-describedby={`${id}-wrong`}
          value={typeof cell.value === 'string' ? cell.value : ''}
          onChange={(event) => put(event.target.value)}
        >
          <option value="">{say.none}</option>
          {field.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choiceLabel(t.pageTypes, page.type, name, choice)}
            </option>
          ))}
        </select>
      ) : (
        <input
          className="input small"
          aria-label={label}
          aria-describedby={`${id}-wrong`}
          readOnly={Array.isArray(cell.value)}
          key={said}
          defaultValue={said}
          onBlur={(event) => event.target.value !== said && put(event.target.value)}
        />
      )}
      <WrongSaid id={`${id}-wrong`} wrong={cell.wrong} />
    </>
  )
}

function useCell(page: PageCard, name: string, given: unknown) {
  const client = useQueryClient()
  const [value, setValue] = useState(given)
  const [wrong, setWrong] = useState<string | null>(null)
  const put = async (next: unknown, how: string) => {
    setWrong(null)
    const changes = { [name]: next ?? null }
    const answer = await tell<PageAnswer>('PATCH', `/pages/${page.id}/fields`, changes).catch(() => null)
    if (!answer || 'refusal' in answer) return setWrong(answer?.refusal.message ?? how)
    setValue(next)
    await outdateAnswers(client)
  }
  return { value, wrong, put }
}
