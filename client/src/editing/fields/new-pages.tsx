import { useState } from 'react'
import type { PageAnswer, PageName } from '@terreau/shared/api/pages.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { PAGE_TYPES } from '@terreau/shared/page-types/registry.ts'
import { tell } from '../../asking/ask.ts'
import { useEditingWords } from '../../i18n/editing.ts'
import { useLanguage } from '../../i18n/language.tsx'

interface NewPagesProps {
  readonly title: string
  readonly types: readonly PageTypeKey[]
  readonly onMade: (page: PageName) => void
  readonly onWrong: (says: string) => void
}

/** A button for each type of page that could be missing here; a title is all that it takes. */
export function NewPages({ title, types, onMade, onWrong }: NewPagesProps) {
  const { t, lang } = useLanguage()
  const { fields: say } = useEditingWords()
  const [making, setMaking] = useState(false)
  const make = async (type: PageTypeKey) => {
    setMaking(true)
    const answer = await tell<PageAnswer>('POST', '/pages', { type, title, lang }).catch(() => null)
    setMaking(false)
    if (answer && 'value' in answer) onMade(answer.value.page)
    else onWrong(answer?.refusal.message ?? say.notMade)
  }
  const open = types.filter((type) => !PAGE_TYPES[type].closed)
  return (
    <p className="row small">
      {open.map((type) => (
        <button key={type} type="button" className="btn small quiet" disabled={making} onClick={() => void make(type)}>
          {say.make(t.pageTypes.types[type].one, title)}
        </button>
      ))}
    </p>
  )
}
