import { useState } from 'react'
import { Link } from 'wouter'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { KeepingDetails } from '../keeping/keeping-details.tsx'
import { PageText } from '../reading/page-text.tsx'
import type { LivePage } from '../sync/live-page.ts'
import { DeskNotices } from './desk-notices.tsx'
import { DraftDialog, useNewDraft } from './draft-dialog.tsx'
import type { Asking } from './insertions.ts'
import { PeopleHere } from './people-here.tsx'
import { ProposeDialog } from './propose-dialog.tsx'
import { StatePill } from './state-pill.tsx'
import { useShowable } from './use-showable.ts'
import { useLivePage, useLiveState } from './use-live-page.ts'
import { WritingSheet } from './writing-sheet.tsx'
// Style sheets export nothing.
/* oxlint-disable import/no-unassigned-import */
import './desk.css'
import './sheet.css'
import './fields.css'
import './figures.css'
/* oxlint-enable */

/** The page, being written with whoever else is there. Everything the editor needs is loaded with it, and only here. */
export default function EditScreen({ page }: { page: PageAnswer }) {
  // What came with the first answer stays: later ones would tear the editor from under the writer.
  const [answer] = useState(page)
  const live = useLivePage(answer.page)
  const [draft, close] = useNewDraft(answer.page.id)
  return (
    <div className="writing-desk">
      {live && <Desk key={live.doc.guid} live={live} answer={answer} />}
      {draft && <DraftDialog draft={draft} onClose={close} />}
    </div>
  )
}

function Desk({ live, answer }: { live: LivePage; answer: PageAnswer }) {
  const words = useEditingWords()
  const state = useLiveState(live)
  const { ready, mayWrite, slug, indirect, held } = state
  const showable = useShowable(live, ready)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [proposing, setProposing] = useState(false)
  const address = `/p/${slug ?? answer.page.slug}`
  return (
    <>
      <h1 className="said-only" tabIndex={-1}>
        {words.heading(answer.page.title)}
      </h1>
      <div className="desk-bar">
        <StatePill state={state} />
        <span className="grow" />
        {!indirect && <PeopleHere live={live} />}
        <Link className="btn small" href={address}>
          {words.read}
        </Link>
        <button type="button" className="btn small" disabled={!mayWrite} onClick={() => setAsking('citation')}>
          {words.citeSource}
        </button>
        <button
          type="button"
          className="btn small"
          disabled={!mayWrite || state.save.kind !== 'saved'}
          onClick={() => setProposing(true)}
        >
          {words.propose.open}
        </button>
      </div>
      {proposing && <ProposeDialog page={answer.page.id} onClose={() => setProposing(false)} />}
      <DeskNotices state={state} />
      <KeepingDetails />
      {showable && <WritingSheet live={live} answer={answer} asking={asking} onAsking={setAsking} />}
      {!showable && held && <PageText answer={answer} />}
      {!showable && !held && <output className="muted">{words.opening}</output>}
    </>
  )
}
