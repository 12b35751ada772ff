import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { GateKeeper } from './gate-keeper.ts'
import { GatedPage, type GateOpening, type Sent, type Verdict } from './gated-page.ts'
import { writesAtMost } from './inspect-update.ts'

/** What may be tried in the server's own thread: bounded in every way that makes an update slow. */
const LIGHT = { bytes: 4096, structs: 16, page: 512 * 1024 }

/** Milliseconds of judging at once: below the first, more is judged next time; above the second, the page goes to the other thread. */
const [QUICK, LONGEST_HERE] = [5, 25]
const MOST_AT_ONCE = 512

/** A page comes back here after so many milliseconds without anything heavy. */
const AWAY = 10_000

interface OpenPage {
  readonly opening: () => GateOpening
  /** The gate itself, while it stands here. */
  here: GatedPage | null
  /** True while it stands in the other thread. */
  there: boolean
  /** Until then the page stays in the other thread; a page that grew too large comes back no more. */
  awayUntil: number
  /** How many updates are judged here at once: one at first, and twice as many whenever that was quick. */
  pace: number
}

/**
 * The gates of all open pages, each in one of two places. What is light is judged here, on the way: a keystroke waits
 * for no other thread. What is not moves its page's gate to the thread that `GateKeeper` watches, so that the worst an
 * unknown attack costs is one gate (G5).
 */
export class Gates {
  readonly #there: GateKeeper
  readonly #pages = new Map<PageId, OpenPage>()
  readonly #now: () => number

  constructor(now: () => number = () => performance.now(), there = new GateKeeper()) {
    this.#now = now
    this.#there = there
  }

  /** Opens a page's gate; `opening` answers the page as it is whenever it is asked. */
  open(pageId: PageId, opening: () => GateOpening): void {
    this.#there.warm()
    this.#pages.set(pageId, { opening, here: null, there: false, awayUntil: -Infinity, pace: 1 })
  }

  own(pageId: PageId, clientId: number, member: MemberId): void {
    const page = this.#pages.get(pageId)
    page?.here?.own(clientId, member)
    if (page?.there) this.#there.own(pageId, clientId, member)
  }

  close(pageId: PageId): void {
    if (this.#pages.get(pageId)?.there) this.#there.close(pageId)
    this.#pages.delete(pageId)
  }

  /** Verdicts on the updates, in order; on fewer than were given where all at once would take long. */
  async judge(pageId: PageId, updates: readonly Sent[]): Promise<readonly Verdict[]> {
    const page = this.#pages.get(pageId)
    if (!page) return updates.map(() => ({ refused: 'page.unknown', details: undefined, took: 0 }))
    if (!updates.every(({ bytes }) => isLight(bytes))) page.awayUntil = Math.max(page.awayUntil, this.#now() + AWAY)
    const here = this.#now() < page.awayUntil ? null : this.#here(page)
    return here ? judgeHere(page, here, updates, this.#now) : this.#judgeThere(pageId, page, updates)
  }

  end(): Promise<void> {
    return this.#there.end()
  }

  /** The page's gate in this thread; null for a page that is too large. */
  #here(page: OpenPage): GatedPage | null {
    if (page.here) return page.here
    const opening = page.opening()
    if (opening.state.length > LIGHT.page) {
      page.awayUntil = Infinity
      return null
    }
    if (page.there) this.#there.close(opening.pageId)
    page.there = false
    page.pace = 1
    return (page.here = new GatedPage(opening, () => page.opening().state))
  }

  #judgeThere(pageId: PageId, page: OpenPage, updates: readonly Sent[]): Promise<readonly Verdict[]> {
    if (!page.there) this.#there.open(pageId, page.opening)
    page.there = true
    page.here = null
    return this.#there.judge(pageId, updates)
  }
}

function judgeHere(page: OpenPage, here: GatedPage, updates: readonly Sent[], now: () => number): readonly Verdict[] {
  const verdicts = here.judge(updates.slice(0, page.pace))
  const took = verdicts.reduce((sum, verdict) => sum + verdict.took, 0)
  if (took < QUICK) page.pace = Math.min(page.pace * 2, MOST_AT_ONCE)
  if (took > LONGEST_HERE) page.awayUntil = now() + AWAY
  if (here.size > LIGHT.page) page.awayUntil = Infinity
  return verdicts
}

function isLight(bytes: Uint8Array): boolean {
  return bytes.length <= LIGHT.bytes && writesAtMost(bytes, LIGHT.structs)
}
