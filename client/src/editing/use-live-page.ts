import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Page } from '@terreau/shared/api/pages.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { openLivePage, type LivePage } from '../sync/live-page.ts'
import { pageByHttp } from '../sync/page-by-http.ts'
import type { LivePageState } from '../sync/save-state.ts'
import { collabUrl, fetchTicket } from '../sync/tickets.ts'
import { bringBack } from '../keeping/bring-back.ts'
import { keepWhileAsked } from '../keeping/keep-page.ts'
import { keeping } from '../keeping/keeping.ts'
import { drafts } from './drafts.ts'
import { watchUnsaved } from './leaving.ts'

/** How a page is known before it is open; the same object while it is shown. */
type Named = Pick<Page, 'id' | 'title' | 'slug'>

/**
 * A live page for as long as the screen shows it, and until its last word is durable. After a refusal the page is
 * opened anew, as the server has it; the words that did not enter are handed over as a draft.
 */
export function useLivePage(named: Named): LivePage | null {
  const [live, setLive] = useState<LivePage | null>(null)
  const [opening, setOpening] = useState(0)
  useEffect(() => {
    const page = opened(named)
    let shown = true
    page.subscribe(() => {
      if (shown && page.getState().save.kind === 'refused') setOpening((times) => times + 1)
    })
    // A page is opened by being shown, and must be known to be drawn.
    // oxlint-disable-next-line react/set-state-in-effect
    setLive(page)
    return () => {
      shown = false
      page.leave()
    }
    // Each number is one more opening of the same page.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [named, opening])
  return live
}

function opened({ id, title, slug }: Named): LivePage {
  const schema = schemaFingerprint
  const url = collabUrl(location)
  const before = () => bringFirst(id)
  const page = openLivePage({ pageId: id, schema, fetchTicket, url, http: pageByHttp, before })
  const keeper = keepWhileAsked(page, { pageId: id, title, slug, schema })
  const stop = page.subscribe(() => {
    const { save } = page.getState()
    if (!('words' in save)) return
    stop()
    // Kept words wait for the editor of the new version; they are nobody's draft.
    if (save.kind === 'outdated' && keeper()) return
    const why = save.kind === 'outdated' ? 'wire.schema-changed' : save.why
    drafts.keep({ id, title, slug }, why, save.words)
    void keeper()?.end(why, save.words)
  })
  watchUnsaved(page, title)
  hearOfDrafts(page)
  return page
}

/** The wiki keeps words of ours that could not stand in the page: they are shown among the drafts. */
function hearOfDrafts(page: LivePage): void {
  let heard = 0
  page.subscribe(() => {
    const { recovered } = page.getState()
    if (recovered > heard) void drafts.refresh()
    heard = recovered
  })
}

/** Words of tabs that are gone come first; without a network, everything waits. */
async function bringFirst(page: PageId): Promise<boolean> {
  await keeping.takeUp()
  const { shelf } = keeping
  const brought = shelf && (await bringBack(shelf, pageByHttp, page).catch(() => null))
  return brought?.waits !== 'network'
}

export function useLiveState(live: LivePage): LivePageState {
  return useSyncExternalStore(live.subscribe, live.getState)
}
