import { Type, type Static } from 'typebox'

/** A node of the body as ProseMirror JSON. */
export interface BodyNode {
  type: string
  attrs?: Record<string, unknown>
  content?: BodyNode[]
  marks?: { type: string; attrs?: Record<string, unknown> }[]
  text?: string
}
export const BodyNode = Type.Unsafe<BodyNode>(Type.Object({ type: Type.String() }, { additionalProperties: true }))

/** Typed fields by key; each value's own schema, in the page type, has parsed it. */
export const Fields = Type.Record(Type.String(), Type.Unknown())
export type Fields = Static<typeof Fields>
