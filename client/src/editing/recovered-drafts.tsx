import type { Editor } from '@tiptap/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { REFUSALS } from '@terreau/shared/refusals.ts'
import { useKeepingWords } from '../i18n/keeping.ts'
import { useLanguage } from '../i18n/language.tsx'
import { drafts, type Draft } from './drafts.ts'

interface RecoveredDraftsProps {
  /** The page in which one is; its drafts come first, and others' say where to go. */
  readonly pageId?: string
  /** Where words can be put back now. */
  readonly editor?: Editor | null
}

/** Words that could not enter their page, as a plain list: to be copied, put back by one's own hand, or put aside. */
export function RecoveredDraftsList({ pageId, editor = null }: RecoveredDraftsProps) {
  const words = useKeepingWords().drafts
  const all = useSyncExternalStore(drafts.subscribe, drafts.all, () => [])
  const [said, setSaid] = useState('')
  useEffect(() => void drafts.refresh(), [])
  const shown = all.toSorted((a, b) => Number(b.page.id === pageId) - Number(a.page.id === pageId))
  return (
    <>
      {shown.length > 0 && (
        <section className="card recovered" aria-labelledby="recovered" id="brouillons">
          <h2 id="recovered" className="card-title">
            {words.title}
          </h2>
          <p className="small muted">{words.says}</p>
          <ul className="plain-list">
            {shown.map((draft) => {
              const here = draft.page.id === pageId
              return <RecoveredDraft key={draft.id} draft={draft} editor={here ? editor : null} onSaid={setSaid} />
            })}
          </ul>
        </section>
      )}
      <output className="small">{said}</output>
    </>
  )
}

interface RecoveredDraftProps {
  readonly draft: Draft
  readonly editor: Editor | null
  readonly onSaid: (said: string) => void
}

function RecoveredDraft({ draft, editor, onSaid }: RecoveredDraftProps) {
  const words = useKeepingWords().drafts
  const { lang, format } = useLanguage()
  const { page } = draft
  const copy = () =>
    navigator.clipboard.writeText(draft.words).then(
      () => onSaid(words.copied),
      () => {},
    )
  return (
    <li>
      <details>
        <summary>{words.for(page.title, format.instant(draft.at))}</summary>
        <div className="stack">
          <p className="small muted">{words.why(REFUSALS[draft.why][lang])}</p>
          <label className="field">
            <span>{words.words}</span>
            <textarea className="input" readOnly rows={4} value={draft.words} />
          </label>
          <p className="row">
            <button type="button" className="btn small" onClick={() => void copy()}>
              {words.copy}
            </button>
            {editor?.isEditable ? (
              <button
                type="button"
                className="btn small"
                onClick={() => putBack(editor, draft, () => onSaid(words.inserted))}
              >
                {words.insert}
              </button>
            ) : (
              <Link className="btn small" href={`/p/${page.slug}/modifier`}>
                {words.goTo}
              </Link>
            )}
            <button
              type="button"
              className="btn small"
              aria-label={words.putAsideSays(page.title)}
              onClick={() => void drafts.putAside(draft).then(() => onSaid(words.gone))}
            >
              {words.putAside}
            </button>
          </p>
        </div>
      </details>
    </li>
  )
}

/** Adds a draft to the end of the text, a paragraph a line, as if its author had typed it now. */
function putBack(editor: Editor, { words }: Draft, done: () => void): void {
  const paragraphs = words
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
  if (editor.chain().insertContentAt(editor.state.doc.content.size, paragraphs).focus('end').run()) done()
}
