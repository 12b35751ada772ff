import * as Y from 'yjs'

/**
 * True where everything that a transaction brought stands where a page holds such a thing: letters and marks in texts,
 * values under keys, elements and texts in elements. An item names its place by its neighbours as well as by its parent,
 * so that only a document it was applied to can say where it came to stand.
 */
export function wellPlaced({ doc, beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, after] of afterState) {
    const before = beforeState.get(client) ?? 0
    const structs = after > before ? (doc.store.clients.get(client) ?? []) : []
    for (let at = structs.length - 1; at >= 0; at -= 1) {
      const struct = structs[at]
      if (!struct || struct.id.clock + struct.length <= before) break
      if (struct instanceof Y.Item && !struct.deleted && !standsWell(struct)) return false
    }
  }
  return true
}

function standsWell({ content, parent, parentSub }: Y.Item): boolean {
  const inText = parent instanceof Y.XmlText
  if (content instanceof Y.ContentString || content instanceof Y.ContentFormat) return inText && parentSub === null
  if (content instanceof Y.ContentAny) return parentSub !== null && !inText
  return content instanceof Y.ContentType && parentSub === null && parent instanceof Y.XmlFragment
}
