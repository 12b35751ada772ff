import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Licence } from '@terreau/shared/page-types/licences.ts'
import { humanised } from './guide-files.ts'
import { licenceIn } from './licence.ts'

/** A folder of guides, as its own README and licence, or those above it, tell of it. */
export interface Collection {
  readonly name: string
  readonly title: string
  readonly licence: Licence
  readonly url?: string
  /** Day of the version, `YYYY-MM-DD`. */
  readonly date?: string
  /** What was said of it, in one line. */
  readonly about?: string
}

const TELLS = /^(?:readme|licen[cs]e|copying)(?:\.|$)/i
/** How far above a folder a text may stand that names it. */
const LEVELS = 3

/** What can be known of a folder; its licence is `unknown` where nobody says it. */
export async function collectionOf(folder: string): Promise<Collection> {
  const name = basename(folder).normalize('NFC')
  const own = (await textsOf(folder)).join('\n')
  const about = own || (await lineAbout(folder, name)) || ''
  const url = /https?:\/\/[^\s)|>"']+/.exec(about)?.[0]
  const date = /\b\d{4}-\d{2}-\d{2}\b/.exec(about)?.[0]
  return {
    name,
    title: titleIn(own) ?? humanised(name),
    licence: licenceIn(about) ?? 'unknown',
    ...(url && { url }),
    ...(date && { date }),
    ...(about &&
      !own && {
        about: about
          .replaceAll(/[|`*]+/g, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim()
          .slice(0, 500),
      }),
  }
}

const titleIn = (markdown: string): string | undefined => /^#\s+(.{3,120})$/m.exec(markdown)?.[1]?.trim()

async function textsOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => TELLS.test(name)).toSorted()
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))
}

/** The line of a text above the folder that speaks of it by its path. */
async function lineAbout(folder: string, name: string): Promise<string | undefined> {
  let above = dirname(folder)
  for (let level = 0; level < LEVELS; level++, above = dirname(above)) {
    const lines = (await textsOf(above).catch(() => [])).flatMap((text) => text.normalize('NFC').split('\n'))
    const line = lines.find((one) => one.includes(`${name}/`))
    if (line) return line
  }
  return undefined
}
