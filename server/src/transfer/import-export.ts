import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fieldsFrom, readPage } from '@terreau/shared/document/markdown-page.ts'
import type { FindPage } from '@terreau/shared/document/markdown-names.ts'
import { isPageId, type PageId } from '@terreau/shared/ids.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { EXPORT_FORMAT, type ExportedMerge, type ExportedPage, type ExportManifest } from './export-format.ts'
import { textOf, UnreadableFile } from './guide-files.ts'
import { exportKey, hashOfText } from './import-key.ts'
import type { ImportSummary, ImportWatch } from './import-guides.ts'
import type { IncomingPage, PageWriter } from './page-writer.ts'

type Exported = Pick<ExportManifest, 'pages' | 'merged'>

/** What an export that was unpacked here holds; null where this folder is none. */
export async function readExport(folder: string): Promise<Exported | null> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null)
  if (text === null) return null
  const manifest = parsed(text)
  if (manifest?.format !== EXPORT_FORMAT || !Array.isArray(manifest.pages)) return null
  // Exports of before said nothing of what was merged.
  const merged = Array.isArray(manifest.merged) ? manifest.merged : []
  return {
    pages: manifest.pages.filter(isNamed),
    merged: merged.filter(({ page, slug, into }) => isNamed({ id: page, slug }) && isPageId(into)),
  }
}

function parsed(text: string): Partial<ExportManifest> | null {
  try {
    return JSON.parse(text) as Partial<ExportManifest>
  } catch {
    return null
  }
}

/** A manifest comes from outside: what it names is an id and an address of ours, or is passed over. */
const isNamed = ({ id, slug }: Pick<ExportedPage, 'id' | 'slug'>): boolean =>
  isPageId(id) && /^[a-z0-9-]{1,96}$/.test(slug)

/** The wiki into which an export is brought. */
interface Receiver {
  readonly writer: PageWriter
  isHere(id: PageId): Promise<boolean>
  /** See `bringMerge`. */
  merge(one: ExportedMerge): Promise<boolean>
}

/**
 * Brings the Markdown of an unpacked export into a wiki: each page keeps its id, and its address where that is free. A
 * page that is here already stays as it is; a second run changes nothing. Addresses of merged pages lead where they led.
 */
export async function importExport(
  folder: string,
  { pages, merged }: Exported,
  to: Receiver,
  watch: ImportWatch = {},
): Promise<ImportSummary> {
  const byName = new Map(
    pages.flatMap((page) => [[page.slug as string, page] as const, [page.id as string, page] as const]),
  )
  const findPage: FindPage = (ref) => byName.get(ref)
  const sum = { created: 0, unchanged: 0, refused: [] as { path: string; why: string }[] }
  let warnings: ImportSummary['warnings'] = []
  for (const [index, page] of pages.entries()) {
    if (watch.signal?.aborted) return { ...NOTHING, ...sum, warnings, interrupted: true }
    const path = `pages/${page.slug}.md`
    const read = await incoming(folder, page, findPage)
    if ('why' in read) sum.refused.push({ path, why: read.why })
    else if (await to.isHere(page.id)) sum.unchanged += 1
    else {
      const why = await created(to.writer, read.page)
      if (why) sum.refused.push({ path, why })
      else sum.created += 1
      if (read.warnings.length > 0) warnings = [...warnings, { path, warnings: read.warnings }]
    }
    watch.onStep?.(index + 1, pages.length, page.slug)
  }
  const duplicates: ImportSummary['duplicates'] = []
  for (const one of merged)
    if (await to.merge(one))
      duplicates.push({ path: `pages/${one.slug}.md`, of: byName.get(one.into)?.slug ?? one.into, by: 'merged' })
  return { ...NOTHING, ...sum, duplicates, warnings, interrupted: false }
}

const NOTHING = { kept: [], stubs: [], duplicates: [] } as const satisfies Partial<ImportSummary>

type Read = { readonly page: IncomingPage; readonly warnings: ImportSummary['warnings'][number]['warnings'] }

async function incoming(folder: string, page: ExportedPage, findPage: FindPage): Promise<Read | { why: string }> {
  try {
    const text = await textOf(join(folder, 'pages', `${page.slug}.md`))
    const { type, lang, title, values, body, losses } = readPage(text, findPage)
    if (!type || !lang || !title) return { why: 'not-text' }
    const { fields, refused } = fieldsFrom(type, { ...values, title }, findPage)
    const { id, slug } = page
    const warnings = [...losses, ...refused.map(({ key, why }) => ({ kind: why, what: key }))]
    return {
      page: { id, type, title, lang, fields, body, importKey: exportKey(id), hash: hashOfText(text), slug },
      warnings,
    }
  } catch (cause) {
    if (cause instanceof UnreadableFile) return { why: cause.message }
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return { why: 'missing' }
    throw cause
  }
}

async function created(writer: PageWriter, page: IncomingPage): Promise<string | null> {
  try {
    await writer.create(page)
    return null
  } catch (cause) {
    if (cause instanceof Refusal) return cause.code
    throw cause
  }
}
