import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import { bodyJson, bodyOf, fieldsJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { PageTypeKey } from '@terreau/shared/page-types/define.ts'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import { MESSAGE, type Notice } from '@terreau/shared/wire.ts'
import type { LivePage } from '../projections/projection.ts'
import { applyOnly } from './apply-only.ts'
import type { Peer } from './peer.ts'
import { presenceFrame } from './presence.ts'
import type { StoredPage } from './snapshot-store.ts'

/** Who moves within so many milliseconds is shown together: all who come back at once would else be shown one by one to each other. */
const TOGETHER = 30

/** An update on its way in: from a peer's frame, or from the server itself on a member's behalf. */
export interface Incoming {
  readonly author: MemberId
  readonly bytes: Uint8Array
  /** The connection that sent it, and which of its update frames it was. */
  readonly from: { readonly peer: Peer; readonly frame: number } | null
  /** Told once the update is durable, or refused. */
  readonly settled?: { resolve(): void; reject(reason: unknown): void }
}

/** What a room is opened from. */
export interface RoomState {
  readonly pageId: PageId
  readonly type: PageTypeKey
  readonly stored: StoredPage
  /** Who each client id of this page was issued to. */
  readonly owners: Map<number, MemberId>
}

/** The live copy of one page, and the peers looking at it. Opened from the log, never written to directly. */
export class Room {
  readonly pageId: PageId
  readonly type: PageTypeKey
  readonly peers = new Set<Peer>()
  readonly owners: Map<number, MemberId>
  readonly inbox: Incoming[] = []
  /** The seq of the last update in `doc`. */
  seq: number
  /** Admitted but not yet in `doc`; a new shadow needs them. */
  admitted: readonly Uint8Array[] = []
  /** Those who need the room open beside its peers. */
  holds = 0
  readonly #gaps = new Set<number>()
  readonly #moved = new Set<Peer>()
  readonly #stored: StoredPage
  #encoded: { seq: number; bytes: Uint8Array } | null = null

  constructor({ pageId, type, stored, owners }: RoomState) {
    this.pageId = pageId
    this.type = type
    this.#stored = stored
    this.seq = stored.seq
    this.owners = owners
  }

  /** The live copy itself. Making it of a long page takes a while: whoever only wants the page as it is stored asks `whole`. */
  get doc(): Y.Doc {
    return this.#stored.doc
  }

  /** The next clock that the page expects of a client. */
  clockOf(client: number): number {
    return Y.getState(this.doc.store, client)
  }

  /** True the first time that a client's updates leave a gap. */
  firstGap(client: number): boolean {
    return this.#gaps.size < this.#gaps.add(client).size
  }

  /** Everything admitted so far, as one Yjs update. */
  state(): Uint8Array {
    return this.admitted.length === 0 ? this.whole() : Y.mergeUpdates([this.whole(), ...this.admitted])
  }

  /** The live copy as one update, encoded once for all who come between two edits. */
  whole(): Uint8Array {
    if (this.#encoded?.seq !== this.seq) this.#encoded = { seq: this.seq, bytes: this.#stored.encoded() }
    return this.#encoded.bytes
  }

  /** What the page knows of each client. */
  stateVector(): Uint8Array {
    return this.#stored.isMade ? Y.encodeStateVector(this.doc) : Y.encodeStateVectorFromUpdate(this.whole())
  }

  /** What someone with this state vector lacks. */
  beyond(stateVector: Uint8Array): Uint8Array {
    const knowsNothing = stateVector.length <= 1
    return knowsNothing ? this.whole() : Y.encodeStateAsUpdate(this.doc, stateVector)
  }

  /** Lets a connection in: the others, the page's question, and presence; the client asks for the page itself. */
  join(peer: Peer): void {
    for (const older of this.peers) if (older.identity.clientId === peer.identity.clientId) this.leave(older)
    this.peers.add(peer)
    if (peer.identity.right === 'write') peer.send(syncFrame((encoder) => writeStep1(encoder, this.stateVector())))
    this.showEveryone(peer)
  }

  /** Shows a connection who is here. */
  showEveryone(peer: Peer): void {
    const present = [...this.peers].filter(({ presence }) => presence.state)
    if (present.length > 0) peer.send(presenceFrame(present))
  }

  leave(peer: Peer): void {
    if (!this.peers.delete(peer) || !peer.presence.state) return
    peer.presence = { clock: peer.presence.clock + 1, state: null }
    this.showPresence(peer)
  }

  /** Shows the others, in a moment, where somebody is now or that they are gone. */
  showPresence(peer: Peer): void {
    if (this.#moved.size === 0) setTimeout(() => this.#showMoved(), TOGETHER).unref()
    this.#moved.add(peer)
  }

  /** Whoever hears of themselves among others knows it already. */
  #showMoved(): void {
    const moved = [...this.#moved]
    this.#moved.clear()
    const frame = presenceFrame(moved)
    for (const other of this.peers) if (moved.length > 1 || other !== moved[0]) other.send(frame)
  }

  /** Answers a newcomer's state vector with what it lacks; returns the bytes of the answer. */
  answerStep1(peer: Peer, stateVector: Uint8Array): number {
    const missing = this.beyond(stateVector)
    peer.send(syncFrame((encoder) => writeStep2(encoder, missing)))
    // The page is on its way; what it is written in is made before the first key.
    if (peer.identity.right === 'write') setImmediate(() => this.doc)
    return missing.length
  }

  /** Puts appended updates into the live copy and shows them to everyone; one alone is not shown to its sender. */
  publish(logged: readonly { readonly one: Incoming; readonly seq: number }[]): void {
    const [first, last] = [logged[0], logged.at(-1)]
    if (!first || !last) return
    const all = logged.map(({ one }) => one.bytes)
    const shown = all.length === 1 ? first.one.bytes : Y.mergeUpdates(all)
    const frame = syncFrame((encoder) => syncProtocol.writeUpdate(encoder, shown))
    const sender = all.length === 1 ? first.one.from?.peer : null
    // They are written, and on their way first: those who read wait for no copy of ours.
    for (const peer of this.peers) if (peer !== sender) peer.send(frame)
    applyOnly(this.doc, ...all)
    this.seq = last.seq
  }

  /** Gives back the memory of a room that is left for good. */
  destroy(): void {
    if (this.#stored.isMade) this.doc.destroy()
  }

  /** Everyone in the room hears it. */
  notify(notice: Notice): void {
    for (const peer of this.peers) peer.notify(notice)
  }

  /** Keeps connections warm (y-websocket closes after 30 s without a data frame) and brings back those that drained. */
  beat(): void {
    for (const peer of this.peers) {
      if (peer.drained) this.#sendWhole(peer)
      peer.ack(this.clockOf(peer.identity.clientId))
    }
  }

  /** The page as it is now, for whatever is derived from it. */
  read(): LivePage {
    return {
      pageId: this.pageId,
      type: this.type,
      seq: this.seq,
      fields: fieldsJson(fieldsOfDoc(this.doc)),
      body: bodyJson(bodyOf(this.doc)),
    }
  }

  /** As the answer to a question, since the answer itself may be among what was dropped: without one no editor opens. */
  #sendWhole(peer: Peer): void {
    peer.behind = false
    peer.send(syncFrame((encoder) => writeStep2(encoder, this.whole())))
    this.showEveryone(peer)
  }
}

function writeStep1(encoder: encoding.Encoder, stateVector: Uint8Array): void {
  encoding.writeVarUint(encoder, syncProtocol.messageYjsSyncStep1)
  encoding.writeVarUint8Array(encoder, stateVector)
}

function writeStep2(encoder: encoding.Encoder, update: Uint8Array): void {
  encoding.writeVarUint(encoder, syncProtocol.messageYjsSyncStep2)
  encoding.writeVarUint8Array(encoder, update)
}

function syncFrame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, MESSAGE.sync)
  write(encoder)
  return encoding.toUint8Array(encoder)
}
