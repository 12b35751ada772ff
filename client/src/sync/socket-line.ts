import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Awareness } from 'y-protocols/awareness'
import { messageYjsSyncStep1, messageYjsSyncStep2, readSyncMessage } from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import type { PageId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { CLOSE, MESSAGE, readMessage } from '@terreau/shared/wire.ts'
import type { Notice, Refused } from '@terreau/shared/wire.ts'
import { updateFrame, watchedSocket } from './frames.ts'

/** A handshake that takes longer, or an open socket without a frame for longer, is held up by something on the way. */
const HANDSHAKE_MS = 5_000
const FIRST_FRAME_MS = 15_000

/** RFC 6455: the frame was too large to be read at all, and would be again. */
const FRAME_TOO_LARGE = 1009

/** Why the server closed for good; y-websocket does not come back from these. */
const ENDINGS: Readonly<Record<number, RefusalCode>> = {
  [CLOSE.refusedFrame]: 'wire.bad-frame',
  [CLOSE.signedOut]: 'member.unknown',
  [CLOSE.rightLost]: 'wire.read-only',
  [CLOSE.noSuchPage]: 'page.unknown',
  [FRAME_TOO_LARGE]: 'wire.too-large',
}

/** Why a socket is over. */
export interface Closing {
  /** Set where coming back is pointless. */
  readonly ending: { readonly kind: 'refused' | 'closed'; readonly why: RefusalCode } | null
  /** Whether a frame came through; where none did, something on the way may stand against sockets, or held this one for long. */
  readonly came: 'through' | 'to nothing' | 'to nothing for long'
}

/** What a page is told by its socket. */
export interface SocketEars {
  readonly mayLeave: () => boolean
  /** The server asks for what it misses; the answer is one update. */
  readonly onQuestion: (known: Uint8Array) => Uint8Array
  readonly onWhole: () => void
  readonly onAck: (seq: number) => void
  readonly onRefused: (refused: Refused) => void
  readonly onNotice: (notice: Notice) => void
  readonly onClosed: (closing: Closing) => void
}

export interface SocketParts {
  readonly url: string
  readonly pageId: PageId
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly Socket: typeof WebSocket
  /** True where there is another way, for which a socket that does not come about is given up. */
  readonly impatient: boolean
}

/** A page's live connection: y-websocket's provider, unforked, which never comes back by itself since a ticket opens once. */
export class SocketLine {
  readonly provider: WebsocketProvider
  readonly #ears: SocketEars
  readonly #impatient: boolean
  #heard = false
  #givenUp: 'to nothing' | 'to nothing for long' = 'to nothing'
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor({ url, pageId, doc, awareness, Socket, impatient }: SocketParts, ears: SocketEars) {
    this.#ears = ears
    this.#impatient = impatient
    this.provider = new WebsocketProvider(url, pageId, doc, {
      connect: false,
      disableBc: true,
      awareness,
      WebSocketPolyfill: watchedSocket(Socket, ears.mayLeave),
    })
    this.#listen()
  }

  /** True from `open` until the socket closed. */
  get inUse(): boolean {
    return this.provider.ws !== null
  }

  open(ticket: string): void {
    this.#heard = false
    this.#givenUp = 'to nothing'
    this.provider.params = { ticket }
    this.provider.connect()
    this.#waitAtMost(HANDSHAKE_MS)
  }

  /** Sends one update in a frame of its own. */
  send(update: Uint8Array): void {
    this.provider.ws?.send(updateFrame(update))
  }

  /** Lets go of a socket that may be dead; `onClosed` follows from it. */
  drop(): void {
    if (this.inUse) this.provider.disconnect()
  }

  destroy(): void {
    this.#stopWaiting()
    this.provider.destroy()
  }

  #listen(): void {
    const handlers = this.provider.messageHandlers
    handlers[MESSAGE.sync] = (encoder, decoder) => this.#onSync(encoder, decoder)
    handlers[MESSAGE.ack] = (_, decoder) => this.#ears.onAck(readMessage(MESSAGE.ack, decoder).seq)
    handlers[MESSAGE.refused] = (_, decoder) => this.#ears.onRefused(readMessage(MESSAGE.refused, decoder))
    handlers[MESSAGE.notice] = (_, decoder) => this.#ears.onNotice(readMessage(MESSAGE.notice, decoder))
    this.provider.on('status', ({ status }) => status === 'connected' && this.#waitAtMost(FIRST_FRAME_MS))
    this.provider.on('connection-close', (event) => this.#onClose(event))
    this.provider.on('sync', (synced) => synced && this.#ears.onWhole())
  }

  #onSync(encoder: encoding.Encoder, decoder: decoding.Decoder): void {
    this.#heard = true
    this.#stopWaiting()
    encoding.writeVarUint(encoder, MESSAGE.sync)
    const peek = decoding.clone(decoder)
    if (decoding.readVarUint(peek) === messageYjsSyncStep1) {
      const missing = this.#ears.onQuestion(decoding.readVarUint8Array(peek))
      encoding.writeVarUint(encoder, messageYjsSyncStep2)
      return encoding.writeVarUint8Array(encoder, missing)
    }
    const kind = readSyncMessage(decoder, encoder, this.provider.doc, this.provider)
    if (kind === messageYjsSyncStep2) this.provider.synced = true
  }

  #onClose(event: CloseEvent | null): void {
    // The provider would come back by itself with a ticket that has served.
    this.provider.shouldConnect = false
    this.#stopWaiting()
    const through = this.#heard || (event !== null && event.code in SAID)
    this.#ears.onClosed({ ending: endingOf(event), came: through ? 'through' : this.#givenUp })
  }

  #waitAtMost(ms: number): void {
    this.#stopWaiting()
    if (this.#impatient) this.#timer = setTimeout(() => this.#giveUp(), ms)
  }

  #giveUp(): void {
    this.#givenUp = 'to nothing for long'
    this.drop()
  }

  #stopWaiting(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }
}

/** Codes that our own server closes with: a socket that ended so came about. */
const SAID: Readonly<Record<number, true>> = Object.fromEntries(Object.values(CLOSE).map((code) => [code, true]))

function endingOf(event: CloseEvent | null): Closing['ending'] {
  const why = event ? ENDINGS[event.code] : undefined
  // A ticket that served, or that a restarted server does not know: the next one says whether we are still welcome.
  const staleTicket = event?.code === CLOSE.signedOut && event.reason === 'wire.bad-ticket'
  if (!why || staleTicket) return null
  const refused = event?.code === CLOSE.refusedFrame || event?.code === FRAME_TOO_LARGE
  return { kind: refused ? 'refused' : 'closed', why }
}
