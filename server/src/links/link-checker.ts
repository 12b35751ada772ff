import { setTimeout as pause } from 'node:timers/promises'
import type { Instant } from '../storage/tables.ts'
import type { LinkStore } from './link-store.ts'
import { probeLink, type Reach } from './probe-link.ts'

/** So many hosts are asked at the same time; each of them one link after the other, with a pause between two. */
const HOSTS_AT_ONCE = 4
const PAUSE_MS = 1000

/** What was looked at today is not asked for again: a check that was stopped goes on where it was. */
const FRESH = 24 * 60 * 60 * 1000

export interface CheckParts {
  readonly store: LinkStore
  readonly reach: Reach
  readonly now: () => Instant
  readonly pauseMs?: number
}

export type OnStep = (done: number, total: number, url: string) => void

/** Looks at every address of a source that is due; resolves with how many were looked at, once done or stopped. */
export async function checkLinks(parts: CheckParts, signal: AbortSignal, onStep: OnStep): Promise<number> {
  const due = await parts.store.due(parts.now() - FRESH)
  const hosts = [...byHost(due).values()]
  let done = 0
  onStep(0, due.length, '')
  const oneHostAfterTheOther = async () => {
    for (let links = hosts.shift(); links; links = hosts.shift())
      for (const [at, url] of links.entries()) {
        if (at > 0) await pause(parts.pauseMs ?? PAUSE_MS, undefined, { signal }).catch(() => {})
        if (signal.aborted) return
        const probed = await probeLink(url, parts.reach, signal)
        // What was broken off says nothing of the link.
        if (signal.aborted) return
        await parts.store.keep(url, probed, parts.now())
        onStep(++done, due.length, url)
      }
  }
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, oneHostAfterTheOther))
  return done
}

function byHost(urls: readonly string[]): Map<string, string[]> {
  return Map.groupBy(urls, (url) => (URL.canParse(url) ? new URL(url).host : ''))
}
