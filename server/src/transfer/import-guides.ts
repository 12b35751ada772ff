import { Refusal } from '@terreau/shared/refusals.ts'
import { collectionPage } from './collection-page.ts'
import type { Collection } from './collection.ts'
import { guideFiles } from './guide-files.ts'
import { folded, idOfImport } from './import-key.ts'
import type { IncomingPage, PageWriter } from './page-writer.ts'
import { readGuides, type Guide, type UnreadGuide, type Warning } from './read-guides.ts'

/** Under so many words a guide is a stub: it comes in, and is named in the summary. */
const STUB_WORDS = 40

export interface ImportWatch {
  /** Called after each file. */
  readonly onStep?: (done: number, total: number, path: string) => void
  /** Stops between two files; what is written stays, and the next run goes on from there. */
  readonly signal?: AbortSignal
}

/** What a run did, file by file where there is something to say. Sources of collections are counted with the pages. */
export interface ImportSummary {
  readonly created: number
  readonly unchanged: number
  /** Left as they are here: written in since, or another text in the file than when it came. */
  readonly kept: { path: string; why: 'changed-here' | 'changed-there' }[]
  readonly refused: { path: string; why: string }[]
  readonly stubs: { path: string; words: number }[]
  readonly duplicates: { path: string; of: string; by: 'title' | 'text' | 'merged' }[]
  readonly warnings: { path: string; warnings: readonly Warning[] }[]
  readonly interrupted: boolean
}

/** Brings a folder of Markdown guides into the wiki. A second run changes nothing. */
export async function importGuides(path: string, writer: PageWriter, watch: ImportWatch = {}): Promise<ImportSummary> {
  const run = new ImportRun(writer)
  const total = (await guideFiles(path)).files.length
  let done = 0
  for await (const guide of readGuides(path)) {
    if (watch.signal?.aborted) return run.summary(true)
    await run.take(guide)
    watch.onStep?.(++done, total, guide.path)
  }
  return run.summary(false)
}

type Counts = { -readonly [Key in keyof ImportSummary]: ImportSummary[Key] }

class ImportRun {
  readonly #writer: PageWriter
  readonly #sources = new Map<string, Promise<string | undefined>>()
  readonly #seen = new Map<string, string>()
  readonly #counts: Counts = {
    created: 0,
    unchanged: 0,
    interrupted: false,
    kept: [],
    refused: [],
    stubs: [],
    duplicates: [],
    warnings: [],
  }

  constructor(writer: PageWriter) {
    this.#writer = writer
  }

  async take(guide: Guide | UnreadGuide): Promise<void> {
    if ('why' in guide) return void this.#counts.refused.push(guide)
    const { path, words, warnings } = guide
    if (words < STUB_WORDS) this.#counts.stubs.push({ path, words })
    if (warnings.length > 0) this.#counts.warnings.push({ path, warnings })
    if (this.#noteDuplicate(guide) === 'text') return
    const source = await this.#sourceOf(guide.collection)
    const { importKey, type, title, lang, body, hash } = guide
    const fields = { ...guide.fields, ...(source && { sources: [source] }) }
    await this.#write({ id: idOfImport(importKey), type, title, lang, fields, body, importKey, hash }, path)
  }

  /** Tells of a title or a text that came before. The same text comes in once. */
  #noteDuplicate({ path, title, placeholder, body }: Guide): 'title' | 'text' | undefined {
    const marks = [`text ${JSON.stringify(body)}`, `title ${folded(title)}`, `title ${folded(placeholder ?? title)}`]
    const known = [...new Set(marks)].flatMap((mark) => {
      const of = this.#seen.get(mark)
      if (of === undefined) this.#seen.set(mark, path)
      return of === undefined
        ? []
        : [{ path, of, by: mark.startsWith('text') ? ('text' as const) : ('title' as const) }]
    })
    const [first] = known
    if (first) this.#counts.duplicates.push(first)
    return first?.by
  }

  /** The source page of a collection, created when the first of its guides comes. */
  #sourceOf(collection: Collection): Promise<string | undefined> {
    const known = this.#sources.get(collection.name)
    if (known) return known
    const page = collectionPage(collection)
    const written = this.#write(page, `${collection.name}/`).then((there) => (there ? page.id : undefined))
    this.#sources.set(collection.name, written)
    return written
  }

  /** Writes a page unless it is there; says whether it is there now. */
  async #write(page: IncomingPage, path: string): Promise<boolean> {
    const known = await this.#writer.find(page.importKey)
    if (known) return this.#compare(known.hash === page.hash, known.changedHere, path)
    try {
      await this.#writer.create(page)
      this.#counts.created++
      return true
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      this.#counts.refused.push({ path, why: cause.code })
      return false
    }
  }

  #compare(sameFile: boolean, changedHere: boolean, path: string): true {
    if (changedHere) this.#counts.kept.push({ path, why: 'changed-here' })
    else if (sameFile) this.#counts.unchanged++
    else this.#counts.kept.push({ path, why: 'changed-there' })
    return true
  }

  summary(interrupted: boolean): ImportSummary {
    return { ...this.#counts, interrupted }
  }
}
