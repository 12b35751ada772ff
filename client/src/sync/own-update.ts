import * as Y from 'yjs'

/**
 * What a server that knows `known` misses of the words written here, as one update. Others' words are left out: their
 * authors bring them, since nobody may bring them in their place. All deletions are in it; bringing a known one deletes nothing.
 */
export function ownUpdate(doc: Y.Doc, known: Uint8Array, own: ReadonlySet<number>): Uint8Array {
  const here = Y.decodeStateVector(Y.encodeStateVector(doc))
  const there = Y.decodeStateVector(known)
  for (const [client, clock] of here) if (!own.has(client)) there.set(client, clock)
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(there))
}
