import * as Y from 'yjs'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'
import { Turn } from '../provenance/turn.ts'

/** An update of a page, and whether it is to be undone. */
export interface Replayed {
  readonly update: LoggedUpdate
  readonly undone: boolean
}

const UNDONE = Symbol('undone')

/**
 * What takes back some of a page's updates and leaves all others, as one update under `clientId`: what they wrote and
 * still stands goes, what they deleted comes back where it was. Null where nothing of them stands any more.
 *
 * The page is replayed from its log with nothing forgotten, since what was deleted must be there to come back; Yjs's own
 * undo then works as if one person had made these updates in one go.
 */
export async function undoingUpdate(log: readonly Replayed[], clientId: number): Promise<Uint8Array | null> {
  const doc = new Y.Doc({ gc: false })
  const undo = new Y.UndoManager([bodyOf(doc), fieldsOfDoc(doc)] as never, {
    trackedOrigins: new Set([UNDONE]),
    captureTimeout: Number.MAX_SAFE_INTEGER,
    deleteFilter: () => true,
  })
  const turn = new Turn()
  for (const { update, undone } of log) {
    Y.applyUpdate(doc, update.bytes, undone ? UNDONE : 'kept')
    await turn.leave()
  }
  doc.clientID = clientId
  const before = Y.encodeStateVector(doc)
  const deletes: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => void deletes.push(bytes))
  while (undo.undoStack.length > 0) undo.undo()
  undo.destroy()
  return deletes.length > 0 && !sameState(doc, before, deletes) ? Y.mergeUpdates(deletes) : null
}

function sameState(doc: Y.Doc, before: Uint8Array, updates: readonly Uint8Array[]): boolean {
  return Buffer.from(Y.encodeStateVector(doc)).equals(before) && updates.every((bytes) => bytes.length <= 2)
}
