import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { isThere, STORE_NAME } from './marker.ts'

/** One update that the server has not called durable. A visit is one tab's time on one page. */
export interface KeptWord {
  readonly visit: string
  readonly number: number
  readonly pageId: PageId
  readonly title: string
  readonly slug: string
  readonly clientId: number
  /** Fingerprint of the schema under which it was written. */
  readonly schema: string
  readonly bytes: Uint8Array
}

/** A page as this device last saw it, with all of one's own words that were saved meanwhile. */
export interface KeptPage {
  readonly pageId: PageId
  readonly title: string
  readonly slug: string
  readonly schema: string
  readonly state: Uint8Array
}

/** Words that could not enter a page. */
export interface KeptDraft {
  readonly id: string
  readonly pageId: PageId
  readonly title: string
  readonly slug: string
  readonly why: RefusalCode
  readonly words: string
  readonly at: string
}

/** Who asked for a shelf, and which one it is. */
export interface Owner {
  readonly id: string
  readonly member: string
}

const ABOUT = 'about'
const PAGES = 'pages'
const WORDS = 'words'
const DRAFTS = 'drafts'
const ALL = [ABOUT, PAGES, WORDS, DRAFTS]

/** The store is not the one that was filled: it was emptied by its owner, or by the browser. */
export class ShelfGone extends Error {}

/**
 * What a device keeps of pages, in the browser's own database. Every change is one transaction that first looks whether
 * the shelf is still the same, so that no tab writes into it after another one emptied it.
 */
export class Shelf {
  readonly id: string
  readonly #db: IDBDatabase

  private constructor(id: string, db: IDBDatabase) {
    this.id = id
    this.#db = db
  }

  /** Whose shelf there is, if any. Looking makes none. */
  static async owner(): Promise<Owner | null> {
    if (!(await isThere())) return null
    const db = await opened()
    const owner = await asked(db.transaction(ABOUT).objectStore(ABOUT).get('owner') as IDBRequest<Owner | undefined>)
    db.close()
    return owner ?? null
  }

  /** Empties the database and makes it this shelf. */
  static async fill(id: string, member: string): Promise<Shelf> {
    const shelf = new Shelf(id, await opened())
    const transaction = shelf.#db.transaction(ALL, 'readwrite', { durability: 'strict' })
    for (const store of ALL) transaction.objectStore(store).clear()
    transaction.objectStore(ABOUT).put({ id, member }, 'owner')
    await done(transaction)
    return shelf
  }

  /** The shelf as it was filled. Throws where it is gone. */
  static async open(id: string): Promise<Shelf> {
    const shelf = new Shelf(id, await opened())
    await shelf.#read([], () => undefined)
    return shelf
  }

  /** Resolves once the words outlive the tab, the browser and the device's power. */
  put(words: readonly KeptWord[]): Promise<void> {
    return this.#write([WORDS], (store) => {
      for (const word of words) store(WORDS).put(word, [word.visit, word.number])
    })
  }

  /** Forgets a visit's words up to a number, which the server has; the page that has them is kept with the same stroke. */
  settle(visit: string, upTo: number, page: KeptPage): Promise<void> {
    return this.#write([WORDS, PAGES], (store) => {
      store(WORDS).delete(IDBKeyRange.bound([visit, 0], [visit, upTo]))
      store(PAGES).put(page, page.pageId)
    })
  }

  /** Forgets a visit's words up to a number, which the server has. */
  forget(visit: string, upTo: number): Promise<void> {
    return this.#write([WORDS], (store) => void store(WORDS).delete(IDBKeyRange.bound([visit, 0], [visit, upTo])))
  }

  /** Keeps what a visit's words say instead of the words as updates. */
  putDraft(visit: string, draft: KeptDraft | null): Promise<void> {
    return this.#write([WORDS, DRAFTS], (store) => {
      store(WORDS).delete(IDBKeyRange.bound([visit, 0], [visit, Number.MAX_SAFE_INTEGER]))
      if (draft) store(DRAFTS).put(draft, draft.id)
    })
  }

  putDraftAside(id: string): Promise<void> {
    return this.#write([DRAFTS], (store) => void store(DRAFTS).delete(id))
  }

  /** Every word that waits, visit by visit, in the order in which it was written. */
  words(): Promise<readonly KeptWord[]> {
    return this.#read([WORDS], (store) => asked(store(WORDS).getAll() as IDBRequest<KeptWord[]>))
  }

  page(id: PageId): Promise<KeptPage | undefined> {
    return this.#read([PAGES], (store) => asked(store(PAGES).get(id) as IDBRequest<KeptPage | undefined>))
  }

  drafts(): Promise<readonly KeptDraft[]> {
    return this.#read([DRAFTS], (store) => asked(store(DRAFTS).getAll() as IDBRequest<KeptDraft[]>))
  }

  /** Leaves nothing behind. */
  static async empty(): Promise<void> {
    const db = await opened()
    const transaction = db.transaction(ALL, 'readwrite', { durability: 'strict' })
    for (const store of ALL) transaction.objectStore(store).clear()
    await done(transaction)
    db.close()
    await asked(indexedDB.deleteDatabase(STORE_NAME))
  }

  close(): void {
    this.#db.close()
  }

  async #write(stores: string[], change: (store: (name: string) => IDBObjectStore) => void): Promise<void> {
    const transaction = this.#db.transaction([ABOUT, ...stores], 'readwrite', { durability: 'strict' })
    const finished = done(transaction)
    const owner = await asked(transaction.objectStore(ABOUT).get('owner') as IDBRequest<Owner | undefined>)
    if (owner?.id !== this.id) throw new ShelfGone()
    change((name) => transaction.objectStore(name))
    await finished
  }

  async #read<T>(stores: string[], look: (store: (name: string) => IDBObjectStore) => T): Promise<Awaited<T>> {
    const transaction = this.#db.transaction([ABOUT, ...stores], 'readonly')
    const owner = await asked(transaction.objectStore(ABOUT).get('owner') as IDBRequest<Owner | undefined>)
    if (owner?.id !== this.id) throw new ShelfGone()
    return await look((name) => transaction.objectStore(name))
  }
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(STORE_NAME, 1)
  request.addEventListener('upgradeneeded', () => {
    for (const store of ALL) request.result.createObjectStore(store)
  })
  const db = await asked(request)
  // Whoever deletes the database, as browsers do with a site's data, is not kept waiting.
  db.addEventListener('versionchange', () => db.close())
  return db
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the database said no')))
  })
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    const fail = () => reject(transaction.error ?? new Error('the database gave up'))
    transaction.addEventListener('abort', fail)
    transaction.addEventListener('error', fail)
  })
}
