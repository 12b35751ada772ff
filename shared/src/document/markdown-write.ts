import type * as Md from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import type { BodyNode } from './body-node.ts'
import { inlineTo, raw, trimmedLine, type NameOf } from './markdown-write-inline.ts'

/**
 * Writes a body as Markdown, ending with one line break. What `readMarkdown` reads of it is written the same again, byte
 * for byte. Empty paragraphs are left out; a cell of several blocks becomes one line with `<br>`.
 */
export function writeMarkdown(body: BodyNode, nameOf: NameOf = (page) => page): string {
  const root: Md.Root = { type: 'root', children: blocksTo(body.content ?? [], nameOf) }
  const markdown = toMarkdown(root, {
    bullet: '-',
    bulletOther: '*',
    rule: '-',
    fences: true,
    incrementListMarker: true,
    listItemIndent: 'one',
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
  })
  return markdown.normalize('NFC')
}

function blocksTo(nodes: readonly BodyNode[], nameOf: NameOf): Md.BlockContent[] {
  return nodes.flatMap((node) => blockTo(node, nameOf))
}

function blockTo(node: BodyNode, nameOf: NameOf): Md.BlockContent[] {
  const content = node.content ?? []
  switch (node.type) {
    case 'paragraph':
      return paragraphTo(content, nameOf)
    case 'heading':
      return [
        {
          type: 'heading',
          depth: Number(node.attrs?.level) as 2 | 3 | 4,
          children: inlineTo(trimmedLine(content), nameOf, true),
        },
      ]
    case 'bulletList':
      return [{ type: 'list', ordered: false, spread: false, children: content.map((item) => itemTo(item, nameOf)) }]
    case 'orderedList':
      return [orderedTo(content, Number(node.attrs?.start ?? 1), nameOf)]
    case 'steps':
      return [raw('<!-- steps -->'), orderedTo(content, 1, nameOf)]
    case 'taskList':
      return [{ type: 'list', ordered: false, spread: false, children: content.map((item) => taskTo(item, nameOf)) }]
    case 'blockquote':
      return [{ type: 'blockquote', children: blocksTo(content, nameOf) }]
    case 'callout':
      return [{ type: 'blockquote', children: [labelOf(node), ...blocksTo(content, nameOf)] }]
    case 'codeBlock':
      return [{ type: 'code', lang: langOf(node), value: content.map(({ text }) => text ?? '').join('') }]
    case 'horizontalRule':
      return [{ type: 'thematicBreak' }]
    case 'image':
      return [{ type: 'paragraph', children: inlineTo([node], nameOf) }]
    case 'table':
      return [tableTo(node, nameOf)]
    default:
      throw new TypeError(`nothing in Markdown stands for ${node.type}`)
  }
}

function paragraphTo(content: readonly BodyNode[], nameOf: NameOf): Md.Paragraph[] {
  const line = trimmedLine(content)
  return line.length > 0 ? [{ type: 'paragraph', children: inlineTo(line, nameOf) }] : []
}

const langOf = (node: BodyNode): string | null =>
  typeof node.attrs?.language === 'string' ? node.attrs.language : null

function labelOf(callout: BodyNode): Md.Paragraph {
  const kind = typeof callout.attrs?.kind === 'string' ? callout.attrs.kind : 'tip'
  return { type: 'paragraph', children: [raw(`[!${kind.toUpperCase()}]`)] }
}

const orderedTo = (items: readonly BodyNode[], start: number, nameOf: NameOf): Md.List => ({
  type: 'list',
  ordered: true,
  start,
  spread: false,
  children: items.map((item) => itemTo(item, nameOf)),
})

const itemTo = (item: BodyNode, nameOf: NameOf): Md.ListItem => ({
  type: 'listItem',
  spread: false,
  children: blocksTo(item.content ?? [], nameOf),
})

/** A task needs words after its box, or it is none to other readers. */
function taskTo(item: BodyNode, nameOf: NameOf): Md.ListItem {
  const { children, ...rest } = itemTo(item, nameOf)
  const opened = children[0]?.type === 'paragraph'
  const dash: Md.Paragraph = { type: 'paragraph', children: [{ type: 'text', value: '–' }] }
  return { ...rest, checked: item.attrs?.checked === true, children: opened ? children : [dash, ...children] }
}

function tableTo(table: BodyNode, nameOf: NameOf): Md.Table {
  const rows = table.content ?? []
  const headed = rows[0]?.content?.every(({ type }) => type === 'tableHeader') ?? false
  const written = rows.map((row) => rowTo(row, nameOf))
  const width = Math.max(1, ...written.map(({ children }) => children.length))
  const emptyHead: Md.TableRow = { type: 'tableRow', children: Array.from({ length: width }, () => cellTo([], nameOf)) }
  const children = headed ? written : [emptyHead, ...written]
  return { type: 'table', align: alignsOf(rows[0], width), children }
}

function alignsOf(row: BodyNode | undefined, width: number): Md.AlignType[] {
  const known = ['left', 'center', 'right'] as const
  return Array.from(
    { length: width },
    (_, at) => known.find((align) => align === row?.content?.[at]?.attrs?.align) ?? null,
  )
}

function rowTo(row: BodyNode, nameOf: NameOf): Md.TableRow {
  const cells = (row.content ?? []).flatMap((cell) => {
    const beside = Array.from({ length: Number(cell.attrs?.colspan ?? 1) - 1 }, () => cellTo([], nameOf))
    return [cellTo(cell.content ?? [], nameOf), ...beside]
  })
  return { type: 'tableRow', children: cells }
}

/** All that a cell holds on one line. */
function cellTo(blocks: readonly BodyNode[], nameOf: NameOf): Md.TableCell {
  const lines = blocks.flatMap(linesOf).filter((line) => line.length > 0)
  const children = lines.flatMap((line, at) => [...(at > 0 ? [raw('<br>')] : []), ...inlineTo(line, nameOf, true)])
  return { type: 'tableCell', children }
}

function linesOf(node: BodyNode): BodyNode[][] {
  if (node.type === 'image') return [[node]]
  const content = node.content ?? []
  if (['paragraph', 'heading', 'codeBlock'].includes(node.type)) return [content]
  return content.flatMap(linesOf)
}
