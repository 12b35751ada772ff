import { useEffect, useState, useSyncExternalStore } from 'react'
import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { hasUnsavedWords, openLivePage, type LivePage } from '../sync/live-page.ts'
import type { LivePageState } from '../sync/save-state.ts'
import { collabUrl, fetchTicket } from '../sync/tickets.ts'

/** Words that could not enter the page, and why. */
export interface Draft {
  readonly why: RefusalCode
  readonly words: string
}

/**
 * A live page for as long as the screen shows it. After a refusal the page is opened anew, as the server has it, and
 * the words that did not enter are handed over as a draft.
 */
export function useLivePage(pageId: PageId): { live: LivePage | null; draft: Draft | null; forgetDraft: () => void } {
  const [live, setLive] = useState<LivePage | null>(null)
  const [opening, setOpening] = useState(0)
  const [draft, setDraft] = useState<Draft | null>(null)
  useEffect(() => {
    const page = openLivePage({ pageId, schema: schemaFingerprint, fetchTicket, url: collabUrl(location) })
    const watch = () => {
      const { save } = page.getState()
      if (save.kind !== 'refused' && save.kind !== 'closed') return
      if (save.words !== '') setDraft((before) => ({ why: save.why, words: joined(before?.words, save.words) }))
      if (save.kind === 'refused') setOpening((times) => times + 1)
    }
    const stop = page.subscribe(watch)
    // A page is opened by being shown, and must be known to be drawn.
    // oxlint-disable-next-line react/set-state-in-effect
    setLive(page)
    return () => {
      stop()
      page.destroy()
    }
    // Each number is one more opening of the same page.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [pageId, opening])
  useWarningOnLeaving(live)
  return { live, draft, forgetDraft: () => setDraft(null) }
}

function joined(before: string | undefined, words: string): string {
  return before ? `${before}\n${words}` : words
}

export function useLiveState(live: LivePage): LivePageState {
  return useSyncExternalStore(live.subscribe, live.getState)
}

function useWarningOnLeaving(live: LivePage | null): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (live && hasUnsavedWords(live.getState().save)) event.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [live])
}
