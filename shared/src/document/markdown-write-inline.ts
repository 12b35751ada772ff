import type * as Md from 'mdast'
import type { BodyNode } from './body-node.ts'
import { plainText } from './plain-text.ts'

/** The slug of a page, by which Markdown names it. */
export type NameOf = (page: string) => string

type Mark = NonNullable<BodyNode['marks']>[number]

/** From the outside in; the same order each time, so that writing twice writes the same. */
const NESTING = ['link', 'bold', 'italic', 'strike', 'code']

/** Markdown that is written as it stands, without escapes. */
export const raw = (value: string): Md.Html => ({ type: 'html', value })

/** What stands in a line. On one line, as in headings and cells, breaks are written `<br>`. */
export function inlineTo(nodes: readonly BodyNode[], nameOf: NameOf, onOneLine = false): Md.PhrasingContent[] {
  return nested(nodes.map(prepared), (node) => leafTo(node, nameOf, onOneLine))
}

const isBlank = (node: BodyNode): boolean => node.type === 'hardBreak' || node.text?.trim() === ''

/** A line without breaks and blank texts at its ends, which Markdown cannot write. */
export function trimmedLine(line: readonly BodyNode[]): BodyNode[] {
  const from = line.findIndex((node) => !isBlank(node))
  return from === -1 ? [] : line.slice(from, line.findLastIndex((node) => !isBlank(node)) + 1)
}

/** Marks in nesting order, none on white space alone, where Markdown cannot write them. */
function prepared(node: BodyNode): BodyNode {
  const { marks = [], ...rest } = node
  const kept = node.text?.trim() === '' || node.type === 'hardBreak' ? [] : marks
  const sorted = kept.toSorted((a, b) => NESTING.indexOf(a.type) - NESTING.indexOf(b.type))
  return { ...rest, ...(sorted.length > 0 && { marks: sorted }) }
}

type Leaf = (node: BodyNode) => Md.PhrasingContent

/** Neighbours under the same outer mark come together under it. */
function nested(nodes: readonly BodyNode[], leaf: Leaf): Md.PhrasingContent[] {
  const result: Md.PhrasingContent[] = []
  for (let from = 0; from < nodes.length;) {
    const mark = outer(nodes[from])
    const run = runUnder(mark, nodes, from)
    if (mark) result.push(wrapped(mark, nested(run.map(withoutOuter), leaf)))
    else result.push(...run.map(leaf))
    from += run.length
  }
  return result
}

/** The nodes from here on that stand under this mark; one alone where there is none. */
function runUnder(mark: Mark | undefined, nodes: readonly BodyNode[], from: number): readonly BodyNode[] {
  const end = nodes.findIndex((node, at) => at > from && !(mark && sameMark(outer(node), mark)))
  return nodes.slice(from, end === -1 ? nodes.length : end)
}

const outer = (node: BodyNode | undefined): Mark | undefined => {
  const mark = node?.marks?.[0]
  return mark?.type === 'code' ? undefined : mark
}

const withoutOuter = (node: BodyNode): BodyNode => ({ ...node, marks: (node.marks ?? []).slice(1) })

const sameMark = (a: Mark | undefined, b: Mark): boolean => a?.type === b.type && a.attrs?.href === b.attrs?.href

function wrapped(mark: Mark, children: Md.PhrasingContent[]): Md.PhrasingContent {
  if (mark.type === 'bold') return { type: 'strong', children }
  if (mark.type === 'italic') return { type: 'emphasis', children }
  if (mark.type === 'strike') return { type: 'delete', children }
  return { type: 'link', url: typeof mark.attrs?.href === 'string' ? mark.attrs.href : '', children }
}

function leafTo(node: BodyNode, nameOf: NameOf, onOneLine: boolean): Md.PhrasingContent {
  const { attrs = {} } = node
  switch (node.type) {
    case 'text':
      return textTo(node)
    case 'hardBreak':
      return onOneLine ? raw('<br>') : { type: 'break' }
    case 'image':
      return { type: 'image', url: `/files/${String(attrs.file)}`, alt: plainText(node), title: sizeOf(attrs) }
    case 'pageLink':
      return {
        type: 'link',
        url: `/p/${nameOf(String(attrs.page))}`,
        children: [{ type: 'text', value: plainText(node) }],
      }
    case 'citation':
      return raw(citationOf(nameOf(String(attrs.source)), attrs.locator))
    default:
      throw new TypeError(`nothing in Markdown stands for ${node.type} in a line`)
  }
}

function textTo(node: BodyNode): Md.PhrasingContent {
  const value = (node.text ?? '').replaceAll(/\s*\n\s*/g, ' ')
  return node.marks?.some(({ type }) => type === 'code') ? { type: 'inlineCode', value } : { type: 'text', value }
}

const sizeOf = ({ width, height }: Record<string, unknown>): string | null =>
  typeof width === 'number' && typeof height === 'number' ? `${width}x${height}` : null

/** `[^carnet-2026: p. 4]`, with what Markdown would read otherwise escaped. */
function citationOf(source: string, locator: unknown): string {
  if (typeof locator !== 'string' || locator.trim() === '') return `[^${source}]`
  const plain = locator.replaceAll('[', '(').replaceAll(']', ')').replaceAll(/\s+/g, ' ').trim()
  return `[^${source}: ${plain.replaceAll(/[\\`*_<>&~|:@]|\.(?=\S)/g, String.raw`\$&`)}]`
}
