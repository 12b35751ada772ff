import { useEffect, useState, type FormEvent } from 'react'
import { Link } from 'wouter'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { tell } from '../asking/ask.ts'
import { DeskNotices } from '../editing/desk-notices.tsx'
import { Dialog } from '../editing/dialog.tsx'
import { drafts } from '../editing/drafts.ts'
import type { Asking } from '../editing/insertions.ts'
import { watchUnsaved } from '../editing/leaving.ts'
import { StatePill } from '../editing/state-pill.tsx'
import { useLiveState } from '../editing/use-live-page.ts'
import { useShowable } from '../editing/use-showable.ts'
import { WritingSheet } from '../editing/writing-sheet.tsx'
import { useEditingWords } from '../i18n/editing.ts'
import { useProposingWords } from '../i18n/proposing.ts'
import { openLivePage, type LivePage } from '../sync/live-page.ts'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { ForkByHttp, NoSocket } from './fork-by-http.ts'
// Style sheets export nothing.
/* oxlint-disable import/no-unassigned-import */
import '../editing/desk.css'
import '../editing/sheet.css'
import '../editing/fields.css'
import '../editing/figures.css'
/* oxlint-enable */

interface Apart {
  readonly live: LivePage
  readonly fork: ForkByHttp
}

/** The usual editor on a page, apart: what one writes is kept, and enters the page once peers took it. */
export default function ForkScreen({ page }: { page: PageAnswer }) {
  const [answer] = useState(page)
  const apart = useApart(answer)
  return <div className="writing-desk">{apart && <Desk apart={apart} answer={answer} />}</div>
}

function Desk({ apart: { live, fork }, answer }: { apart: Apart; answer: PageAnswer }) {
  const words = useEditingWords()
  const { apart } = useProposingWords()
  const state = useLiveState(live)
  const showable = useShowable(live, state.ready)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [sending, setSending] = useState(false)
  const ready = state.mayWrite && state.save.kind === 'saved'
  return (
    <>
      <h1 className="said-only" tabIndex={-1}>
        {apart.heading(answer.page.title)}
      </h1>
      <div className="desk-bar">
        <StatePill state={{ ...state, indirect: false }} />
        <span className="grow" />
        <Link className="btn small" href={`/p/${answer.page.slug}`}>
          {words.read}
        </Link>
        <button type="button" className="btn small" disabled={!state.mayWrite} onClick={() => setAsking('citation')}>
          {words.citeSource}
        </button>
        <button type="button" className="btn primary small" disabled={!ready} onClick={() => setSending(true)}>
          {apart.send}
        </button>
      </div>
      <p className="notice desk-notice small">{apart.says}</p>
      {sending && <SendDialog fork={fork} slug={answer.page.slug} onClose={() => setSending(false)} />}
      <DeskNotices state={state} />
      {showable ? (
        <WritingSheet live={live} answer={answer} asking={asking} onAsking={setAsking} />
      ) : (
        <output className="muted">{words.opening}</output>
      )}
    </>
  )
}

/** Sends it with a sentence; then there is nothing more to write here. */
function SendDialog({ fork, slug, onClose }: { fork: ForkByHttp; slug: string; onClose: () => void }) {
  const { apart, correct } = useProposingWords()
  const { cancel } = useEditingWords()
  const [wrong, setWrong] = useState<string | null>(null)
  const [done, setDone] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const message = formText(event.currentTarget, 'message')
    const path = `/forks/${fork.id ?? ''}/sending`
    const answer = await tell('POST', path, message ? { message } : {}).catch(() => null)
    if (answer && 'value' in answer) setDone(true)
    else setWrong(answer?.refusal.message ?? correct.lost)
  }
  return (
    <Dialog title={apart.send} onClose={onClose}>
      {done ? (
        <div className="stack">
          <output>{apart.sent}</output>
          <p>
            <Link className="btn" href={`/p/${slug}`}>
              {apart.back}
            </Link>
          </p>
        </div>
      ) : (
        <form className="stack" onSubmit={(event) => void send(event)}>
          <label className="field">
            <span>{apart.message}</span>
            <input className="input" name="message" maxLength={300} autoComplete="off" />
          </label>
          <WrongSaid id="send-wrong" wrong={wrong} />
          <p className="row">
            <button className="btn primary">{apart.send}</button>
            <button type="button" className="btn quiet" onClick={onClose}>
              {cancel}
            </button>
          </p>
        </form>
      )}
    </Dialog>
  )
}

function useApart({ page }: PageAnswer): Apart | null {
  const [apart, setApart] = useState<Apart | null>(null)
  useEffect(() => {
    const { id, title, slug } = page
    const fork = new ForkByHttp(id)
    const WebSocketPolyfill = NoSocket as unknown as typeof WebSocket
    const { fetchTicket, http } = fork
    const url = 'ws://apart.invalid'
    const live = openLivePage({ pageId: id, schema: schemaFingerprint, fetchTicket, http, url, WebSocketPolyfill })
    watchUnsaved(live, title)
    const stop = live.subscribe(() => {
      const { save } = live.getState()
      if (!('words' in save)) return
      stop()
      drafts.keep({ id, title, slug }, save.kind === 'outdated' ? 'wire.schema-changed' : save.why, save.words)
    })
    // A page is opened by being shown, and must be known to be drawn.
    // oxlint-disable-next-line react/set-state-in-effect
    setApart({ live, fork })
    return () => live.leave()
  }, [page])
  return apart
}
