import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness } from 'y-protocols/awareness'
import { messageYjsSyncStep1, messageYjsSyncStep2, readSyncMessage } from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Ticket } from '@terreau/shared/api/collab.ts'
import type { ClientId, PageId } from '@terreau/shared/ids.ts'
import type { RefusalAnswer, RefusalCode } from '@terreau/shared/refusals.ts'
import { CLOSE, MESSAGE, readMessage, WIRE_VERSION } from '@terreau/shared/wire.ts'
import type { Notice, Refused } from '@terreau/shared/wire.ts'
import { backOff, watchNetwork } from './back-off.ts'
import { updateFrame, watchedSocket } from './frames.ts'
import { ownUpdate } from './own-update.ts'
import { Outbox } from './outbox.ts'
import { stateOf, type Ended, type Facts, type LivePageState, type SaveState } from './save-state.ts'
import type { FetchTicket } from './tickets.ts'
import { wordsOf } from './words.ts'

export interface LivePageOptions {
  readonly pageId: PageId
  /** Fingerprint of the schema that the editor to come is built from. */
  readonly schema: string
  readonly fetchTicket: FetchTicket
  /** Where live pages are, without the page's id: `wss://wiki.example/collab`. */
  readonly url: string
  readonly WebSocketPolyfill?: typeof WebSocket
}

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

/** The update of a document in which nothing was written: all that a reader has to say. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc())

/** Noes to a ticket that pass by themselves; any other ends the page. */
const PASSING: readonly RefusalCode[] = ['request.too-many', 'wire.not-stored', 'wiki.defect']

/** Opens a page to be read and written together with others. Nothing is sent about it before a ticket was given. */
export function openLivePage(options: LivePageOptions): LivePage {
  const page = new LivePage(options)
  page.start()
  return page
}

/**
 * One page, live: its document, who else is in it, and what became of one's own words. It owns its connection, since
 * a ticket opens it only once: after each loss it waits, asks for a new ticket and goes on under the same client id.
 *
 * Every local update stays in an outbox until an ack covers it. On each new connection the outbox leaves one update
 * at a time, before anything made since, so that each edit keeps its own author and time.
 */
export class LivePage {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  readonly provider: WebsocketProvider

