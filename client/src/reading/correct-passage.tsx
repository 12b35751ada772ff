import type { Passage } from '@terreau/shared/api/pages.ts'
import { useRef, useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { useSurroundings } from './surroundings.ts'

const CorrectForm = lazyPart(() => import('../proposing/correct-form.tsx'), 'quiet')

/** «Corriger», at the end of a passage: quiet until one points at it or reaches it by keyboard; what it opens is fetched then. */
export function CorrectPassage({ passage }: { passage: Passage | undefined }) {
  const { t, lang } = useLanguage()
  const { corrects } = useSurroundings()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (!corrects || !passage || passage.text === '') return null
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div className="correct" lang={lang}>
      <button
        ref={button}
        type="button"
        className="correct-open small"
        aria-expanded={open}
        aria-label={t.reading.correctThis}
        onClick={() => setOpen(!open)}
      >
        <Glyph name="pen" />
        <span>{t.reading.correct}</span>
      </button>
      {open && <CorrectForm passage={passage} lang={corrects} onClose={close} />}
    </div>
  )
}
