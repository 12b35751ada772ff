import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import type { BodyNode } from './body-node.ts'
import { canonical } from './canonical.ts'
import { pageSchema } from './schema.ts'
import { bodyOf, fieldsOfDoc } from './yxml.ts'

/** Makes a page another one by an edit, as the editor does: what is the same on both sides stays as it is. */
export function editTo(
  doc: Y.Doc,
  { fields, body }: { readonly fields: Readonly<Record<string, unknown>>; readonly body: BodyNode },
): void {
  const target = pageSchema.nodeFromJSON(body)
  target.check()
  doc.transact(() => {
    updateYFragment(doc, bodyOf(doc), target, initProseMirrorDoc(bodyOf(doc), pageSchema).meta)
    const known = fieldsOfDoc(doc)
    for (const key of Array.from(known.keys())) if (!(key in fields)) known.delete(key)
    for (const [key, value] of Object.entries(fields))
      if (canonical(known.get(key)) !== canonical(value)) known.set(key, value)
  })
}
