import { useState } from 'react'
import { Link } from 'wouter'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { REFUSALS } from '@terreau/shared/refusals.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { useLanguage } from '../i18n/language.tsx'
import type { LivePage } from '../sync/live-page.ts'
import type { SaveState } from '../sync/save-state.ts'
import { drafts } from './drafts.ts'
import { DraftDialog } from './draft-dialog.tsx'
import type { Asking } from './insertions.ts'
import { PeopleHere } from './people-here.tsx'
import { StatePill } from './state-pill.tsx'
import { useDraft, useLivePage, useLiveState } from './use-live-page.ts'
import { WritingSheet } from './writing-sheet.tsx'
// Style sheets export nothing.
/* oxlint-disable import/no-unassigned-import */
import './desk.css'
import './sheet.css'
import './fields.css'
/* oxlint-enable */

/** The page, being written with whoever else is there. Everything the editor needs is loaded with it, and only here. */
export default function EditScreen({ page }: { page: PageAnswer }) {
  // What came with the first answer stays: later ones would tear the editor from under the writer.
  const [answer] = useState(page)
  const live = useLivePage(answer.page.id)
  const draft = useDraft(answer.page.id)
  return (
    <div className="writing-desk">
      {live && <Desk key={live.doc.guid} live={live} answer={answer} />}
      {draft && <DraftDialog draft={draft} onClose={() => drafts.putAside(answer.page.id)} />}
    </div>
  )
}

function Desk({ live, answer }: { live: LivePage; answer: PageAnswer }) {
  const words = useEditingWords()
  const { save, ready, mayWrite, slug } = useLiveState(live)
  const [asking, setAsking] = useState<Asking | null>(null)
  const address = `/p/${slug ?? answer.page.slug}`
  return (
    <>
      <h1 className="said-only" tabIndex={-1}>
        {words.heading(answer.page.title)}
      </h1>
      <div className="desk-bar">
        <StatePill save={save} />
        <span className="grow" />
        <PeopleHere live={live} />
        <Link className="btn small" href={address}>
          {words.read}
        </Link>
        <button type="button" className="btn small" disabled={!mayWrite} onClick={() => setAsking('citation')}>
          {words.citeSource}
        </button>
      </div>
      <Ending save={save} />
      {ready ? (
        <WritingSheet live={live} answer={answer} asking={asking} onAsking={setAsking} />
      ) : (
        <output className="muted">{words.opening}</output>
      )}
    </>
  )
}

/** Why the page is not written here any more, and what to do. */
function Ending({ save }: { save: SaveState }) {
  const words = useEditingWords()
  const { lang } = useLanguage()
  if (save.kind !== 'outdated' && save.kind !== 'closed') return null
  const says =
    save.kind === 'outdated'
      ? REFUSALS['wire.schema-changed'][lang]
      : (words.ended[save.why] ?? REFUSALS[save.why][lang])
  return (
    <p className="notice" role="alert">
      {says}{' '}
      <button type="button" className="btn small" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </p>
  )
}
