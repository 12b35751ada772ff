import * as Y from 'yjs'
import { bodyOf } from '../document/yxml.ts'
import { INLINE_HOLDERS, joinedBy, plainText } from '../document/plain-text.ts'
import { isPageId } from '../ids.ts'
import type { BodyNode } from '../document/body-node.ts'
import type { PassageContent } from '../document/passages.ts'
import { cut, joined, type Stretch } from './identities.ts'
import type { Attribution } from './attribution.ts'
import { fieldWords } from './field-words.ts'

/** Who each character of a passage's text is by, from its start to its end; numbers are those of `Attribution.identity`. */
export function stretchesOfPassage(
  { field, path, text }: PassageContent,
  attribution: Attribution,
  body: BodyNode,
): Stretch[] {
  if (field !== undefined) return ofField(field, path, text, attribution)
  const [first = 0, second] = path
  const block = bodyOf(attribution.doc).get(first) as Y.XmlElement
  const blockNode = body.content?.[first]
  const element = second === undefined ? block : (block.get(second) as Y.XmlElement)
  const node = second === undefined ? blockNode : blockNode?.content?.[second]
  return node ? joined(ofElement(element, node, attribution)) : []
}

/** A statement of a list of statements stands in its field's words behind those before it, each on a line. */
function ofField(key: string, path: readonly number[], text: string, attribution: Attribution): Stretch[] {
  const stretches = attribution.stretchesOfField(key)
  const [at] = path
  const words = fieldWords(attribution.field(key))
  if (words === null) return whole(text, stretches[0]?.number ?? -1)
  if (text === '') return []
  if (at === undefined) return Array.isArray(attribution.field(key)) ? ofList(key, attribution) : [...stretches]
  const statements = attribution.field(key) as readonly string[]
  const start = statements.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0)
  return cut(stretches, start, start + text.length)
}

/** The attribute that `plainText` reads of a node without content. */
const SAID_BY: Readonly<Record<string, string>> = { image: 'alt', pageLink: 'text' }

/** The words of a list follow each other on lines where they are told, and behind commas where they are read; ids of pages are no words. */
function ofList(key: string, attribution: Attribution): Stretch[] {
  let at = 0
  const parts = (attribution.field(key) as readonly string[]).flatMap((one) => {
    const part = cut(attribution.stretchesOfField(key), at, at + one.length)
    at += one.length + 1
    return one === '' || isPageId(one) ? [] : [part]
  })
  return joined(parts.flatMap((part, index) => [...(index > 0 ? whole(', ', part[0]?.number ?? -1) : []), ...part]))
}

/** As `plainText` reads a node, character for character: what stands between blocks is by whoever the next is by. */
function ofElement(element: Y.XmlElement, node: BodyNode, attribution: Attribution): Stretch[] {
  // Words of a picture or of a link are by whoever set them last.
  const item = element._map.get(SAID_BY[node.type] ?? '') ?? element._item
  const own = item
    ? (attribution.stretchesOf({ client: item.id.client, clock: item.id.clock, length: 1 })[0]?.number ?? -1)
    : -1
  const children = element.toArray()
  if (children.length === 0) return whole(plainText(node), own)
  const parts: Stretch[][] = []
  let at = 0
  for (const child of children) {
    if (child instanceof Y.XmlText) {
      parts.push(ofText(child, attribution))
      while (node.content?.[at]?.type === 'text') at += 1
    } else parts.push(ofElement(child as Y.XmlElement, node.content?.[at++] ?? { type: 'none' }, attribution))
  }
  if (INLINE_HOLDERS.has(node.type)) return parts.flat()
  const apart = joinedBy(node).length
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => [...(index > 0 ? whole(' '.repeat(apart), part[0]?.number ?? -1) : []), ...part])
}

function ofText(text: Y.XmlText, attribution: Attribution): Stretch[] {
  const stretches: Stretch[] = []
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue
    const { id, length } = item
    stretches.push(...attribution.stretchesOf({ client: id.client, clock: id.clock, length }))
  }
  return stretches
}

function whole(text: string, number: number): Stretch[] {
  return text === '' ? [] : [{ length: text.length, number }]
}
