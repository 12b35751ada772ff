import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'

const LARGEST = 2_000_000
const NOT_A_PAGE = /^(?:readme|licen[cs]e|copying|changelog|contributing|code_of_conduct)\./i

/** Markdown files to read, by their paths from a folder. */
export interface GuideFiles {
  readonly folder: string
  /** In the order of their names. */
  readonly files: readonly string[]
}

/** The Markdown files under a folder, hidden ones and links left out; or the one file that the path is. */
export async function guideFiles(path: string): Promise<GuideFiles> {
  if ((await stat(path)).isFile()) return { folder: dirname(path), files: [basename(path)] }
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name) && !NOT_A_PAGE.test(entry.name))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(sep).some((part) => part.startsWith('.') || part === 'node_modules'))
  return { folder: path, files: files.toSorted() }
}

/** Why a file can't be read as a text. */
export class UnreadableFile extends Error {}

/** The text of a file, in NFC. Refuses what is not UTF-8, or longer than a page can be. */
export async function textOf(file: string): Promise<string> {
  if ((await stat(file)).size > LARGEST) throw new UnreadableFile('too-large')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)).normalize('NFC')
  } catch (cause) {
    throw new UnreadableFile('not-text', { cause })
  }
}

/** `world_cafe-aoh.md` read as a title: «World cafe aoh». A double underscore parts a folder from a name. */
export function humanised(path: string): string {
  const name = basename(path)
    .normalize('NFC')
    .replace(/\.(?:md|markdown)$/i, '')
  const words = (name.split('__').at(-1) ?? name).replaceAll(/[_-]+/g, ' ').replaceAll(/\s+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Headings written `#Titre`, or with a hard space, as older tools allowed; code is left alone. */
export function withSpacedHeadings(markdown: string): string {
  let inCode = false
  const lines = markdown.split('\n').map((line) => {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) inCode = !inCode
    return inCode ? line : line.replace(/^(#{1,6})(?:\u00A0[\s\u00A0]*|(?=[^\s#]))(?=\S)/, '$1 ')
  })
  return lines.join('\n')
}
