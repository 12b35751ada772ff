import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep1, readSyncMessage, writeSyncStep1 } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { ClientId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { encodeMessage, MESSAGE, WIRE_VERSION, type Notice, type Right } from '@terreau/shared/wire.ts'
import { updateFrame } from './frames.ts'
import type { PageByHttp } from './page-by-http.ts'
import type { FetchTicket } from './tickets.ts'

/**
 * A wiki of one page, in memory, for tests that drive the network by hand. It speaks the wire as the server does;
 * frames arrive when `settle` is awaited, and never between two lines of a test.
 */
export class DriveableWiki {
  readonly doc = new Y.Doc()
  /** Every update frame received, in order, with the size of the update in it. */
  readonly received: { clientId: number; bytes: Uint8Array }[] = []
  readonly asked: Parameters<FetchTicket>[0][] = []
  /** While true, nothing answers: neither tickets nor sockets. */
  unreachable = false
  right: Right = 'write'
  /** Set to say no to the tickets asked from now on. */
  noTickets: RefusalCode | null = null
  /** Says which update frames are refused, and why. */
  refuses: (update: Uint8Array) => RefusalCode | null = () => null
  holdsAcks = false
  /** What something on the way does to sockets: nothing, or it closes each at once, or lets no handshake through. */
  sockets: 'through' | 'closed' | 'swallowed' = 'through'

  readonly #connections = new Set<Connection>()
  readonly #tickets = new Map<string, ClientId>()
  readonly #leases = new Set<ClientId>()
  #nextClient = 1_000

  readonly fetchTicket: FetchTicket = async (request) => {
    this.asked.push(request)
    if (this.unreachable) throw new TypeError('network')
    if (this.noTickets) return { code: this.noTickets, message: '' }
    if (request.clientId && !this.#leases.has(request.clientId)) return { code: 'wire.unknown-client', message: '' }
    const clientId = request.clientId ?? ((this.#nextClient += 1) as ClientId)
    this.#leases.add(clientId)
    const ticket = crypto.randomUUID()
    this.#tickets.set(ticket, clientId)
    return { ticket, clientId, right: this.right, wire: WIRE_VERSION }
  }

  /** The page by plain requests, which nothing on the way stands against. */
  readonly http: PageByHttp = {
    send: async (_, update) => {
      if (this.unreachable) throw new TypeError('network')
      const code = this.take(update)
      return code ? { code, message: '' } : null
    },
    read: async (_, known) => {
      if (this.unreachable) throw new TypeError('network')
      return { update: Y.encodeStateAsUpdate(this.doc, known), version: '' }
    },
  }

  get WebSocket(): typeof WebSocket {
    return socketTo((socket) => this.#admit(socket)) as unknown as typeof WebSocket
  }

  /** Lets everything that is under way arrive, answers included. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
  }

  /** Writes as somebody else would. */
  write(change: (doc: Y.Doc) => void): void {
    this.doc.transact(() => change(this.doc))
  }

  forgetLeases(): void {
    this.#leases.clear()
  }

  cut(code = 1006, reason = ''): void {
    for (const connection of this.#connections) connection.socket.closedByServer(code, reason)
  }

  releaseAcks(): void {
    this.holdsAcks = false
    for (const connection of this.#connections) connection.acknowledge()
  }

  notify(notice: Notice): void {
    for (const { socket } of this.#connections) socket.deliver(encodeMessage(MESSAGE.notice, notice))
  }

  /** Admits one update, or says why not. */
  take(bytes: Uint8Array, from: unknown = null): RefusalCode | null {
    this.received.push({ clientId: Y.decodeUpdate(bytes).structs[0]?.id.client ?? 0, bytes })
    const code = this.refuses(bytes)
    if (!code) Y.applyUpdate(this.doc, bytes, from)
    return code
  }

  #admit(socket: FakeSocket): void {
    if (this.sockets === 'swallowed') return
    if (this.sockets === 'closed') return socket.closedByServer(1006)
    const ticket = new URL(socket.url).searchParams.get('ticket') ?? ''
    const clientId = this.#tickets.get(ticket)
    this.#tickets.delete(ticket)
    if (this.unreachable) return socket.closedByServer(1006)
    socket.open()
    if (!clientId) return socket.closedByServer(4401, 'wire.bad-ticket')
    const connection = new Connection(this, socket)
    this.#connections.add(connection)
    socket.onGone = () => this.#connections.delete(connection)
    connection.greet()
  }
}

class Connection {
  readonly socket: FakeSocket
  readonly #wiki: DriveableWiki
  #seq = 0

  constructor(wiki: DriveableWiki, socket: FakeSocket) {
    this.#wiki = wiki
    this.socket = socket
    socket.onFrame = (frame) => this.#receive(frame)
    wiki.doc.on('update', this.#publish)
  }

  greet(): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE.sync)
    writeSyncStep1(encoder, this.#wiki.doc)
    this.socket.deliver(encoding.toUint8Array(encoder))
  }

  acknowledge(): void {
    if (this.#seq === 0 || this.#wiki.holdsAcks) return
    this.socket.deliver(encodeMessage(MESSAGE.ack, { seq: this.#seq, clock: 0 }))
  }

  readonly #publish = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.socket.deliver(updateFrame(update))
  }

  #receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return
    const peek = decoding.clone(decoder)
    if (decoding.readVarUint(peek) === messageYjsSyncStep1) return this.#answer(decoder)
    this.#take(decoding.readVarUint8Array(peek))
  }

  #answer(decoder: decoding.Decoder): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE.sync)
    readSyncMessage(decoder, encoder, this.#wiki.doc, this)
    this.socket.deliver(encoding.toUint8Array(encoder))
  }

  #take(bytes: Uint8Array): void {
    this.#seq += 1
    const code = this.#wiki.take(bytes, this)
    if (code) return this.socket.deliver(encodeMessage(MESSAGE.refused, { seq: this.#seq, code, message: '' }))
    this.acknowledge()
  }
}

class FakeSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly OPEN = 1
  readonly url: string
  binaryType = 'arraybuffer'
  readyState = FakeSocket.CONNECTING
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  onFrame: (frame: Uint8Array) => void = () => {}
  onGone: () => void = () => {}

  constructor(url: string, admit: (socket: FakeSocket) => void) {
    this.url = url
    queueMicrotask(() => admit(this))
  }

  open(): void {
    this.readyState = FakeSocket.OPEN
    this.onopen?.()
  }

  send(frame: Uint8Array): void {
    const copy = frame.slice()
    if (this.readyState === FakeSocket.OPEN) queueMicrotask(() => this.onFrame(copy))
  }

  deliver(frame: Uint8Array): void {
    const data = frame.slice().buffer
    queueMicrotask(() => this.readyState === FakeSocket.OPEN && this.onmessage?.({ data }))
  }

  close(): void {
    this.readyState = FakeSocket.CLOSED
    this.onFrame = () => {}
    this.onGone()
  }

  closedByServer(code: number, reason = ''): void {
    this.close()
    this.onclose?.({ code, reason })
  }
}

function socketTo(admit: (socket: FakeSocket) => void) {
  return class extends FakeSocket {
    constructor(url: string) {
      super(url, admit)
    }
  }
}
