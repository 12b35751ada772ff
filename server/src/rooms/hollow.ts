import * as Y from 'yjs'
import { pageSchema } from '@terreau/shared/document/schema.ts'

/**
 * Removes from a block what honest edits made apart left empty together: two people who each delete one of the last two
 * items leave a list that no editor can show. Only elements with nothing in them go, so no words do. Answers whether the
 * block itself is such a one.
 */
export function emptied(block: unknown): boolean {
  if (!(block instanceof Y.XmlElement)) return false
  for (let at = block.length - 1; at >= 0; at -= 1) if (emptied(block.get(at))) block.delete(at, 1)
  return block.length === 0 && pageSchema.nodes[block.nodeName]?.contentMatch.validEnd === false
}
