import type { BodyNode } from '../document/body-node.ts'
import { plainText } from '../document/plain-text.ts'
import { wordsOf } from './words.ts'

/** The address of the page that lists synonyms: every word stands there, so that its list answers nothing. */
export const SYNONYMS = 'synonymes'

/** A page cut into the areas that ranking weighs. */
export interface SearchText {
  readonly title: string
  readonly head: readonly string[]
  readonly body: readonly string[]
  /** What kind of thing it is, as stored, and the addresses it ever had: found, and never shown. */
  readonly codes: readonly string[]
}

/** Title, headings with summary, tags and what kind of thing it is, and the rest, passage by passage. */
export function searchText(page: {
  title: string
  fields: Readonly<Record<string, unknown>>
  body: BodyNode
  addresses?: readonly string[]
}): SearchText {
  const blocks = page.addresses?.includes(SYNONYMS) ? [] : (page.body.content ?? [])
  const headings = blocks.filter(({ type }) => type === 'heading').map(plainText)
  const { title: _title, summary, tags, kind, mode, ...others } = page.fields
  const head = [summary, tags, headings]
    .flat()
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
  const body = blocks.filter(({ type }) => type !== 'heading').flatMap(passageTexts)
  return {
    title: page.title,
    head,
    body: [...body, ...Object.values(others).flatMap(statements)].filter((text) => text.trim() !== ''),
    codes: [kind, mode, page.addresses].flat().filter((code): code is string => typeof code === 'string'),
  }
}

/** A list or a table is read item by item, so that a snippet is one of them. */
function passageTexts(block: BodyNode): string[] {
  const cut = ['bulletList', 'orderedList', 'taskList', 'steps', 'table', 'callout', 'blockquote'].includes(block.type)
  return cut ? (block.content ?? []).map(plainText) : [plainText(block)]
}

/** The words of typed fields: statements and sentences, never ids, codes or addresses of the web. */
function statements(value: unknown): string[] {
  if (typeof value === 'string') return /\s/.test(value.trim()) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(statements) : []
}

/** The forms of a text's words, in order. */
export function formsOf(text: string): string[] {
  return wordsOf(text).map(({ form }) => form)
}
