import { cslItem, type CslItem } from '@terreau/shared/document/csl.ts'
import { isSameSource, readCslItem, samenessOf, type ReadSource } from '@terreau/shared/document/csl-read.ts'
import { pagesNamedIn } from '@terreau/shared/document/named-pages.ts'
import type { BroughtSource, SourcesToBring } from '@terreau/shared/api/sources.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { PageId, PageRef } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { PageDesk } from '../pages/page-desk.ts'
import type { PageStore } from '../pages/page-store.ts'
import type { LivePages } from '../pages/page-writer.ts'
import type { Projector } from '../projections/projector.ts'
import type { Db } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { hashOfText, idOfImport } from '../transfer/import-key.ts'
import { licenceIn } from '../transfer/licence.ts'
import { WikiWriter } from '../transfer/wiki-writer.ts'
import { allSources, sourcesAmong } from './source-store.ts'

interface SourceParts {
  readonly store: { readonly db: Db }
  readonly pages: PageStore
  readonly rooms: LivePages
  readonly projector: Projector
  readonly desk: PageDesk
  readonly now: () => Instant
}

/** An item of a list to bring, as far as it was read. */
interface Offered {
  readonly read: ReadSource | null
  readonly outcome: BroughtSource
}

/** What pages rest on, as other tools write it. */
export class SourceDesk {
  readonly #parts: SourceParts
  #bringing: Promise<unknown> = Promise.resolve()

  constructor(parts: SourceParts) {
    this.#parts = parts
  }

  /** The sources of a page in CSL-JSON, in the order of its notes; a source comes first among its own. */
  async csl(ref: PageRef, caller: Member | null): Promise<CslItem[]> {
    const { page } = await this.#parts.desk.read(ref, caller)
    const named = pagesNamedIn(page.fields, page.body).filter(({ kind }) => kind === 'citation' || kind === 'sources')
    const inOrder = named.toSorted((a, b) => Number(a.kind !== 'citation') - Number(b.kind !== 'citation'))
    const ids = inOrder.map((one) => one.page).filter((id) => id !== page.id)
    const others = await sourcesAmong(this.#parts.store.db, [...new Set(ids)], caller)
    return (page.type === 'source' ? [page, ...others] : others).map(cslItem)
  }

  /** Makes a page of each item that is not here yet, or says which would be made. A second run makes nothing. */
  async bring({ items, dry }: SourcesToBring, by: Member, lang: Lang): Promise<BroughtSource[]> {
    if (dry) return (await this.#offered(items, by)).map(({ outcome }) => outcome)
    // One list after the other, so that two that come at once do not make the same page twice.
    const brought = this.#bringing.then(() => this.#make(items, by, lang))
    this.#bringing = brought.catch(() => {})
    return brought
  }

  async #make(items: readonly unknown[], by: Member, lang: Lang): Promise<BroughtSource[]> {
    const writer = new WikiWriter(this.#parts, by.id)
    const made = []
    for (const { read, outcome } of await this.#offered(items, by)) {
      if (read && outcome.becomes === 'new') await writer.create(incoming(read, by, lang))
      const page = read && outcome.becomes === 'new' ? await this.#named(keyOf(read, by), by) : {}
      made.push({ ...outcome, ...page })
    }
    return made
  }

  /** Each item, and what is to become of it, in the order of the list. */
  async #offered(items: readonly unknown[], by: Member): Promise<Offered[]> {
    const { store, now } = this.#parts
    const today = new Date(now()).toISOString().slice(0, 10)
    const here = (await allSources(store.db, by)).map(({ id, title, fields }) => ({
      id,
      same: samenessOf(title, fields),
    }))
    const taken: ReturnType<typeof samenessOf>[] = []
    const offered: Offered[] = []
    for (const item of items) {
      const read = readCslItem(item, today, licenceIn)
      const same = read && samenessOf(read.title, read.fields)
      const known = same && here.find((one) => isSameSource(one.same, same))
      const twice = same !== null && taken.some((one) => isSameSource(one, same))
      if (same && !twice) taken.push(same)
      offered.push({ read, outcome: await this.#outcome(read, known?.id, twice, by) })
    }
    return offered
  }

  async #outcome(
    read: ReadSource | null,
    known: PageId | undefined,
    twice: boolean,
    by: Member,
  ): Promise<BroughtSource> {
    if (!read) return { title: '', becomes: 'refused', why: 'untitled' }
    const { title } = read
    if (twice) return { title, becomes: 'refused', why: 'twice' }
    if (known) return { title, becomes: 'here', ...(await this.#nameOf(known, by)) }
    // Brought before by the same person, and called otherwise since.
    const before = await new WikiWriter(this.#parts, by.id).find(keyOf(read, by))
    return before ? { title, becomes: 'here', ...(await this.#nameOf(before.id, by)) } : { title, becomes: 'new' }
  }

  #named(key: string, by: Member) {
    return this.#nameOf(idOfImport(key), by)
  }

  async #nameOf(id: PageId, by: Member): Promise<Pick<BroughtSource, 'page'>> {
    const [page] = await this.#parts.pages.names([id], by)
    return page ? { page } : {}
  }
}

/** One page for one person and one source: what others brought and keep to themselves is not told by a second one. */
function keyOf({ title, fields }: ReadSource, by: Member): string {
  const { address, called } = samenessOf(title, fields)
  return `csl ${by.id} ${address ?? called}`
}

function incoming(read: ReadSource, by: Member, lang: Lang) {
  const importKey = keyOf(read, by)
  return {
    id: idOfImport(importKey),
    type: 'source' as const,
    title: read.title,
    lang: read.lang ?? lang,
    fields: read.fields,
    body: { type: 'doc', content: [{ type: 'paragraph' }] },
    importKey,
    hash: hashOfText(JSON.stringify(read)),
  }
}
