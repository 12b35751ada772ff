import type { BodyNode, Fields } from './body-node.ts'
import { CUT_INTO_CHILDREN, essence, hashOf } from './passages.ts'

/** Whether a passage of this hash, of a field or of the body, is to go. */
type IsGone = (hash: string, field?: string) => boolean

/** A page without some of its passages; what held nothing else goes with them. */
export function withoutPassages(
  { fields, body }: { readonly fields: Fields; readonly body: BodyNode },
  isGone: IsGone,
): { fields: Fields; body: BodyNode } {
  const blocks = (body.content ?? []).flatMap((block) => blockWithout(block, isGone))
  return { fields: fieldsWithout(fields, isGone), body: { ...body, content: blocks.length > 0 ? blocks : [EMPTY] } }
}

const EMPTY: BodyNode = { type: 'paragraph' }

function blockWithout(block: BodyNode, isGone: IsGone): BodyNode[] {
  const goes = (node: BodyNode) => isGone(hashOf(essence(node)))
  if (!CUT_INTO_CHILDREN.has(block.type)) return goes(block) ? [] : [block]
  const kept = (block.content ?? []).filter((item) => !goes(item))
  return kept.length > 0 ? [{ ...block, content: kept }] : []
}

function fieldsWithout(fields: Fields, isGone: IsGone): Fields {
  const kept = Object.entries(fields).flatMap(([field, value]) => {
    const goes = (one: unknown) => isGone(hashOf({ field, value: one }), field)
    if (goes(value)) return []
    const left = Array.isArray(value) ? value.filter((one) => !goes(one)) : value
    return Array.isArray(left) && left.length === 0 && (value as unknown[]).length > 0 ? [] : [[field, left] as const]
  })
  return Object.fromEntries(kept)
}
