import { useEffect, useState, useSyncExternalStore } from 'react'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { openLivePage, type LivePage } from '../sync/live-page.ts'
import type { LivePageState } from '../sync/save-state.ts'
import { collabUrl, fetchTicket } from '../sync/tickets.ts'
import { drafts, type Draft } from './drafts.ts'
import { warnWhileUnsaved } from './leaving.ts'

/**
 * A live page for as long as the screen shows it, and until its last word is durable. After a refusal the page is
 * opened anew, as the server has it; the words that did not enter are handed over as a draft.
 */
export function useLivePage(pageId: PageId): LivePage | null {
  const [live, setLive] = useState<LivePage | null>(null)
  const [opening, setOpening] = useState(0)
  useEffect(() => {
    const page = openLivePage({ pageId, schema: schemaFingerprint, fetchTicket, url: collabUrl(location) })
    let shown = true
    page.subscribe(() => {
      const { save } = page.getState()
      if (save.kind !== 'refused' && save.kind !== 'closed') return
      drafts.keep(pageId, save)
      if (shown && save.kind === 'refused') setOpening((times) => times + 1)
    })
    warnWhileUnsaved(page)
    // A page is opened by being shown, and must be known to be drawn.
    // oxlint-disable-next-line react/set-state-in-effect
    setLive(page)
    return () => {
      shown = false
      page.leave()
    }
    // Each number is one more opening of the same page.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [pageId, opening])
  return live
}

export function useLiveState(live: LivePage): LivePageState {
  return useSyncExternalStore(live.subscribe, live.getState)
}

/** The words of this page that could not enter it, until they are put aside. */
export function useDraft(pageId: PageId): Draft | null {
  return useSyncExternalStore(drafts.subscribe, () => drafts.of(pageId))
}
