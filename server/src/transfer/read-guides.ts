import { basename, dirname, join, posix, resolve, sep } from 'node:path'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { fieldsFrom, readPage, type MarkdownPage } from '@terreau/shared/document/markdown-page.ts'
import { splitFrontMatter } from '@terreau/shared/document/front-matter.ts'
import { plainText } from '@terreau/shared/document/plain-text.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Licence } from '@terreau/shared/page-types/licences.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import { collectionOf, type Collection } from './collection.ts'
import { UnreadableFile, guideFiles, humanised, textOf, withSpacedHeadings } from './guide-files.ts'
import { folded, hashOfText, idOfImport } from './import-key.ts'
import { licenceIn, licenceOfText } from './licence.ts'

/** One file as a page, before anything is written. */
export interface Guide {
  /** From the folder that is imported, with slashes, in NFC. */
  readonly path: string
  readonly importKey: string
  readonly hash: string
  readonly type: PageTypeKey
  readonly lang: Lang
  readonly title: string
  /** The title that its front matter states, where it was no name for it. */
  readonly placeholder?: string
  readonly summary?: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly body: BodyNode
  readonly licence: Licence
  readonly sourceUrl?: string
  readonly words: number
  readonly collection: Collection
  readonly warnings: readonly Warning[]
}

/** What could not be kept, and of what: an address, the key of a field. */
export interface Warning {
  readonly kind: 'dead-link' | 'missing-picture' | 'nothing-named' | 'malformed' | 'title-shortened'
  readonly what: string
}

/** A file that can't be a page, and why. */
export interface UnreadGuide {
  readonly path: string
  readonly why: string
}

/** Reads the Markdown files of a folder, or one file, one by one in the order of their names. Changes nothing anywhere. */
export async function* readGuides(path: string, lang: Lang = 'fr'): AsyncGenerator<Guide | UnreadGuide> {
  const { folder, files } = await guideFiles(path)
  const keys = keysOf(folder, files)
  const collections = new Map<string, Promise<Collection>>()
  for (const file of files) {
    const inFolder = dirname(resolve(folder, file))
    const collection = collections.get(inFolder) ?? collectionOf(inFolder)
    collections.set(inFolder, collection)
    try {
      const text = await textOf(join(folder, file))
      yield guideFrom(text, { path: slashed(file), keys, lang, collection: await collection })
    } catch (cause) {
      if (!(cause instanceof UnreadableFile)) throw cause
      yield { path: slashed(file), why: cause.message }
    }
  }
}

const slashed = (path: string): string => path.split(sep).join('/').normalize('NFC')

/**
 * What each file is known by: `multibao/potluck.md`, its folder and its name, so that it is the same whether its folder
 * comes in alone or with others. Where two files would share one, the whole path from the folder above.
 */
function keysOf(folder: string, files: readonly string[]): Map<string, string> {
  const short = (file: string) => slashed(resolve(folder, file)).split('/').slice(-2).join('/')
  const bySame = Map.groupBy(files, short)
  const unique = (file: string) => bySame.get(short(file))?.length === 1
  const long = (file: string) => `${basename(resolve(folder)).normalize('NFC')}/${slashed(file)}`
  return new Map(files.map((file) => [slashed(file), `markdown:${unique(file) ? short(file) : long(file)}`]))
}

interface Origin {
  readonly path: string
  readonly keys: ReadonlyMap<string, string>
  readonly lang: Lang
  readonly collection: Collection
}

function guideFrom(text: string, origin: Origin): Guide {
  const { path, collection, keys } = origin
  const page = readPage(withSpacedHeadings(text), neighbours(origin))
  const { values } = page
  const type = page.type ?? 'practice'
  const licence =
    licenceIn(stated(values, 'licence', 'license')) ??
    licenceOfText(text) ??
    (RESERVED.test(text) ? 'unknown' : collection.licence)
  const { title, warnings, placeholder } = titleOf(page, text, path)
  const typed = fieldsFrom(type, tidied(values, type), () => undefined)
  const summary = typed.fields.summary ?? summaryOf(stated(values, 'description'), page.body)
  const sourceUrl = stated(values, 'source_url', 'url', 'source')
  return {
    path,
    importKey: keys.get(path) ?? path,
    hash: hashOfText(text),
    type,
    lang: page.lang ?? origin.lang,
    title,
    ...(placeholder && { placeholder }),
    ...(typeof summary === 'string' && { summary }),
    fields: { ...typed.fields, title, licence, ...(summary !== undefined && { summary }) },
    body: signed(page.body, stated(values, 'author', 'authors')),
    licence,
    ...(/^https?:\/\/\S+$/.test(sourceUrl) && { sourceUrl }),
    words: wordsIn(splitFrontMatter(text).rest),
    collection,
    warnings: [...warnings, ...page.losses, ...typed.refused.map(({ key, why }) => ({ kind: why, what: key }))],
  }
}

