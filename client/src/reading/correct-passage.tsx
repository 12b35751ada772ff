import type { Passage } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { useOpened } from '../ui/use-opened.ts'
import { useSurroundings } from './surroundings.ts'

const CorrectForm = lazyPart(() => import('../proposing/correct-form.tsx'), 'quiet')

/** «Corriger», at the end of a passage: quiet until one points at it or reaches it by keyboard; what it opens is fetched then. */
export function CorrectPassage({ passage }: { passage: Passage | undefined }) {
  const { t, lang } = useLanguage()
  const { corrects } = useSurroundings()
  const { open, close, button } = useOpened()
  if (!corrects || !passage || passage.text === '') return null
  return (
    <div className="correct" lang={lang}>
      <button {...button} className="correct-open small" aria-label={t.reading.correctThis}>
        <Glyph name="pen" />
        <span>{t.reading.correct}</span>
      </button>
      {open && <CorrectForm passage={passage} lang={corrects} onClose={close} />}
    </div>
  )
}
