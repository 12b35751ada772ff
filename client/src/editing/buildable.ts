import type { Mark, Node, Schema } from '@tiptap/pm/model'
import * as Y from 'yjs'

/** Nodes that were built before from parts of the document that did not change since. */
export type Built = ReadonlyMap<unknown, unknown>

/**
 * True where this schema can show all that a body holds: every node, mark and attribute is known and in its place.
 * Looks only. y-tiptap deletes what it cannot build, for everyone, and so must never be shown such a body.
 */
export function canBuild(body: Y.XmlFragment, schema: Schema, built: Built = new Map()): boolean {
  try {
    const blocks = body.toArray().flatMap((child) => {
      const known = built.get(child) as Node | undefined
      return known ?? nodesFrom(child, schema, built).map(checked)
    })
    // An emptied body is shown as an empty paragraph.
    return blocks.length === 0 || schema.topNodeType.validContent(schema.topNodeType.create(null, blocks).content)
  } catch {
    return false
  }
}

class CannotBuild extends Error {}

function checked(node: Node): Node {
  node.check()
  return node
}

function nodesFrom(child: unknown, schema: Schema, built: Built): Node[] {
  if (child instanceof Y.XmlText) return textFrom(child, schema)
  if (!(child instanceof Y.XmlElement)) throw new CannotBuild('neither an element nor text')
  return [(built.get(child) as Node | undefined) ?? elementFrom(child, schema, built)]
}

function elementFrom(element: Y.XmlElement, schema: Schema, built: Built): Node {
  const attrs = element.getAttributes() as Record<string, unknown>
  const content = element.toArray().flatMap((child) => nodesFrom(child, schema, built))
  const node = schema.node(element.nodeName, attrs, content)
  refuseUnknown(attrs, node)
  return node
}

function textFrom(text: Y.XmlText, schema: Schema): Node[] {
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, Record<string, unknown>> }[]
  return parts.map(({ insert, attributes }) => {
    if (typeof insert !== 'string') throw new CannotBuild('something embedded in text')
    return schema.text(
      insert,
      Object.entries(attributes ?? {}).map(([name, attrs]) => markFrom(name, attrs, schema)),
    )
  })
}

/** Marks that may overlap themselves are written `name--hash`. */
function markFrom(name: string, attrs: Record<string, unknown>, schema: Schema): Mark {
  const mark = schema.mark(name.split('--', 1)[0] ?? name, attrs)
  refuseUnknown(attrs, mark)
  return mark
}

/** ProseMirror leaves out attributes that it does not know, and the binding would then remove them. */
function refuseUnknown(attrs: Record<string, unknown>, { attrs: known }: Node | Mark): void {
  const unknown = Object.keys(attrs).find((name) => !(name in known))
  if (unknown !== undefined) throw new CannotBuild(`unknown attribute ${unknown}`)
}
