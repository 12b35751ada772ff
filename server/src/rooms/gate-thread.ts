/** The thread in which pages that are large, or written in large pieces, have their gates; `gate-keeper.ts` is its only caller. */
import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { GatedPage, type GateOpening, type Sent, type Verdict } from './gated-page.ts'

/** What the keeper asks of the thread. */
export type Asked =
  | ({ ask: 'open' } & GateOpening)
  | { ask: 'own'; pageId: PageId; clientId: number; member: MemberId }
  | { ask: 'judge'; number: number; pageId: PageId; updates: readonly Sent[] }
  | { ask: 'close'; pageId: PageId }

export interface Answered {
  readonly number: number
  readonly verdicts: readonly Verdict[]
}

interface Open {
  readonly page: GatedPage
  /** All that was admitted, from which a broken shadow is made anew. */
  readonly admitted: Uint8Array[]
  /** Bytes admitted since the first of these, which is the whole page. */
  since: number
}

/** More than that is put together. */
const MAX_KEPT = 1024 * 1024
const pages = new Map<PageId, Open>()

parentPort?.on('message', (asked: Asked) => {
  if (asked.ask === 'open') open(asked)
  else if (asked.ask === 'own') pages.get(asked.pageId)?.page.own(asked.clientId, asked.member)
  else if (asked.ask === 'close') pages.delete(asked.pageId)
  else {
    const verdicts = judge(asked.pageId, asked.updates)
    parentPort?.postMessage({ number: asked.number, verdicts } satisfies Answered)
  }
})

parentPort?.postMessage('ready')

function open(opening: GateOpening): void {
  const admitted: Uint8Array[] = [opening.state]
  pages.set(opening.pageId, { page: new GatedPage(opening, () => Y.mergeUpdates(admitted)), admitted, since: 0 })
}

function judge(pageId: PageId, updates: readonly Sent[]): Verdict[] {
  const open = pages.get(pageId)
  if (!open) return updates.map(() => ({ refused: 'page.unknown', details: undefined, took: 0 }))
  const verdicts = open.page.judge(updates)
  for (const [at, verdict] of verdicts.entries()) {
    if ('refused' in verdict || !verdict.novel) continue
    for (const bytes of [updates[at]?.bytes, verdict.tidying].filter((one) => one instanceof Uint8Array)) {
      open.admitted.push(bytes)
      open.since += bytes.length
    }
  }
  if (open.since > MAX_KEPT) putTogether(open)
  return verdicts
}

/** The shadow forgot what was deleted; updates put together would not. */
function putTogether(open: Open): void {
  open.admitted.splice(0, open.admitted.length, open.page.state())
  open.since = 0
}
