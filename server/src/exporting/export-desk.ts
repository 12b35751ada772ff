import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writePage } from '@terreau/shared/document/markdown-page.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import type { FileHash, PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { licenceOf } from '@terreau/shared/page-types/licences.ts'
import { FileStore } from '../files/file-store.ts'
import type { ProvDesk } from '../history/prov-desk.ts'
import { listed } from '../members/readable.ts'
import type { PageDesk } from '../pages/page-desk.ts'
import { among } from '../storage/among.ts'
import type { Store } from '../storage/store.ts'
import type { Instant } from '../storage/tables.ts'
import { EXPORT_FORMAT, type ExportedMerge, type ExportedPage, type ExportManifest } from '../transfer/export-format.ts'
import { creditOf } from './credit.ts'
import { textEntry, type Entry } from './zipped.ts'

interface ExportParts {
  readonly store: Store
  readonly desk: PageDesk
  readonly prov: ProvDesk
  readonly now: () => Instant
}

export interface ExportWatch {
  readonly signal?: AbortSignal
  readonly onStep?: (done: number, total: number, what: string) => void
  /** Pages that were put away come along. */
  readonly archived?: boolean
}

/** So many pages are asked for at a time. */
const AT_ONCE = 100

/** The whole wiki as files, page by page, as far as somebody may read it. */
export class ExportDesk {
  readonly #parts: ExportParts

  constructor(parts: ExportParts) {
    this.#parts = parts
  }

  /**
   * Every page that lists show to this person: Markdown, body and fields as JSON, PROV-JSON, pictures; at the end what
   * all of it is, with hashes, licences and credits. Each page is asked for in turn, under the rights of that moment.
   */
  async *entries(person: Member, base: string, watch: ExportWatch = {}): AsyncGenerator<Entry> {
    const told: ExportedPage[] = []
    const pictures = new Set<FileHash>()
    const total = watch.onStep ? await this.#count(person, watch) : 0
    for await (const id of this.#pages(person, watch)) {
      const answer = await this.#read(id, person)
      if (!answer) continue
      const files = await this.#texts(answer, person, base)
      const at = new Date(answer.page.updatedAt)
      for (const [path, text] of files) yield textEntry(path, at, text)
      const shown = await this.#pictures(id)
      for (const hash of shown) if (!pictures.has(hash)) yield this.#picture(hash, at, pictures)
      told.push(summaryOf(answer, base, files, shown))
      watch.onStep?.(told.length, Math.max(total, told.length), answer.page.slug)
    }
    const madeAt = new Date(this.#parts.now())
    const merged = await this.#merged(told, person)
    const manifest: ExportManifest = {
      format: EXPORT_FORMAT,
      version: 1,
      madeAt: madeAt.toISOString(),
      from: base,
      pages: told,
      merged,
    }
    yield textEntry('manifest.json', madeAt, `${JSON.stringify(manifest, null, 1)}\n`)
  }

  /** Gone, or no longer theirs to read, since it was listed: then it is left out. */
  async #read(id: PageId, person: Member): Promise<PageAnswer | null> {
    try {
      return await this.#parts.desk.read(id, person, 'live')
    } catch (cause) {
      if (cause instanceof Refusal && cause.code === 'page.unknown') return null
      throw cause
    }
  }

  async *#pages(person: Member, { signal, archived }: ExportWatch): AsyncGenerator<PageId> {
    for (let after = ''; ;) {
      const rows = await this.#listed(person, archived)
        .select('page.id')
        .where('page.id', '>', after as PageId)
        .orderBy('page.id')
        .limit(AT_ONCE)
        .execute()
      for (const { id } of rows) {
        signal?.throwIfAborted()
        yield id
      }
      const last = rows.at(-1)
      if (!last) return
      after = last.id
    }
  }

  async #count(person: Member, { archived }: ExportWatch): Promise<number> {
    const counted = this.#listed(person, archived).select((eb) => eb.fn.countAll<number>().as('n'))
    return (await counted.executeTakeFirstOrThrow()).n
  }

  /** What was merged into one of these pages, as far as this person may know of it. */
  async #merged(told: readonly ExportedPage[], person: Member): Promise<ExportedMerge[]> {
    return this.#listed(person, true)
      .innerJoin('page_merge', 'page_merge.page_id', 'page.id')
      .select(['page.id as page', 'slug', 'into_page as into'])
      .where('into_page', 'in', among(told.map(({ id }) => id)))
      .orderBy('page.id')
      .execute()
  }

  #listed(person: Member, archived = false) {
    const pages = this.#parts.store.db.selectFrom('page').where(listed(person))
    return archived ? pages : pages.where('archived_at', 'is', null)
  }

  async #texts(answer: PageAnswer, person: Member, base: string): Promise<[path: string, text: string][]> {
    const { page, named } = answer
    const names = new Map<string, string>(named.map(({ id, slug }) => [id, slug]))
    const { authors: _authors, ...whole } = page
    const prov = await this.#parts.prov.ofPage(page.id, person, base)
    return [
      [`pages/${page.slug}.md`, writePage(page, (id) => names.get(id) ?? id)],
      [`pages/${page.slug}.json`, `${JSON.stringify(whole, null, 1)}\n`],
      [`pages/${page.slug}.prov.json`, `${JSON.stringify(prov, null, 1)}\n`],
    ]
  }

  async #pictures(page: PageId): Promise<FileHash[]> {
    const { db } = this.#parts.store
    const rows = await db.selectFrom('page_file').select('hash').where('page_id', '=', page).orderBy('hash').execute()
    return rows.map(({ hash }) => hash)
  }

  #picture(hash: FileHash, at: Date, taken: Set<FileHash>): Entry {
    taken.add(hash)
    const path = FileStore.pathOf(this.#parts.store.folder, hash)
    return { path: `files/${hash}.webp`, at, open: () => createReadStream(path) }
  }
}

function summaryOf(
  answer: PageAnswer,
  base: string,
  files: readonly (readonly [string, string])[],
  pictures: readonly FileHash[],
): ExportedPage {
  const { id, slug, title, type, lang, seq, visibility } = answer.page
  const name = { id, slug, title, type, lang, seq, visibility }
  return {
    ...name,
    licence: licenceOf(answer.page.fields),
    credit: creditOf(answer, base),
    files: files.map(([path, text]) => ({ path, sha256: createHash('sha256').update(text).digest('hex') })),
    // A picture is named by the hash of its bytes.
    pictures: pictures.map((hash) => ({ path: `files/${hash}.webp`, sha256: hash })),
  }
}
