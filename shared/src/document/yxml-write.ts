import type { Mark, Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import type { BodyNode } from './body-node.ts'
import { pageSchema } from './schema.ts'

/**
 * Writes a body into the empty fragment of a new document, as y-tiptap would store it. Throws where the body is not in
 * the schema. A document that ever held something is never rewritten: it is edited (DESIGN §3).
 */
export function writeBody(fragment: Y.XmlFragment, body: BodyNode): void {
  if (fragment.length > 0) throw new RangeError('only an empty body is written whole')
  const doc = pageSchema.nodeFromJSON(body)
  doc.check()
  fragment.insert(0, childrenOf(doc))
}

/** Sets the fields of a new document, in the order given. */
export function writeFields(map: Y.Map<unknown>, fields: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(fields)) map.set(key, value)
}

function childrenOf(node: Node): (Y.XmlElement | Y.XmlText)[] {
  const children: (Y.XmlElement | Y.XmlText)[] = []
  let texts: Node[] = []
  const endText = () => {
    if (texts.length > 0) children.push(textOf(texts))
    texts = []
  }
  node.forEach((child) => {
    if (child.isText) texts.push(child)
    else {
      endText()
      children.push(elementOf(child))
    }
  })
  endText()
  return children
}

/** A node as y-tiptap would store it. */
export function elementOf(node: Node): Y.XmlElement {
  const element = new Y.XmlElement(node.type.name)
  for (const [name, value] of Object.entries(node.attrs)) {
    // Yjs stores any JSON value here; only its types speak of strings.
    if (value !== null) element.setAttribute(name, value as string)
  }
  element.insert(0, childrenOf(node))
  return element
}

function textOf(nodes: readonly Node[]): Y.XmlText {
  const text = new Y.XmlText()
  text.applyDelta(nodes.map((node) => ({ insert: node.text ?? '', attributes: attributesOf(node.marks) })))
  return text
}

/** No mark of the schema overlaps itself (tested), so that none is stored under a hash. */
function attributesOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]))
}
