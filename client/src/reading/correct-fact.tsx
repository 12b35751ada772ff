import type { Page } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { useOpened } from '../ui/use-opened.ts'
import { useSurroundings } from './surroundings.ts'

const FactForm = lazyPart(() => import('../proposing/fact-form.tsx'), 'quiet')

/** What opens a form for another value of a fact, said or not said yet; what it opens is fetched then. */
export function CorrectFact({ page, names }: { page: Page; names: readonly string[] }) {
  const { t } = useLanguage()
  const { corrects } = useSurroundings()
  const { open, close, button } = useOpened()
  if (!corrects) return null
  return (
    <div className="correct-fact">
      <button {...button} className="btn small">
        {t.reading.correctFacts}
      </button>
      {open && <FactForm page={page} names={names} onClose={close} />}
    </div>
  )
}
