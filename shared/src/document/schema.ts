import { getSchema } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import * as buffer from 'lib0/buffer'
import * as sha256 from 'lib0/hash/sha256'
import { WIRE_VERSION } from '../wire.ts'
import { canonical } from './canonical.ts'
import { documentExtensions } from './extensions.ts'

/** The ProseMirror schema of every page. */
export const pageSchema: Schema = getSchema(documentExtensions)

/**
 * Names the schema and the wire (16 hexadecimal characters). Equal fingerprints build equal documents; a client whose
 * fingerprint is another gets no editor, since an older editor deletes what it does not know.
 */
export const schemaFingerprint: string = fingerprintOf(pageSchema)

export function fingerprintOf(schema: Schema): string {
  const nodes = Object.values(schema.nodes).map((type) => [
    type.name,
    type.spec.content ?? '',
    type.spec.group ?? '',
    type.spec.marks ?? '',
    Object.keys(type.spec.attrs ?? {}),
  ])
  const marks = Object.values(schema.marks).map((type) => [
    type.name,
    type.spec.excludes ?? '',
    Object.keys(type.spec.attrs ?? {}),
  ])
  const bytes = new TextEncoder().encode(canonical({ wire: WIRE_VERSION, nodes, marks }))
  return buffer.toHexString(sha256.digest(bytes)).slice(0, 16)
}
