import * as Y from 'yjs'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { IdRanges, type Ids } from '@terreau/shared/provenance/id-ranges.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import type { LoggedUpdate } from '../update-log/update-log.ts'
import { idsIn } from '../provenance/ids-in.ts'
import { Turn } from '../provenance/turn.ts'

/** An update of a page, and whether it is to be undone. */
export interface Replayed {
  readonly update: LoggedUpdate
  readonly undone: boolean
}

/** What takes updates back, as an update of their page, and the words that it puts back, by the ids that they have now and had before. */
export interface Undoing {
  readonly update: Uint8Array
  readonly again: readonly { readonly now: Ids; readonly was: Ids }[]
}

const UNDONE = Symbol('undone')

/**
 * What takes back some of a page's updates and leaves all others, under `clientId`: what they wrote and
 * still stands goes, what they deleted comes back where it was. Null where nothing of them stands any more.
 *
 * The page is replayed from its log with nothing forgotten, since what was deleted must be there to come back; Yjs's own
 * undo then works as if one person had made these updates in one go. Refused where words of others, written in what
 * would go, would go with it.
 */
export async function undoingUpdate(log: readonly Replayed[], clientId: number): Promise<Undoing | null> {
  const doc = new Y.Doc({ gc: false })
  const undo = new Y.UndoManager([bodyOf(doc), fieldsOfDoc(doc)] as never, {
    trackedOrigins: new Set([UNDONE]),
    captureTimeout: Number.MAX_SAFE_INTEGER,
    deleteFilter: () => true,
  })
  const [turn, own] = [new Turn(), new IdRanges()]
  for (const { update, undone } of log) {
    Y.applyUpdate(doc, update.bytes, undone ? UNDONE : 'kept')
    if (undone) for (const ids of idsIn(update.bytes)) own.add(ids, 1)
    await turn.leave()
  }
  doc.clientID = clientId
  const before = Y.encodeStateVector(doc)
  const deletes: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => void deletes.push(bytes))
  let takesOthers = false
  doc.on('afterTransaction', (transaction) => (takesOthers ||= wordsOfOthersIn(transaction, own, clientId)))
  while (undo.undoStack.length > 0) undo.undo()
  undo.destroy()
  if (takesOthers) throw new Refusal('contribution.entangled')
  if (deletes.length === 0 || sameState(doc, before, deletes)) return null
  return { update: Y.mergeUpdates(deletes), again: putBack(doc, clientId) }
}

/** Whether a transaction takes words away that are neither among these ids nor of this client. */
function wordsOfOthersIn(transaction: Y.Transaction, own: IdRanges, client: number): boolean {
  let found = false
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return
    const { id, length } = struct
    const ids = { client: id.client, clock: id.clock, length }
    found ||= id.client !== client && own.read(ids).some(({ number }) => number < 0)
  })
  return found
}

/** Yjs notes at whatever it puts back under which id it does. */
function putBack(doc: Y.Doc, client: number): Undoing['again'] {
  return [...doc.store.clients.values()].flat().flatMap((struct) => {
    if (!(struct instanceof Y.Item) || struct.redone?.client !== client) return []
    if (!(struct.content instanceof Y.ContentString)) return []
    const { id, length, redone } = struct
    return [{ now: { client, clock: redone.clock, length }, was: { client: id.client, clock: id.clock, length } }]
  })
}

function sameState(doc: Y.Doc, before: Uint8Array, updates: readonly Uint8Array[]): boolean {
  return Buffer.from(Y.encodeStateVector(doc)).equals(before) && updates.every((bytes) => bytes.length <= 2)
}
