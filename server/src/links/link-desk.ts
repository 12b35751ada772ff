import type { LinkChecks } from '@terreau/shared/api/links.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { PageStore } from '../pages/page-store.ts'
import { checkLinks, type CheckParts } from './link-checker.ts'

interface LinkParts extends CheckParts {
  readonly pages: PageStore
  /** Whether the wiki may ask anything outside for it: it is said in the settings. */
  readonly allowed: boolean
  readonly onDefect: (cause: unknown) => void
}

interface Run {
  readonly stopping: AbortController
  readonly ended: Promise<void>
  done: number
  total: number
}

/** The check that stewards of the network start, watch and stop. One runs at a time. */
export class LinkDesk {
  readonly #parts: LinkParts
  #run: Run | null = null

  constructor(parts: LinkParts) {
    this.#parts = parts
  }

  async state(by: Member): Promise<LinkChecks> {
    refuseOthers(by)
    const { store, pages, allowed } = this.#parts
    const amiss = await store.amiss()
    const ids = amiss.map(({ id }) => id)
    const names = await pages.namesById(ids, by)
    const links = amiss.flatMap(({ id, url, found }) => {
      const page = names.get(id)
      return page ? [{ page, url, found }] : []
    })
    const { done = 0, total = 0 } = this.#run ?? {}
    return { allowed, running: this.#run !== null, done, total, links }
  }

  async start(by: Member): Promise<LinkChecks> {
    refuseOthers(by)
    if (!this.#parts.allowed) throw new Refusal('links.not-set')
    this.#run ??= this.#begin()
    return this.state(by)
  }

  async stop(by: Member): Promise<LinkChecks> {
    refuseOthers(by)
    await this.close()
    return this.state(by)
  }

  /** Ends what runs; what was found stays. */
  async close(): Promise<void> {
    this.#run?.stopping.abort()
    await this.#run?.ended
  }

  #begin(): Run {
    const stopping = new AbortController()
    const step = (done: number, total: number) => void Object.assign(run, { done, total })
    const work = async () => {
      // The run stands before its first step is told.
      await Promise.resolve()
      await checkLinks(this.#parts, stopping.signal, step).catch((cause: unknown) => this.#parts.onDefect(cause))
      this.#run = null
    }
    const run: Run = { stopping, ended: work(), done: 0, total: 0 }
    return run
  }
}

/** Links of all pages are for those who know of all pages. */
function refuseOthers(by: Member): void {
  if (by.role !== 'steward') throw new Refusal('member.not-allowed')
}
