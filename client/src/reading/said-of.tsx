import type { Passage } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { useOpened } from '../ui/use-opened.ts'
import { useSurroundings } from './surroundings.ts'

const PassageCard = lazyPart(() => import('../reviewing/passage-card.tsx'), 'quiet')

/**
 * Where a passage stands, in words, on a page where others stand elsewhere; and a button that tells more of it, unless it
 * is said `alone`, as within a title.
 */
export function SaidOf({ passage, alone }: { passage: Passage | undefined; alone?: boolean }) {
  const { t } = useLanguage()
  const { mixed } = useSurroundings().standings
  if (!mixed || !passage || passage.standing === 'validated') return null
  return (
    <>
      <span className="said-only"> ({t.standingOfPassage[passage.standing]})</span>
      {!alone && <More passage={passage} />}
    </>
  )
}

function More({ passage }: { passage: Passage }) {
  const { t, lang } = useLanguage()
  const { open, close, button } = useOpened()
  return (
    <span className="passage-more" lang={lang}>
      <button {...button} className="passage-open" aria-label={t.version.whence} title={t.standing[passage.standing]}>
        <Glyph name={passage.standing === 'contested' ? 'contest' : 'clock'} />
      </button>
      {open && <PassageCard passage={passage} onClose={close} />}
    </span>
  )
}
