import { useState } from 'react'
import { REFUSALS } from '@terreau/shared/refusals.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Dialog } from './dialog.tsx'
import type { Draft } from './drafts.ts'

/** Hands back words that could not enter the page: nothing that somebody wrote is dropped without a word. */
export function DraftDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { draft: say, close } = useEditingWords()
  const { lang } = useLanguage()
  const [copied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(draft.words).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <Dialog title={say.title} onClose={onClose}>
      <div className="stack">
        <p>{say.says}</p>
        <p className="small muted">{say.why(REFUSALS[draft.why][lang])}</p>
        <label className="field">
          <span>{say.words}</span>
          <textarea
            className="input"
            readOnly
            rows={8}
            value={draft.words}
            onFocus={(event) => event.target.select()}
          />
        </label>
        <p className="row">
          <button type="button" className="btn primary" onClick={() => void copy()}>
            {say.copy}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {close}
          </button>
          <output>{copied && say.copied}</output>
        </p>
      </div>
    </Dialog>
  )
}
