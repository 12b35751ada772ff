import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fieldsFrom, readPage, type MarkdownPage } from '@terreau/shared/document/markdown-page.ts'
import type { FindPage } from '@terreau/shared/document/markdown-names.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { DEFAULT_LICENCE } from '@terreau/shared/page-types/licences.ts'
import { textOf } from './guide-files.ts'
import { hashOfText, idOfImport } from './import-key.ts'
import type { IncomingPage, PageWriter } from './page-writer.ts'

const DATA = fileURLToPath(new URL('../../../data/', import.meta.url))

/** What a new wiki starts with; our own handbook is part of it. */
const FOLDERS = ['seed', 'handbook', 'handbook/decisions']

/** What is named before what names it, so that a list reads well from its first page on. */
const ORDER: readonly PageTypeKey[] = [
  'source',
  'principle',
  'lead',
  'place',
  'actor',
  'transport-option',
  'service',
  'space',
  'practice',
  'experience',
  'experiment',
  'event',
]

/** A seed that can't be read as it stands: a defect of ours, and of no reader. */
class BadSeed extends Error {}

/**
 * The pages that a new wiki starts with. A file's name is its slug, by which the others name it. Throws where one names
 * nothing or holds what its type can't.
 */
export async function readSeed(): Promise<IncomingPage[]> {
  const texts = await seedTexts()
  const titles = new Map(texts.map(([slug, text]) => [slug, readPage(text).title ?? slug]))
  const findPage = (ref: string) => {
    const title = titles.get(ref)
    return title === undefined ? undefined : { id: idOfImport(keyOf(ref)), title }
  }
  const pages = texts.map(([slug, text]) => pageFrom(slug, text, findPage))
  return pages.toSorted((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type))
}

async function seedTexts(): Promise<(readonly [slug: string, text: string])[]> {
  return (await Promise.all(FOLDERS.map((folder) => textsIn(join(DATA, folder))))).flat()
}

/** Each Markdown file of a folder, by its name without ending. */
async function textsIn(folder: string): Promise<(readonly [slug: string, text: string])[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).toSorted()
  return Promise.all(names.map(async (name) => [name.slice(0, -3), await textOf(join(folder, name))] as const))
}

function pageFrom(slug: string, text: string, findPage: FindPage): IncomingPage {
  const { type, lang, title, values, body, losses }: MarkdownPage = readPage(text, findPage)
  if (!type || !lang || !title) throw new BadSeed(`${slug}: type, lang or title is missing`)
  const { fields, refused } = fieldsFrom(type, { licence: DEFAULT_LICENCE, ...values, title }, findPage)
  const [lost, wrong] = [losses[0], refused[0]]
  if (lost) throw new BadSeed(`${slug}: ${lost.kind} ${lost.what}`)
  if (wrong) throw new BadSeed(`${slug}: ${wrong.why} ${wrong.key}`)
  const importKey = keyOf(slug)
  return { id: idOfImport(importKey), type, title, lang, fields, body, importKey, hash: hashOfText(text), slug }
}

const keyOf = (slug: string): string => `seed:${slug}`

export interface SeedWatch {
  readonly onStep?: (done: number, total: number, title: string) => void
}

/** Gives a wiki the pages it starts with; those that it already has stay as they are. Answers how many are new. */
export async function seedWiki(writer: PageWriter, watch: SeedWatch = {}): Promise<number> {
  if (await hasAll(writer)) return 0
  const pages = await readSeed()
  let created = 0
  for (const [at, page] of pages.entries()) {
    if (!(await writer.find(page.importKey))) {
      await writer.create(page)
      created++
    }
    watch.onStep?.(at + 1, pages.length, page.title)
  }
  return created
}

/** Whether every page was given before: then none of them is read. */
async function hasAll(writer: PageWriter): Promise<boolean> {
  for (const [slug] of await seedTexts()) if (!(await writer.find(keyOf(slug)))) return false
  return true
}
