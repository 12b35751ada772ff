import * as buffer from 'lib0/buffer'
import * as sha256 from 'lib0/hash/sha256'
import type { BodyNode } from './body-node.ts'
import { isPageId } from '../ids.ts'
import type { PageTypeKey } from '../page-types/define.ts'
import { fieldsOf } from '../page-types/registry.ts'
import { canonical } from './canonical.ts'
import { plainText } from './plain-text.ts'
import { pageSchema } from './schema.ts'

/** The unit people write, cite, contest and validate (P1, P2). It has no id: `align` follows it by its content. */
export interface PassageContent {
  /** SHA-256 over its canonical JSON, in hexadecimal. */
  readonly hash: string
  /** Name of its node, or `field`. */
  readonly kind: string
  readonly text: string
  /** Key of its field, for passages of kind `field`. */
  readonly field?: string
  /** Where it stands: indexes from the top of the body, or the place of a statement in its field. */
  readonly path: readonly number[]
}

export interface PageContent {
  readonly type: PageTypeKey
  readonly fields: Readonly<Record<string, unknown>>
  readonly body: BodyNode
}

/** Blocks whose children are the passages: items, steps, rows. */
export const CUT_INTO_CHILDREN = new Set(['bulletList', 'orderedList', 'taskList', 'steps', 'table'])

/** Attributes that change how a passage looks and never what it says. */
const PRESENTATION: Readonly<Record<string, readonly string[]>> = {
  tableCell: ['colwidth', 'align'],
  tableHeader: ['colwidth', 'align'],
  image: ['width', 'height'],
  link: ['rel', 'target', 'class', 'title'],
}

const SAYS_WITHOUT_WORDS = new Set(['image', 'horizontalRule', 'pageLink', 'citation'])

/** All passages of a page in reading order: fields as forms show them, then the body. Empty blocks are none. */
export function passagesOf({ type, fields, body }: PageContent): PassageContent[] {
  return [...fieldPassages(type, fields), ...bodyPassages(body)]
}

/** Equal content gives equal hashes, however it is laid out, cut into text nodes or composed in Unicode (P2). */
export function hashOf(content: unknown): string {
  return buffer.toHexString(sha256.digest(new TextEncoder().encode(canonical(content))))
}

function fieldPassages(type: PageTypeKey, fields: PageContent['fields']): PassageContent[] {
  const known = fieldsOf(type)
  const inOrder = [...new Set([...Object.keys(known), ...Object.keys(fields).toSorted()])]
  return inOrder.flatMap((key) => {
    const value = fields[key]
    if (value === undefined || value === null) return []
    if (known[key]?.widget !== 'texts' || !Array.isArray(value)) return [fieldPassage(key, value, [])]
    return value.map((statement, at) => fieldPassage(key, statement, [at]))
  })
}

function fieldPassage(field: string, value: unknown, path: readonly number[]): PassageContent {
  return { hash: hashOf({ field, value }), kind: 'field', text: valueText(value), field, path }
}

/** The words of a value; ids of pages are no words. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return isPageId(value) ? '' : value
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = Object.values(value).map(valueText)
  return parts.filter((part) => part !== '').join(Array.isArray(value) ? ', ' : ' ')
}

function bodyPassages(body: BodyNode): PassageContent[] {
  return (body.content ?? []).flatMap((block, at) => {
    if (!CUT_INTO_CHILDREN.has(block.type)) return blockPassage(block, [at])
    return (block.content ?? []).flatMap((item, within) => blockPassage(item, [at, within]))
  })
}

function blockPassage(node: BodyNode, path: readonly number[]): PassageContent[] {
  if (!saysSomething(node)) return []
  return [{ hash: hashOf(essence(node)), kind: node.type, text: plainText(node), path }]
}

function saysSomething(node: BodyNode): boolean {
  if (node.text !== undefined) return node.text.trim() !== ''
  return SAYS_WITHOUT_WORDS.has(node.type) || (node.content ?? []).some(saysSomething)
}

/** A node without presentation, defaults and accidents of storage. */
export function essence(node: BodyNode): BodyNode {
  const attrs = essentialAttrs(node.type, node.attrs ?? {})
  const marks = (node.marks ?? []).map((mark) => ({
    type: mark.type,
    attrs: essentialAttrs(mark.type, mark.attrs ?? {}),
  }))
  const content = joined((node.content ?? []).map(essence))
  return {
    type: node.type,
    ...(Object.keys(attrs).length > 0 && { attrs }),
    ...(marks.length > 0 && { marks: marks.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1)) }),
    ...(content.length > 0 && { content }),
    ...(node.text !== undefined && { text: node.text }),
  }
}

function essentialAttrs(type: string, attrs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const defaults = (pageSchema.nodes[type] ?? pageSchema.marks[type])?.spec.attrs ?? {}
  const kept = Object.entries(attrs).filter(
    ([name, value]) =>
      value !== null && value !== undefined && value !== defaults[name]?.default && !PRESENTATION[type]?.includes(name),
  )
  return Object.fromEntries(kept)
}

/** Adjacent texts with the same marks are one text. */
function joined(nodes: readonly BodyNode[]): BodyNode[] {
  const result: BodyNode[] = []
  for (const node of nodes) {
    const last = result.pop()
    if (last && goesOn(last, node)) result.push({ ...last, text: `${last.text}${node.text}` })
    else result.push(...(last ? [last] : []), node)
  }
  return result
}

function goesOn(a: BodyNode, b: BodyNode): boolean {
  return a.text !== undefined && b.text !== undefined && canonical(a.marks) === canonical(b.marks)
}