/** The first of these keys that the front matter fills, as text; a list is joined. */
function stated(values: MarkdownPage['values'], ...keys: readonly string[]): string {
  const found = keys.map((key) => values[key]).find((value) => typeof value === 'string' || Array.isArray(value))
  return Array.isArray(found) ? found.join(', ') : typeof found === 'string' ? found.trim() : ''
}

/** Finds the page of a file that a relative link points at, if it is among those that come in. */
function neighbours({ path, keys }: Origin) {
  return (ref: string) => {
    const target = keys.get(posix.join(posix.dirname(path), ref.replace(/[#?].*$/, '').normalize('NFC')))
    return target ? { id: idOfImport(target), title: humanised(ref) } : undefined
  }
}

/** Words by which a text says that it is not under its collection's licence. */
const RESERVED = /\bcopyright\b|tous droits réservés|aimable autorisation/i

/** A template's title that nobody replaced. */
const PLACEHOLDER = /^contribution(?: multibao)?$/

function titleOf(page: MarkdownPage, text: string, path: string): Pick<Guide, 'title' | 'placeholder' | 'warnings'> {
  const named = page.title ?? ''
  const heading = /^#(?!#)[\s\u00A0]*(.+)$/m
    .exec(text)?.[1]
    ?.replaceAll(/[*_`#]+/g, '')
    .trim()
  const isPlaceholder = PLACEHOLDER.test(folded(named)) && heading !== undefined
  const title = ((isPlaceholder ? heading : named) || nameOf(path)).replace(/[\s:]+$/, '')
  const long = title.length > 120
  return {
    title: long ? `${title.slice(0, 119).trimEnd()}…` : title.padEnd(3, '.'),
    ...(isPlaceholder && { placeholder: named }),
    warnings: long ? [{ kind: 'title-shortened', what: title }] : [],
  }
}

/** The file's name as a title; an index goes by its folder's. */
function nameOf(path: string): string {
  const name = humanised(path)
  const folder = path.split('/').at(-2)
  return folder && /^[\d\s]*(?:index|accueil|sommaire)$/i.test(name) ? `${humanised(folder)} : sommaire` : name
}

/** Front matter of others in our keys: their tags as we hold them, their kind as a guide where they say none. */
function tidied(values: MarkdownPage['values'], type: PageTypeKey): Record<string, unknown> {
  const { tags, licence: _licence, license: _license, ...rest } = values
  const listed = Array.isArray(tags) ? tags : typeof tags === 'string' ? tags.split(/[,;]/) : []
  const kept = [...new Set(listed.map((tag) => String(tag).trim()))].filter(
    (tag) => tag.length >= 2 && tag.length <= 40,
  )
  return { ...(type === 'practice' && { kind: 'guide' }), ...rest, ...(kept.length > 0 && { tags: kept.slice(0, 8) }) }
}

const CREDITS_A_PICTURE = /^\W*(?:une? )?(?:photo|image|illustration|dessin|logo|cr[ée]dit)|licen[cs]e|^https?:/i

/** The description that the file states, else its first paragraph that says something, cut at a word. */
function summaryOf(description: string, body: BodyNode): string | undefined {
  const opening = body.content?.find((block) => block.type === 'paragraph' && opens(plainText(block).trim()))
  const text = (description.includes(' ') ? description : opening ? plainText(opening) : '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (text.length <= 280) return text || undefined
  return `${text.slice(0, text.lastIndexOf(' ', 278)).replace(/[\s,;:.–-]+$/, '')}…`
}

const opens = (text: string): boolean => text.length >= 20 && !CREDITS_A_PICTURE.test(text)

/** Names the authors that the front matter names, since licences ask for it. */
function signed(body: BodyNode, names: string): BodyNode {
  if (names === '' || folded(plainText(body)).includes(folded(names))) return body
  const line = { type: 'paragraph', content: [{ type: 'text', text: `Écrit par ${names}.` }] }
  return { ...body, content: [...(body.content ?? []), line] }
}

/** Counted as they stand in the file, front matter aside. */
const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length
