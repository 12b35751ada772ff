import { useState, useSyncExternalStore } from 'react'
import type { PageId } from '@terreau/shared/ids.ts'
import { REFUSALS } from '@terreau/shared/refusals.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import { Dialog } from './dialog.tsx'
import { drafts, type Draft } from './drafts.ts'

/** The newest words that this page of this tab could not keep, until they were seen; they stay in the list of drafts. */
export function useNewDraft(page: PageId): [Draft | null, () => void] {
  const all = useSyncExternalStore(drafts.subscribe, drafts.all)
  const [seen, setSeen] = useState<readonly string[]>([])
  const draft = all.find((one) => one.place === 'tab' && one.page.id === page && !seen.includes(one.id)) ?? null
  return [draft, () => draft && setSeen((before) => [...before, draft.id])]
}

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
