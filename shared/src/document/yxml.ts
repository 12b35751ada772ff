import * as Y from 'yjs'
import type { PageTypeKey } from '../page-types/define.ts'
import type { BodyNode } from './body-node.ts'
import type { PageContent } from './passages.ts'

/** The two roots of a page's Y.Doc. */
export function bodyOf(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment('body')
}
export function fieldsOfDoc(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('fields')
}

/** The body as ProseMirror JSON, exactly as y-tiptap would build it. Reads only: nothing is repaired or removed. */
export function bodyJson(body: Y.XmlFragment): BodyNode {
  return { type: 'doc', content: body.toArray().flatMap(nodesOf) }
}

/** One element of the body, with all it holds. */
export function elementJson(element: Y.XmlElement): BodyNode {
  const attrs = element.getAttributes() as Record<string, unknown>
  const content = element.toArray().flatMap(nodesOf)
  return {
    type: element.nodeName,
    ...(Object.keys(attrs).length > 0 && { attrs }),
    ...(content.length > 0 && { content }),
  }
}

export function fieldsJson(fields: Y.Map<unknown>): Record<string, unknown> {
  return Object.fromEntries(fields.entries())
}

function nodesOf(child: Y.XmlElement | Y.XmlText | Y.XmlHook): BodyNode[] {
  if (child instanceof Y.XmlText) return textJson(child)
  if (child instanceof Y.XmlElement) return [elementJson(child)]
  throw new TypeError('a page holds elements and text only')
}

interface Delta {
  insert?: unknown
  attributes?: Record<string, Record<string, unknown> | null>
}

function textJson(text: Y.XmlText): BodyNode[] {
  return (text.toDelta() as Delta[]).map(({ insert, attributes }) => {
    if (typeof insert !== 'string') throw new TypeError('a page holds no embeds')
    const marks = Object.entries(attributes ?? {}).flatMap(markJson)
    return { type: 'text', text: insert, ...(marks.length > 0 && { marks }) }
  })
}

/** y-tiptap writes marks that may overlap themselves as `name--hash`. */
function markJson([key, attrs]: [string, Record<string, unknown> | null]) {
  if (attrs === null) return []
  const type = key.split('--', 1)[0] ?? key
  return [{ type, ...(Object.keys(attrs).length > 0 && { attrs }) }]
}

/** All that a page's document holds. */
export function contentOf(type: PageTypeKey, doc: Y.Doc): PageContent {
  return { type, fields: fieldsJson(fieldsOfDoc(doc)), body: bodyJson(bodyOf(doc)) }
}
