import type { Awareness } from 'y-protocols/awareness'
import type { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import type { Ticket } from '@terreau/shared/api/collab.ts'
import type { ClientId, PageId } from '@terreau/shared/ids.ts'
import type { RefusalAnswer, RefusalCode } from '@terreau/shared/refusals.ts'
import { backOff, watchNetwork } from './back-off.ts'
import { HttpLine } from './http-line.ts'
import type { Outbox } from './outbox.ts'
import type { PageByHttp } from './page-by-http.ts'
import type { Facts } from './save-state.ts'
import { SocketLine, type Closing, type SocketEars } from './socket-line.ts'
import type { FetchTicket } from './tickets.ts'

export interface ConnectionOptions {
  readonly pageId: PageId
  /** Fingerprint of the schema that the editor to come is built from. */
  readonly schema: string
  readonly fetchTicket: FetchTicket
  /** Where live pages are, without the page's id: `wss://wiki.example/collab`. */
  readonly url: string
  readonly WebSocketPolyfill?: typeof WebSocket
  /** The way round where no socket comes about; without it there is none. */
  readonly http?: PageByHttp
  /** What must be done before the page is opened; answers false where it must be tried again. */
  readonly before?: () => Promise<boolean>
}

/** What a connection asks of its page, and tells it. */
export interface ConnectionEars extends Pick<SocketEars, 'mayLeave' | 'onQuestion' | 'onNotice'> {
  /** The id under which the page goes on, if it has one. */
  readonly lease: () => ClientId | null
  /** Answers whether the ticket may be used. */
  readonly onTicket: (ticket: Ticket) => boolean
  /** No ticket is given; answers whether to ask again at once, or later. */
  readonly onNoTicket: (code: RefusalCode) => 'now' | 'later' | 'never'
  /** An update was refused. */
  readonly onRefused: (code: RefusalCode) => void
  readonly onEnding: (kind: 'refused' | 'closed', why: RefusalCode) => void
  readonly onOutdated: () => void
  readonly onNews: (
    news: Partial<Pick<Facts, 'connected' | 'failures' | 'indirect' | 'ready' | 'storeFailing' | 'disk'>>,
  ) => void
}

export interface Connected {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly outbox: Outbox
}

/** Noes that pass by themselves. */
export const PASSING: readonly RefusalCode[] = ['request.too-many', 'wire.not-stored', 'wiki.defect', 'wiki.disk-full']

/** Noes to an update that are about who brings it, or where. */
const SHUT: readonly RefusalCode[] = [
  'member.unknown',
  'member.not-allowed',
  'page.unknown',
  'page.archived',
  'page.damaged',
]

/** So many sockets in a row without one frame, while requests are answered: the network lets none through. One held for long will do. */
const SOCKETS_IN_VAIN = 2
const BETWEEN_SOCKETS_MS = 30_000

/**
 * Keeps a page connected. A ticket opens one socket once, so that after each loss it waits, asks for a new one and goes
 * on. Where no socket comes about it goes on by requests, and tries sockets again from time to time.
 */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #page: Connected
  readonly #ears: ConnectionEars
  readonly #socket: SocketLine
  readonly #stopWatching: () => void
  #line: HttpLine | null = null
  #inVain = 0
  #failures = 0
  #connected = false
  #begun = false
  #asking = false
  #over = false
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(options: ConnectionOptions, page: Connected, ears: ConnectionEars) {
    this.#options = options
    this.#page = page
    this.#ears = ears
    const { url, pageId, WebSocketPolyfill: Socket = WebSocket } = options
    const { doc, awareness, outbox } = page
    const { mayLeave, onQuestion, onNotice } = ears
    this.#socket = new SocketLine(
      { url, pageId, doc, awareness, Socket, impatient: options.http !== undefined },
      {
        mayLeave,
        onQuestion,
        onNotice,
        onWhole: () => this.#onSocketWell(),
        onAck: (seq) => outbox.acknowledge(seq),
        onRefused: ({ code }) => ears.onRefused(code),
        onClosed: (closing) => this.#onClosed(closing),
      },
    )
    this.#stopWatching = watchNetwork({ back: () => this.#retryNow(), gone: () => this.#socket.drop() })
  }

  get provider(): WebsocketProvider {
    return this.#socket.provider
  }

  /** Sends an update through the socket that just asked. */
  send(update: Uint8Array): void {
    this.#socket.send(update)
  }

  async connect(): Promise<void> {
    if (this.#asking || this.#over || this.#socket.inUse) return
    this.#asking = true
    const answer = await this.#askForTicket().catch(() => null)
    this.#asking = false
    if (this.#over) return
    if (!answer) this.#loseNetwork()
    else if ('ticket' in answer) this.#open(answer)
    else this.#hearNo(answer.code)
  }

  /** Starts again with a new ticket, whichever way it goes. */
  again(): void {
    if (this.#socket.inUse) this.#socket.drop()
    else if (this.#line) this.#loseLine()
    else this.#retryNow()
  }

  /** Lets go for good. */
  end(): void {
    this.#over = true
    this.#connected = false
    if (this.#timer) clearTimeout(this.#timer)
    this.#line?.stop()
    this.provider.disconnect()
  }

  destroy(): void {
    this.end()
    this.#stopWatching()
    this.#socket.destroy()
  }

  /** Null where what must come first could not be done. */
  async #askForTicket(): Promise<Ticket | RefusalAnswer | null> {
    const { pageId, schema, before, fetchTicket } = this.#options
    this.#begun ||= before ? await before() : true
    if (!this.#begun || this.#over) return null
    const clientId = this.#ears.lease()
    return fetchTicket({ pageId, schema, ...(clientId && { clientId }) })
  }

  #open(ticket: Ticket): void {
    this.#page.outbox.forgetFrames()
    if (this.#ears.onTicket(ticket)) this.#socket.open(ticket.ticket)
  }

  /** Nothing answers at all: that says nothing about sockets. */
  #loseNetwork(): void {
    this.#inVain = 0
    this.#waitAndRetry()
  }

  #hearNo(code: RefusalCode): void {
    const again = this.#ears.onNoTicket(code)
    if (again === 'now') void this.connect()
    if (again === 'later') this.#waitAndRetry()
  }

  #onSocketWell(): void {
    this.#inVain = 0
    this.#failures = 0
    this.#connected = true
    this.#line?.stop()
    this.#line = null
    this.#ears.onNews({ ready: true, connected: true, failures: 0, indirect: false })
  }

  #onClosed({ ending, came }: Closing): void {
    if (this.#over) return
    if (ending) return this.#ears.onEnding(ending.kind, ending.why)
    this.#inVain = came === 'through' ? 0 : this.#inVain + 1
    if (this.#inVain >= SOCKETS_IN_VAIN || came === 'to nothing for long') this.#goByHttp()
    this.#waitAndRetry()
  }

  #waitAndRetry(): void {
    const wait = this.#line ? BETWEEN_SOCKETS_MS : backOff(this.#failures, Math.random())
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.connect(), wait)
    if (this.#line) return
    this.#connected = false
    this.#failures += 1
    this.#ears.onNews({ connected: false, failures: this.#failures })
  }

  /** The device says that its network is back, or the page is looked at again. */
  #retryNow(): void {
    if (this.#over || (this.#connected && !this.#line)) return
    if (this.#timer) clearTimeout(this.#timer)
    void this.connect()
  }

  #goByHttp(): void {
    const { http, pageId, schema } = this.#options
    if (!http || this.#line) return
    const { doc, outbox } = this.#page
    this.#line = new HttpLine({
      http,
      pageId,
      schema,
      doc,
      outbox,
      origin: this.provider,
      onWell: () => this.#onLineWell(),
      onRefused: (code) => this.#hearNoByHttp(code),
      onLost: () => this.#loseLine(),
    })
  }

  #onLineWell(): void {
    this.#failures = 0
    this.#connected = true
    this.#ears.onNews({ ready: true, connected: true, failures: 0, indirect: true, storeFailing: false, disk: 'well' })
  }

  #loseLine(): void {
    this.#line?.stop()
    this.#line = null
    this.#waitAndRetry()
  }

  #hearNoByHttp(code: RefusalCode): void {
    if (code === 'wire.schema-changed') return this.#ears.onOutdated()
    if (SHUT.includes(code)) return this.#ears.onEnding('closed', code)
    if (!PASSING.includes(code)) return this.#ears.onRefused(code)
    if (code === 'wiki.disk-full') this.#ears.onNews({ disk: 'full' })
    if (code === 'wire.not-stored') this.#ears.onNews({ storeFailing: true })
    this.#line?.later()
  }
}
