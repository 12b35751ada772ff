// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import '../editing/desk.css'
import type { PageName } from '@terreau/shared/api/pages.ts'
import { useState } from 'react'
import { PagePicker } from '../editing/page-picker.tsx'
import { useFindingWords } from '../i18n/finding.ts'

interface WhichPageProps {
  /** What is to be answered; pages are looked for by these words at first. */
  readonly asked: string
  readonly busy: boolean
  readonly onPick: (page: PageName) => void
}

/** Finds the page that answers a question, and says so once it is chosen. */
export default function WhichPage({ asked, busy, onPick }: WhichPageProps) {
  const { questions: words } = useFindingWords()
  const [text, setText] = useState(asked)
  const [picked, setPicked] = useState<PageName | null>(null)
  const pick = (page: PageName) => {
    setText(page.title)
    setPicked(page)
  }
  const write = (typed: string) => {
    setText(typed)
    setPicked(null)
  }
  return (
    <div className="stack">
      <PagePicker label={words.which} text={text} onText={write} onPick={pick} />
      <p>
        <button
          type="button"
          className="btn"
          disabled={busy || !picked}
          onClick={() => {
            if (picked) onPick(picked)
          }}
        >
          {words.choose}
        </button>
      </p>
    </div>
  )
}
