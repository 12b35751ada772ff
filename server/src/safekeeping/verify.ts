import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { FileHash, PageId } from '@terreau/shared/ids.ts'
import { FileStore } from '../files/file-store.ts'
import { Ledger } from '../ledger/ledger.ts'
import type { Store } from '../storage/store.ts'
import { versionBrokenAt } from './verify-versions.ts'
import { preparePageCheck, type PageFault } from './verify-page.ts'

/** Something stored that is not as it was received, and where. */
export type Fault =
  | (PageFault & { readonly page: string })
  | { readonly what: 'file-missing' | 'file-differs'; readonly file: FileHash }
  | { readonly what: 'database'; readonly said: string }
  | { readonly what: 'ledger'; readonly seq: number }
  | { readonly what: 'version-differs'; readonly page: string; readonly seq: number }

export interface Verified {
  readonly pages: number
  readonly updates: number
  readonly files: number
  /** Pages whose text is derived later than they are written; none of it is lost. */
  readonly behind: number
  readonly faults: readonly Fault[]
  readonly interrupted: boolean
}

export interface Looking {
  readonly signal?: AbortSignal
  readonly onStep?: (done: number, total: number, what: string) => void
}

/**
 * Everything that can be recomputed, recomputed: each page's chain from its first update, each page from its log alone
 * and from its snapshot, the text that readers are shown, its versions, each file's hash, the database's own shape. What it can't see:
 * updates taken from the end of a page together with all that knew of them.
 */
export async function verify(store: Store, { signal, onStep = () => {} }: Looking = {}): Promise<Verified> {
  const pages = await store.db.selectFrom('page').select(['id', 'slug']).orderBy('id').execute()
  const files = await store.db.selectFrom('file').select('hash').orderBy('hash').execute()
  const sqlite = store.connect()
  const check = preparePageCheck(sqlite)
  const steps = [
    ...pages.map(({ id, slug }) => ({ what: slug as string, look: pageLook(store, check, id, slug) })),
    ...files.map(({ hash }) => ({ what: hash.slice(0, 12), look: () => fileFaults(store, hash) })),
  ]
  const sum = { updates: 0, behind: 0, faults: [] as Fault[] }
  try {
    sum.faults.push(...shapeFaults(sqlite), ...(await ledgerFaults(store)))
    for (const [index, { what, look }] of steps.entries()) {
      if (signal?.aborted) break
      const seen = await look()
      sum.updates += seen.updates
      sum.behind += seen.behind
      sum.faults.push(...seen.faults)
      onStep(index + 1, steps.length, what)
      await new Promise((resolve) => setImmediate(resolve))
    }
  } finally {
    sqlite.close()
  }
  return { pages: pages.length, files: files.length, ...sum, interrupted: signal?.aborted ?? false }
}

interface Seen {
  readonly updates: number
  readonly behind: number
  readonly faults: readonly Fault[]
}

function pageLook(
  store: Store,
  check: ReturnType<typeof preparePageCheck>,
  id: PageId,
  page: string,
): () => Promise<Seen> {
  return async () => {
    const { updates, behind, faults } = check(id)
    const broken = await versionBrokenAt(store.db, id)
    const versions: Fault[] = broken === null ? [] : [{ what: 'version-differs', page, seq: broken }]
    return { updates, behind: behind ? 1 : 0, faults: [...faults.map((fault) => ({ ...fault, page })), ...versions] }
  }
}

async function fileFaults(store: Store, file: FileHash): Promise<Seen> {
  const bytes = await readFile(FileStore.pathOf(store.folder, file)).catch(() => null)
  const whole = bytes !== null && createHash('sha256').update(bytes).digest('hex') === file
  const what = bytes === null ? 'file-missing' : 'file-differs'
  return { updates: 0, behind: 0, faults: whole ? [] : [{ what, file }] }
}

async function ledgerFaults(store: Store): Promise<Fault[]> {
  const seq = await new Ledger(store.db, Date.now).brokenAt()
  return seq === null ? [] : [{ what: 'ledger', seq }]
}

/** What SQLite itself finds: pages of the file, indexes, references that lead nowhere. */
function shapeFaults(sqlite: ReturnType<Store['connect']>): Fault[] {
  const quick = (sqlite.pragma('quick_check') as { quick_check: string }[]).map((row) => row.quick_check)
  const loose = (sqlite.pragma('foreign_key_check') as { table: string; parent: string }[]).map(
    ({ table, parent }) => `${table} → ${parent}`,
  )
  return [...quick.filter((said) => said !== 'ok'), ...new Set(loose)].map((said) => ({ what: 'database', said }))
}
