import type { BodyNode } from './body-node.ts'
import { isPageId } from '../ids.ts'
import { LANGUAGES, type Lang } from '../languages.ts'
import type { Field, PageTypeKey } from '../page-types/define.ts'
import { parseField } from '../page-types/parse-field.ts'
import { PAGE_TYPE_KEYS, fieldsOf } from '../page-types/registry.ts'
import { joinFrontMatter, splitFrontMatter } from './front-matter.ts'
import type { FindPage } from './markdown-names.ts'
import { readMarkdown, type ReadMarkdown } from './markdown-read.ts'
import type { NameOf } from './markdown-write-inline.ts'
import { writeMarkdown } from './markdown-write.ts'

/** A page as one Markdown file: its fields in the front matter, pages named by their slugs, its body below. */
export interface MarkdownPage extends ReadMarkdown {
  readonly type: PageTypeKey | undefined
  readonly lang: Lang | undefined
  /** What else the front matter holds, as it was written; see `fieldsFrom`. */
  readonly values: Readonly<Record<string, unknown>>
}

/** Reads a page. The title is that of the front matter, else the top heading that opens the text. */
export function readPage(text: string, findPage?: FindPage): MarkdownPage {
  const { data = {}, rest } = splitFrontMatter(text.replace(/^\uFEFF/, '').normalize('NFC'))
  const { type, lang, title, ...values } = data
  const read = readMarkdown(rest, findPage)
  const stated =
    typeof title === 'string' || typeof title === 'number' ? String(title).replaceAll(/\s+/g, ' ').trim() : ''
  return {
    ...read,
    title: stated || read.title,
    type: PAGE_TYPE_KEYS.find((key) => key === type),
    lang: LANGUAGES.find((known) => known === lang),
    values,
  }
}

export interface WrittenPage {
  readonly type: PageTypeKey
  readonly lang: Lang
  readonly fields: Readonly<Record<string, unknown>>
  readonly body: BodyNode
}

/** Writes a page; what `readPage` reads of it is written the same again. */
export function writePage({ type, lang, fields, body }: WrittenPage, nameOf: NameOf): string {
  const known = Object.entries(fieldsOf(type)).filter(([key]) => fields[key] !== undefined)
  const values = known.map(([key, field]) => [key, named(field, fields[key], nameOf)] as const)
  return joinFrontMatter({ type, lang, ...Object.fromEntries(values) }, writeMarkdown(body, nameOf))
}

const namesPages = ({ widget }: Field): boolean => ['page', 'pages', 'leads'].includes(widget)

function named(field: Field, value: unknown, nameOf: NameOf): unknown {
  if (!namesPages(field)) return value
  // Where two of them lead to one page, it is named once.
  return Array.isArray(value) ? [...new Set(value.map((page) => nameOf(String(page))))] : nameOf(String(value))
}

export interface ReadFields {
  /** Values that their fields can hold. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Those of the type that they can't hold, and names that nothing bears. */
  readonly refused: readonly { readonly key: string; readonly why: 'malformed' | 'nothing-named' }[]
}

/** The fields of a type from a front matter. What is no field of the type is left out. */
export function fieldsFrom(
  type: PageTypeKey,
  values: Readonly<Record<string, unknown>>,
  findPage: FindPage,
): ReadFields {
  const fields: Record<string, unknown> = {}
  const refused: ReadFields['refused'][number][] = []
  for (const [key, field] of Object.entries(fieldsOf(type))) {
    const written = values[key]
    if (written === undefined || written === null) continue
    const value = namesPages(field) ? idsOf(written, findPage) : written
    if (value === undefined) refused.push({ key, why: 'nothing-named' })
    else if (parseField(type, key, value) === 'ok') fields[key] = value
    else refused.push({ key, why: 'malformed' })
  }
  return { fields, refused }
}

/** Ids of the pages that a value names; undefined where one of them is not known. */
function idsOf(value: unknown, findPage: FindPage): unknown {
  if (Array.isArray(value)) {
    const ids = value.map((one) => idsOf(one, findPage))
    return ids.includes(undefined) ? undefined : ids
  }
  if (typeof value !== 'string') return value
  return findPage(value)?.id ?? (isPageId(value) ? value : undefined)
}
