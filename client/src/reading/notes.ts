import type { PageName } from '@terreau/shared/api/pages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'

/** A source of the page with its number, and where in it the text points. */
export interface Note {
  source: string
  number: number
  locators: string[]
  /** False for a source that the page rests on without citing it at one place. */
  cited: boolean
}

export interface Notes {
  list: readonly Note[]
  /** Number of each citation, and whether it is the first of its source: the one the list leads back to. */
  calls: ReadonlyMap<BodyNode, { number: number; first: boolean }>
}

/** Numbers the citations in the order of the text, one number a source; sources named beside the text come after. */
export function notesOf(body: BodyNode, sources: readonly string[]): Notes {
  const notes = new Map<string, Note>()
  const calls = new Map<BodyNode, { number: number; first: boolean }>()
  for (const citation of citationsIn(body)) {
    const source = String(citation.attrs?.source)
    const known = notes.get(source)
    const note = known ?? { source, number: notes.size + 1, locators: [], cited: true }
    notes.set(source, note)
    calls.set(citation, { number: note.number, first: !known })
    const locator = citation.attrs?.locator
    if (typeof locator === 'string' && locator && !note.locators.includes(locator)) note.locators.push(locator)
  }
  for (const source of sources)
    if (!notes.has(source)) notes.set(source, { source, number: notes.size + 1, locators: [], cited: false })
  return { list: [...notes.values()], calls }
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
