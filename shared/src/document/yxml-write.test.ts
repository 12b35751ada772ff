import { yXmlFragmentToProsemirrorJSON, prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { BodyNode } from './body-node.ts'
import { body as anyBody, settled } from './body-arbitrary.ts'
import { hashOf } from './passages.ts'
import { pageSchema } from './schema.ts'
import { bodyJson, bodyOf, fieldsJson, fieldsOfDoc } from './yxml.ts'
import { writeBody, writeFields } from './yxml-write.ts'

/** The same document in another place, known only through an update. */
function received(doc: Y.Doc): Y.Doc {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  return other
}

test('[D1] a body written into a page reads the same wherever its update arrives', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const doc = new Y.Doc()
      writeBody(bodyOf(doc), body)
      expect(settled(bodyJson(bodyOf(received(doc))))).toEqual(body)
    }),
  )
})

test('[D1] what we write is what the editor’s binding writes', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const [ours, theirs] = [new Y.Doc(), new Y.Doc()]
      writeBody(bodyOf(ours), body)
      prosemirrorJSONToYXmlFragment(pageSchema, body, bodyOf(theirs))
      expect(bodyJson(bodyOf(ours))).toEqual(bodyJson(bodyOf(theirs)))
      expect(settled(yXmlFragmentToProsemirrorJSON(bodyOf(ours)) as BodyNode)).toEqual(body)
    }),
  )
})

test('[D2] reading a page changes nothing in it', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const doc = new Y.Doc()
      writeBody(bodyOf(doc), body)
      const before = hashOf([...Y.encodeStateAsUpdate(doc)])
      bodyJson(bodyOf(doc))
      expect(hashOf([...Y.encodeStateAsUpdate(doc)])).toBe(before)
    }),
  )
})

test('[D1] fields come back as they were set', () => {
  const fields = { title: 'Compost', cost: { min: 0, max: 150, currency: 'EUR' }, sdg: [11, 12] }
  const doc = new Y.Doc()
  writeFields(fieldsOfDoc(doc), fields)
  expect(fieldsJson(fieldsOfDoc(received(doc)))).toEqual(fields)
})

test('[D3] no mark overlaps itself, so that none is stored under a hash', () => {
  expect(Object.values(pageSchema.marks).filter((type) => !type.excludes(type))).toEqual([])
})

test('[D3] a body outside the schema is not written', () => {
  const doc = new Y.Doc()
  expect(() => writeBody(bodyOf(doc), { type: 'doc', content: [{ type: 'listItem' }] })).toThrow(RangeError)
  expect(bodyOf(doc).length).toBe(0)
})

test('[D3] a body that holds something is not overwritten', () => {
  const doc = new Y.Doc()
  writeBody(bodyOf(doc), { type: 'doc', content: [{ type: 'paragraph' }] })
  expect(() => writeBody(bodyOf(doc), { type: 'doc', content: [{ type: 'paragraph' }] })).toThrow(RangeError)
})
