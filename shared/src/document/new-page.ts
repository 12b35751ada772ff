import * as Y from 'yjs'
import { bodyOf, fieldsOfDoc } from './yxml.ts'

/** What a page is born with: its fields, and one empty paragraph so that it can be written in. */
export function newPage(doc: Y.Doc, fields: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(fields)) fieldsOfDoc(doc).set(key, value)
  bodyOf(doc).insert(0, [new Y.XmlElement('paragraph')])
}
