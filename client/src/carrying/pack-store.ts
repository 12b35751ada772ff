import type { OfflinePack, PackedPage } from '@terreau/shared/api/search.ts'

/** What is known of a pack, beside its pages. */
export interface AboutPack {
  /** The state in which the device has all of it; null while the first pages still come. */
  readonly since: string | null
  /** Where what comes now leads: the state when it began to come, and the page after which the rest is missing. */
  readonly coming: { readonly version: string; readonly after: string } | null
  readonly synonyms: OfflinePack['synonyms']
}

const NAME = 'terreau-pack'
const [ABOUT, PAGES] = ['about', 'pages']
const KEY = 'pack'

/** The pages that a device keeps, in the browser's own database. Each part of a pack comes in whole or not at all. */
export class PackStore {
  readonly #db: IDBDatabase

  private constructor(db: IDBDatabase) {
    this.#db = db
  }

  static async open(): Promise<PackStore> {
    const request = indexedDB.open(NAME, 1)
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(ABOUT)
      request.result.createObjectStore(PAGES, { keyPath: 'id' }).createIndex('addresses', 'addresses', {
        multiEntry: true,
      })
    })
    const db = await answered(request)
    // Whoever deletes the database is not kept waiting.
    db.addEventListener('versionchange', () => db.close())
    return new PackStore(db)
  }

  /** Does something with the store as it is now, and lets it go. */
  static async with<T>(act: (store: PackStore) => Promise<T>): Promise<T> {
    const store = await PackStore.open()
    try {
      return await act(store)
    } finally {
      store.#db.close()
    }
  }

  /** Leaves nothing behind. */
  static async empty(): Promise<void> {
    await answered(indexedDB.deleteDatabase(NAME))
  }

  about(): Promise<AboutPack | undefined> {
    return answered(this.#read(ABOUT).get(KEY) as IDBRequest<AboutPack | undefined>)
  }

  /** Takes in one part of a pack, in one stroke; `anew` where what was there before goes. */
  async take({ pages, removed }: OfflinePack, about: AboutPack, anew: boolean): Promise<void> {
    const transaction = this.#db.transaction([ABOUT, PAGES], 'readwrite')
    const store = transaction.objectStore(PAGES)
    if (anew) store.clear()
    for (const page of pages) store.put(page)
    for (const id of removed) store.delete(id)
    transaction.objectStore(ABOUT).put(about, KEY)
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('the database gave up')))
    })
  }

  count(): Promise<number> {
    return answered(this.#read(PAGES).count())
  }

  all(): Promise<PackedPage[]> {
    return answered(this.#read(PAGES).getAll() as IDBRequest<PackedPage[]>)
  }

  /** A page by its id, or by any address that ever led to it. */
  async page(ref: string): Promise<PackedPage | undefined> {
    const byId = await answered(this.#read(PAGES).get(ref) as IDBRequest<PackedPage | undefined>)
    return byId ?? answered(this.#read(PAGES).index('addresses').get(ref) as IDBRequest<PackedPage | undefined>)
  }

  #read(name: string): IDBObjectStore {
    return this.#db.transaction(name).objectStore(name)
  }
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('the database said no')))
  })
}
