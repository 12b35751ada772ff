import type { Page, PageName } from '@terreau/shared/api/pages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'

/** A source of the page with its number, and where in it the text points. */
export interface Note {
  source: string
  number: number
  locators: string[]
  /** How often the text cites it; 0 for a source that the page rests on without citing it at one place. */
  calls: number
}

export interface Notes {
  list: readonly Note[]
  /** Number of each citation, and the how manieth of its source it is: the list leads back to each. */
  calls: ReadonlyMap<BodyNode, { number: number; nth: number }>
}

/**
 * Numbers the citations in the order of the text, one number a source; sources named beside the text come after. One
 * that the reader may not know of has no number.
 */
export function notesOf(
  body: BodyNode,
  sources: readonly string[],
  isKnown: (source: string) => boolean = () => true,
): Notes {
  const notes = new Map<string, Note>()
  const calls = new Map<BodyNode, { number: number; nth: number }>()
  for (const citation of citationsIn(body)) {
    const source = String(citation.attrs?.source)
    if (!isKnown(source)) continue
    const note = notes.get(source) ?? { source, number: notes.size + 1, locators: [], calls: 0 }
    notes.set(source, note)
    note.calls += 1
    calls.set(citation, { number: note.number, nth: note.calls })
    const locator = citation.attrs?.locator
    if (typeof locator === 'string' && locator && !note.locators.includes(locator)) note.locators.push(locator)
  }
  for (const source of sources)
    if (isKnown(source) && !notes.has(source))
      notes.set(source, { source, number: notes.size + 1, locators: [], calls: 0 })
  return { list: [...notes.values()], calls }
}

/** Where in the text a source is called, as an address within the page. */
export const callId = (number: number, nth: number): string => (nth > 1 ? `appel-${number}-${nth}` : `appel-${number}`)

/** The sources that a page names beside its text. */
export function sourcesOf({ fields }: Pick<Page, 'fields'>): string[] {
  return Array.isArray(fields.sources) ? fields.sources.map(String) : []
}

function* citationsIn(node: BodyNode): Generator<BodyNode> {
  if (node.type === 'citation') yield node
  for (const child of node.content ?? []) yield* citationsIn(child)
}

/** Pages by id, to write the links that fields and text make. */
export type Named = ReadonlyMap<string, PageName>

export function namedById(named: readonly PageName[]): Named {
  return new Map(named.map((page) => [page.id, page]))
}
