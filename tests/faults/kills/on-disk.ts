import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import { openStore, type Store } from '@terreau/server/storage/store.ts'
import { openSqliteLog } from '@terreau/server/update-log/sqlite-log.ts'

const FILES = ['data.sqlite', 'data.sqlite-wal']

/** Pages as the log on the disk says, read from a copy while nobody has the folder open. */
export class OnDisk {
  readonly #folder: string
  readonly #pages = new Map<PageId, { readonly doc: Y.Doc; updates: number; last: number }>()

  constructor(folder: string) {
    this.#folder = folder
  }

  page(pageId: PageId): Y.Doc {
    return this.#page(pageId).doc
  }

  /** Takes in what was logged of these pages since the last look; answers what is wrong with the log itself. */
  async look(pages: readonly PageId[]): Promise<string[]> {
    const copy = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'terreau-look-'))
    mkdirSync(join(copy, 'files'))
    for (const file of FILES)
      if (existsSync(join(this.#folder, file))) copyFileSync(join(this.#folder, file), join(copy, file))
    const store = await openStore(copy)
    try {
      return await this.#read(store, pages)
    } finally {
      await store.close()
      rmSync(copy, { recursive: true })
    }
  }

  async #read(store: Store, pages: readonly PageId[]): Promise<string[]> {
    const log = openSqliteLog(store)
    const wrong: string[] = []
    for (const pageId of pages) {
      const page = this.#page(pageId)
      const all = await log.read(pageId, 0)
      const known = all.filter(({ seq }) => seq <= page.last).length
      if (known !== page.updates) wrong.push(`${page.updates - known} updates that were in the log are gone`)
      for (const { bytes } of all.slice(known)) Y.applyUpdate(page.doc, bytes)
      page.updates = all.length
      page.last = all.at(-1)?.seq ?? 0
    }
    await log.close()
    return wrong
  }

  #page(pageId: PageId): { readonly doc: Y.Doc; updates: number; last: number } {
    const page = this.#pages.get(pageId) ?? { doc: new Y.Doc(), updates: 0, last: 0 }
    this.#pages.set(pageId, page)
    return page
  }
}