  readonly #options: LivePageOptions
  readonly #outbox = new Outbox()
  readonly #listeners = new Set<() => void>()
  readonly #stopWatching: () => void
  #facts: Facts = {
    ended: null,
    ready: false,
    connected: false,
    failures: 0,
    storeFailing: false,
    right: null,
    leased: false,
    waiting: 0,
    slug: null,
  }
  #state = stateOf(this.#facts)
  #lease: ClientId | null = null
  /** Every id this document ever wrote under. */
  readonly #leases = new Set<number>()
  /** False from the opening of a socket until the outbox has left through it. */
  #replayed = false
  /** While the outbox leaves: the update that the frame in hand covers. */
  #replaying: number | null = null
  #resyncing = false
  #timer: ReturnType<typeof setTimeout> | null = null
  #asking = false
  #destroyed = false

  constructor(options: LivePageOptions) {
    this.#options = options
    // Before the provider's own listeners, which send: what leaves is counted and compared first.
    this.doc.on('update', this.#onUpdate)
    this.doc.on('afterTransactionCleanup', this.#onTransaction)
    this.provider = new WebsocketProvider(options.url, options.pageId, this.doc, {
      connect: false,
      disableBc: true,
      awareness: this.awareness,
      WebSocketPolyfill: watchedSocket(options.WebSocketPolyfill ?? WebSocket, () => this.#mayLeave()),
    })
    this.#handleMessages()
    this.provider.on('connection-close', (event) => this.#onClose(event))
    this.provider.on('sync', (synced) => synced && this.#know({ ready: true, connected: true, failures: 0 }))
    this.#stopWatching = watchNetwork({ back: () => this.#retryNow(), gone: () => this.#dropConnection() })
  }

  /** The body, as the editor binds it. */
  get body(): Y.XmlFragment {
    return this.doc.getXmlFragment('body')
  }

  /** Title, summary and typed fields; values are JSON. */
  get fields(): Y.Map<unknown> {
    return this.doc.getMap('fields')
  }

  /** Changes identity only when something in it changed. */
  readonly getState = (): LivePageState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    void this.#connect()
  }

  /** Leaves the page as soon as every word is durable, or can't be any more; others see us gone at once. */
  leave(): void {
    this.awareness.setLocalState(null)
    const go = () => {
      if (this.#facts.ended || this.#outbox.waiting.length === 0) queueMicrotask(() => this.destroy())
    }
    this.subscribe(go)
    go()
  }

  /** Leaves the page at once. What was not acknowledged is lost. */
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#stopWatching()
    this.#listeners.clear()
    if (this.#timer) clearTimeout(this.#timer)
    this.#facts = { ...this.#facts, ended: { kind: 'closed', why: 'page.unknown', words: '' } }
    this.provider.destroy()
    this.awareness.destroy()
    this.doc.destroy()
  }

  #know(news: Partial<Facts>): void {
    this.#facts = { ...this.#facts, ...news, waiting: this.#outbox.waiting.length }
    const state = stateOf(this.#facts)
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  #end(ended: Ended): void {
    if (this.#facts.ended) return
    this.#know({ ended, connected: false })
    this.provider.disconnect()
  }

  /** The end of this document, with the words of it that nobody else will have. */
  #endWith(kind: 'refused' | 'closed', why: RefusalCode): void {
    const waiting = this.#outbox.waiting.map(({ bytes }) => bytes)
    this.#end({ kind, why, words: wordsOf(waiting, this.doc) })
  }

  // Connecting

  async #connect(): Promise<void> {
    if (this.#asking || this.#facts.ended || this.provider.ws) return
    this.#asking = true
    const answer = await this.#askForTicket().catch(() => null)
    this.#asking = false
    if (this.#facts.ended) return
    if (!answer) this.#waitAndRetry()
    else if ('ticket' in answer) this.#open(answer)
    else this.#hearNo(answer)
  }

  #askForTicket(): Promise<Ticket | RefusalAnswer> {
    const { pageId, schema } = this.#options
    return this.#options.fetchTicket({ pageId, schema, ...(this.#lease && { clientId: this.#lease }) })
  }

  #open(ticket: Ticket): void {
    if (ticket.wire !== WIRE_VERSION) return this.#end({ kind: 'outdated' })
    this.#writeUnder(ticket.clientId)
    this.#outbox.forgetFrames()
    this.#replayed = false
    this.#resyncing = false
    this.#know({ right: ticket.right, storeFailing: false })
    if (ticket.right === 'read' && this.#outbox.waiting.length > 0) return this.#endWith('closed', 'wire.read-only')
    this.provider.params = { ticket: ticket.ticket }
    this.provider.connect()
  }

  #hearNo({ code }: RefusalAnswer): void {
    if (code === 'wire.schema-changed') return this.#end({ kind: 'outdated' })
    if (code === 'wire.unknown-client' && this.#lease) {
      this.#lease = null
      this.#know({ leased: false })
      return void this.#connect()
    }
    if (PASSING.includes(code)) return this.#waitAndRetry()
    this.#endWith('closed', code)
  }

  /** Sets the issued id on document and presence; a no-op where we already write under it. */
  #writeUnder(clientId: ClientId): void {
    this.#lease = clientId
    this.#leases.add(clientId)
    if (this.doc.clientID !== clientId) {
      const presence = this.awareness.getLocalState()
      this.awareness.setLocalState(null)
      this.doc.clientID = clientId
      this.awareness.clientID = clientId
      this.awareness.setLocalState(presence ?? {})
    }
    this.#know({ leased: true })
  }

  #onClose(event: CloseEvent | null): void {
    // The provider would come back by itself with a ticket that has served.
    this.provider.shouldConnect = false
    const ending = event && ENDINGS[event.code]
    // A ticket that served, or that a restarted server does not know: the next one says whether we are still welcome.
    const staleTicket = event?.code === CLOSE.signedOut && event.reason === 'wire.bad-ticket'
    const refused = event?.code === CLOSE.refusedFrame || event?.code === FRAME_TOO_LARGE
    if (ending && !staleTicket) return this.#endWith(refused ? 'refused' : 'closed', ending)
    if (this.#facts.ended) return
    this.#waitAndRetry()
  }

  #waitAndRetry(): void {
    const { failures } = this.#facts
    this.#know({ connected: false, failures: failures + 1 })
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#connect(), backOff(failures, Math.random()))
  }

  #retryNow(): void {
    if (this.#facts.connected || this.#facts.ended) return
    if (this.#timer) clearTimeout(this.#timer)
    void this.#connect()
  }

  /** Lets go of a socket that may be dead; `#onClose` follows from it. */
  #dropConnection(): void {
    if (this.provider.ws) this.provider.disconnect()
  }

  // Writing

  readonly #onUpdate = (bytes: Uint8Array, origin: unknown): void => {
    // A reader writes nothing: this is Yjs tidying marks, as it does in every copy.
    if (origin === this.provider || this.#facts.right === 'read') return
    this.#outbox.add(bytes)
    this.#know({})
  }

  /**
   * Yjs takes another id when it sees its own used elsewhere. Nothing may be written under that one: the issued id is
   * put back, for the presence that still bears it, and nothing leaves before there is a fresh lease.
   */
  readonly #onTransaction = (): void => {
    if (!this.#lease || this.doc.clientID === this.#lease) return
    this.doc.clientID = this.#lease
    this.#lease = null
    this.#know({ leased: false })
    queueMicrotask(() => this.#dropConnection())
  }

  #mayLeave(): boolean {
    if (!this.#replayed || this.doc.clientID !== this.#lease) return false
    this.#outbox.left(this.#replaying ?? this.#outbox.made)
    return true
  }

  /** Sends the outbox, then what the server misses of our own beside it: words acknowledged before its disk failed. */
  #answerStep1(encoder: encoding.Encoder, known: Uint8Array): void {
    this.#replayed = true
    for (const { number, bytes } of this.#outbox.waiting) {
      this.#replaying = number
      this.provider.ws?.send(updateFrame(bytes))
    }
    this.#replaying = null
    const missing = this.#facts.right === 'write' ? ownUpdate(this.doc, known, this.#leases) : NOTHING
    encoding.writeVarUint(encoder, messageYjsSyncStep2)
    encoding.writeVarUint8Array(encoder, missing)
  }

  // Messages

  #handleMessages(): void {
    const handlers = this.provider.messageHandlers
    handlers[MESSAGE.sync] = (encoder, decoder) => this.#onSync(encoder, decoder)
    handlers[MESSAGE.ack] = (_, decoder) => {
      this.#outbox.acknowledge(readMessage(MESSAGE.ack, decoder).seq)
      this.#know({})
    }
    handlers[MESSAGE.refused] = (_, decoder) => this.#onRefused(readMessage(MESSAGE.refused, decoder))
    handlers[MESSAGE.notice] = (_, decoder) => this.#onNotice(readMessage(MESSAGE.notice, decoder))
  }

  #onSync(encoder: encoding.Encoder, decoder: decoding.Decoder): void {
    encoding.writeVarUint(encoder, MESSAGE.sync)
    const peek = decoding.clone(decoder)
    if (decoding.readVarUint(peek) === messageYjsSyncStep1) {
      return this.#answerStep1(encoder, decoding.readVarUint8Array(peek))
    }
    const kind = readSyncMessage(decoder, encoder, this.doc, this.provider)
    if (kind === messageYjsSyncStep2) this.provider.synced = true
  }

  #onRefused({ code }: Refused): void {
    // A gap is no quarrel: the server may lack something we still hold. Once more from the start, then no further.
    if (code === 'wire.gap' && !this.#resyncing) {
      this.#resyncing = true
      return this.#dropConnection()
    }
    this.#endWith('refused', code)
  }

  #onNotice(notice: Notice): void {
    if (notice.kind === 'right-changed') this.#know({ right: notice.right })
    if (notice.kind === 'page-moved') this.#know({ slug: notice.slug })
    if (notice.kind === 'store-failing') this.#know({ storeFailing: true })
    if (notice.kind === 'store-recovered') this.#know({ storeFailing: false })
  }
}

/** True where leaving now would lose words. */
export function hasUnsavedWords(state: SaveState): boolean {
  return 'waiting' in state && state.waiting > 0
}
