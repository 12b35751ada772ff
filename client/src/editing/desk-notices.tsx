import { REFUSALS } from '@terreau/shared/refusals.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import type { LivePageState } from '../sync/save-state.ts'

/** What whoever writes must know beside the state of their words. */
export function DeskNotices({ state }: { state: LivePageState }) {
  const words = useEditingWords()
  const over = useEnding(state)
  return (
    <>
      {over && <Alert says={over} />}
      {!over && state.held && <Alert says={words.held} />}
      <output>{state.disk === 'low' && <p className="notice desk-notice small">{words.diskLow}</p>}</output>
    </>
  )
}

/** Something stops the writing here, and opening the page anew may help. */
function Alert({ says }: { says: string }) {
  const { reload } = useEditingWords()
  return (
    <p className="notice desk-notice" role="alert">
      {says}{' '}
      <button type="button" className="btn small" onClick={() => location.reload()}>
        {reload}
      </button>
    </p>
  )
}

/** Why the page is not written here any more, and what to do. */
function useEnding({ save }: LivePageState): string | null {
  const words = useEditingWords()
  const { lang } = useLanguage()
  if (save.kind === 'outdated') return REFUSALS['wire.schema-changed'][lang]
  if (save.kind === 'closed') return words.ended[save.why] ?? REFUSALS[save.why][lang]
  return null
}
