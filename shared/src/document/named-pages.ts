import type { BodyNode, Fields } from './body-node.ts'
import { isPageId, type PageId } from '../ids.ts'

/** One page that another one names: `kind` is the field's key, `link` or `citation`. */
export interface NamedPage {
  readonly page: PageId
  readonly kind: string
}

/** Every page that fields, links and citations name, each kind once, in reading order. */
export function pagesNamedIn(fields: Fields, body: BodyNode): NamedPage[] {
  const inFields = Object.entries(fields).flatMap(([kind, value]) => idsIn(value).map((page) => ({ page, kind })))
  const seen = new Set<string>()
  return [...inFields, ...inBody(body)].filter(({ page, kind }) => seen.size < seen.add(`${kind} ${page}`).size)
}

function idsIn(value: unknown): PageId[] {
  if (typeof value === 'string') return isPageId(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}

function inBody(node: BodyNode): NamedPage[] {
  const named =
    node.type === 'pageLink' ? idsIn(node.attrs?.page) : node.type === 'citation' ? idsIn(node.attrs?.source) : []
  const kind = node.type === 'citation' ? 'citation' : 'link'
  return [...named.map((page) => ({ page, kind })), ...(node.content ?? []).flatMap(inBody)]
}

/** A source that a passage cites, and where in it. */
export interface Cited {
  readonly page: PageId
  readonly locator?: string
}

/** The sources that a block cites, in order. */
export function sourcesIn(node: BodyNode | undefined): Cited[] {
  if (node?.type !== 'citation') return (node?.content ?? []).flatMap(sourcesIn)
  const { source, locator } = node.attrs ?? {}
  return [{ page: source as PageId, ...(typeof locator === 'string' && locator !== '' && { locator }) }]
}
