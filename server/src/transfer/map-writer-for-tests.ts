import { Refusal } from '@terreau/shared/refusals.ts'
import type { IncomingPage, PageWriter } from './page-writer.ts'

/** A wiki that is only a map; `edited` are the keys that somebody has written in since. */
export class MapWriter implements PageWriter {
  readonly pages = new Map<string, IncomingPage>()
  readonly edited = new Set<string>()
  readonly refuses = new Set<string>()

  async find(importKey: string) {
    const page = this.pages.get(importKey)
    return page && { id: page.id, hash: page.hash, changedHere: this.edited.has(importKey) }
  }

  async create(page: IncomingPage): Promise<void> {
    if (this.refuses.has(page.title)) throw new Refusal('wire.page-full')
    this.pages.set(page.importKey, page)
  }

  titled(title: string): IncomingPage | undefined {
    return [...this.pages.values()].find((page) => page.title === title)
  }
}
