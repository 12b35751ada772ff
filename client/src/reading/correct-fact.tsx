import type { Page } from '@terreau/shared/api/pages.ts'
import { useRef, useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { useSurroundings } from './surroundings.ts'

const FactForm = lazyPart(() => import('../proposing/fact-form.tsx'), 'quiet')

/** What opens a form for another value of a fact, said or not said yet; what it opens is fetched then. */
export function CorrectFact({ page, names }: { page: Page; names: readonly string[] }) {
  const { t } = useLanguage()
  const { corrects } = useSurroundings()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (!corrects) return null
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div className="correct-fact">
      <button ref={button} type="button" className="btn small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t.reading.correctFacts}
      </button>
      {open && <FactForm page={page} names={names} onClose={close} />}
    </div>
  )
}
