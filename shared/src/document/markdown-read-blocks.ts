import type * as Md from 'mdast'
import type { BodyNode } from './body-node.ts'
import { CALLOUT_KINDS } from './extensions.ts'
import { inlineFrom, withoutTags, type Reading } from './markdown-read-inline.ts'
import { trimmedLine } from './markdown-write-inline.ts'
import { plainText } from './plain-text.ts'

const node = (type: string, content: BodyNode[], attrs?: Record<string, unknown>): BodyNode => ({
  type,
  ...(attrs && { attrs }),
  ...(content.length > 0 && { content }),
})

const STEPS = /^<!--\s*(?:steps|étapes)\s*-->$/i

/** Blocks of a body, from those of Markdown; notes come last, numbered as they are called. */
export function blocksFrom(nodes: readonly Md.RootContent[], reading: Reading): BodyNode[] {
  return nodes.flatMap((one, at) => {
    const before = nodes[at - 1]
    const marked = before?.type === 'html' && STEPS.test(before.value.trim())
    return one.type === 'list' && marked ? [stepsFrom(one, reading)] : blockFrom(one, reading)
  })
}

function blockFrom(one: Md.RootContent, reading: Reading): BodyNode[] {
  switch (one.type) {
    case 'paragraph':
      return paragraphsFrom(one, reading)
    case 'heading':
      return [headingFrom(one, reading)]
    case 'list':
      return [listFrom(one, reading)]
    case 'blockquote':
      return [quoteFrom(one, reading)]
    case 'code':
      return [node('codeBlock', textOf(one.value), { language: one.lang?.slice(0, 40) ?? null })]
    case 'thematicBreak':
      return [node('horizontalRule', [])]
    case 'table':
      return [tableFrom(one, reading)]
    case 'html':
      return paragraphsFrom(
        { type: 'paragraph', children: [{ type: 'text', value: withoutTags(one.value).trim() }] },
        reading,
      )
    case 'footnoteDefinition':
      return noteFrom(one, reading)
    default:
      return []
  }
}

const textOf = (text: string): BodyNode[] => (text === '' ? [] : [{ type: 'text', text }])

/** Words alone, one paragraph a line group; none for none. */
const paragraphOf = (text: string): BodyNode[] => (text.trim() === '' ? [] : [node('paragraph', textOf(text.trim()))])

/** A paragraph, with the pictures of the wiki that stood in it as blocks of their own between its words. */
function paragraphsFrom(one: Md.Paragraph, reading: Reading): BodyNode[] {
  const blocks: BodyNode[] = []
  let line: BodyNode[] = []
  const endLine = () => {
    const kept = trimmedLine(line)
    if (kept.length > 0) blocks.push(node('paragraph', kept))
    line = []
  }
  for (const part of inlineFrom(one.children, reading)) {
    if (part.type === 'image') {
      endLine()
      blocks.push(part)
    } else line.push(part)
  }
  endLine()
  return blocks
}

function headingFrom(one: Md.Heading, reading: Reading): BodyNode {
  const level = Math.max(2, Math.min(4, one.depth - reading.topHeading + 2))
  const content = trimmedLine(
    inlineFrom(one.children, reading).map((part) => (part.type === 'image' ? altOf(part) : part)),
  )
  return node('heading', content, { level })
}

const altOf = (image: BodyNode): BodyNode => ({ type: 'text', text: plainText(image) || '–' })

function listFrom(one: Md.List, reading: Reading): BodyNode {
  const tasks = one.children.some((item) => typeof item.checked === 'boolean')
  if (tasks)
    return node(
      'taskList',
      one.children.map((item) => taskFrom(item, reading)),
    )
  const items = one.children.map((item) => node('listItem', openedByParagraph(blocksFrom(item.children, reading))))
  if (!one.ordered) return node('bulletList', items)
  return node('orderedList', items, { start: Math.min(one.start ?? 1, 99_999) })
}

const taskFrom = (item: Md.ListItem, reading: Reading): BodyNode =>
  node('taskItem', openedByParagraph(blocksFrom(item.children, reading)), { checked: item.checked === true })

/** Items open with a paragraph, be it empty. */
function openedByParagraph(blocks: BodyNode[]): BodyNode[] {
  return blocks[0]?.type === 'paragraph' ? blocks : [node('paragraph', []), ...blocks]
}

function stepsFrom(one: Md.List, reading: Reading): BodyNode {
  const kept = ['paragraph', 'bulletList', 'image']
  const step = (item: Md.ListItem) => openedByParagraph(plainer(blocksFrom(item.children, reading), kept))
  return node(
    'steps',
    one.children.map((item) => node('step', step(item))),
  )
}

/** Blocks of these types as they are, the others as paragraphs of their words. */
function plainer(blocks: readonly BodyNode[], kept: readonly string[]): BodyNode[] {
  return blocks.flatMap((block) => {
    if (kept.includes(block.type)) return [block]
    return plainText(block).split('\n').flatMap(paragraphOf)
  })
}

const CALLOUT = /^\[!([A-Z-]{2,12})\][ \t]*\n?/

function quoteFrom(one: Md.Blockquote, reading: Reading): BodyNode {
  const [opening] = one.children
  const label = opening?.type === 'paragraph' ? opening.children[0] : undefined
  const named = label?.type === 'text' ? CALLOUT.exec(label.value) : null
  const kind = CALLOUT_KINDS.find((known) => known === (named?.[1] ?? '').toLowerCase())
  if (!named || !kind || opening?.type !== 'paragraph' || label?.type !== 'text') {
    return node('blockquote', orEmptyParagraph(blocksFrom(one.children, reading)))
  }
  const words = { ...label, value: label.value.slice(named[0].length) }
  const rest = [...(words.value === '' ? [] : [words]), ...opening.children.slice(1)]
  const children = [...(rest.length > 0 ? [{ ...opening, children: rest }] : []), ...one.children.slice(1)]
  const inside = plainer(blocksFrom(children, reading), ['paragraph', 'bulletList', 'orderedList'])
  return node('callout', orEmptyParagraph(inside), { kind })
}

const orEmptyParagraph = (blocks: BodyNode[]): BodyNode[] => (blocks.length > 0 ? blocks : [node('paragraph', [])])

/** A table; its first row is a header unless every cell of it is empty, which is how we write a table without one. */
function tableFrom(one: Md.Table, reading: Reading): BodyNode {
  const width = Math.max(...one.children.map((row) => row.children.length))
  const cellOf = (type: string, cell: Md.TableCell | undefined, column: number): BodyNode => {
    const align = one.align?.[column] ?? null
    const line = { type: 'paragraph', children: cell?.children ?? [] } as Md.Paragraph
    return node(type, orEmptyParagraph(paragraphsFrom(line, reading)), align ? { align } : undefined)
  }
  const rowOf = (row: Md.TableRow, type: string) =>
    node(
      'tableRow',
      Array.from({ length: width }, (_, column) => cellOf(type, row.children[column], column)),
    )
  const [head, ...rows] = one.children
  const headless = rows.length > 0 && head?.children.every((cell) => cell.children.length === 0)
  const header = head && !headless ? [rowOf(head, 'tableHeader')] : []
  return node('table', [...header, ...rows.map((row) => rowOf(row, 'tableCell'))])
}

function noteFrom(one: Md.FootnoteDefinition, reading: Reading): BodyNode[] {
  const blocks = openedByParagraph(blocksFrom(one.children, reading))
  const [opening, ...rest] = blocks
  return [node('paragraph', [{ type: 'text', text: `[${one.identifier}] ` }, ...(opening?.content ?? [])]), ...rest]
}
