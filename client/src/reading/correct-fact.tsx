import type { Page } from '@terreau/shared/api/pages.ts'
import { useRef, useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { useSurroundings } from './surroundings.ts'

const FactForm = lazyPart(() => import('../proposing/fact-form.tsx'), 'quiet')

interface CorrectFactProps {
  readonly page: Page
  /** What may be stated here, said or not said yet. */
  readonly names: readonly string[]
  readonly label?: string
}

/** What opens a form for another value of a fact; what it opens is fetched then. */
export function CorrectFact({ page, names, label }: CorrectFactProps) {
  const { t } = useLanguage()
  const { corrects } = useSurroundings()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (!corrects || names.length === 0) return null
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div className="correct-fact">
      <button ref={button} type="button" className="btn small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label ?? t.reading.correctFacts}
      </button>
      {open && <FactForm page={page} names={names} onClose={close} />}
    </div>
  )
}
