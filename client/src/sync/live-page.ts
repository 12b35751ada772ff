import { Awareness } from 'y-protocols/awareness'
import type { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Ticket } from '@terreau/shared/api/collab.ts'
import type { ClientId } from '@terreau/shared/ids.ts'
import type { RefusalCode } from '@terreau/shared/refusals.ts'
import { WIRE_VERSION, type Notice } from '@terreau/shared/wire.ts'
import { Connection, PASSING, type ConnectionOptions } from './connection.ts'
import { ownUpdate } from './own-update.ts'
import { Outbox } from './outbox.ts'
import { AT_FIRST, stateOf, type Ended, type Facts, type LivePageState, type SaveState } from './save-state.ts'
import { wordsOf } from './words.ts'

/** The update of a document in which nothing was written: all that a reader has to say. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc())

/** Opens a page to be read and written together with others. Nothing is sent about it before a ticket was given. */
export function openLivePage(options: ConnectionOptions): LivePage {
  const page = new LivePage(options)
  page.start()
  return page
}

/**
 * One page, live: its document, who else is in it, and what became of one's own words.
 *
 * Every local update stays in an outbox until an ack covers it. On each new connection the outbox leaves one update
 * at a time, before anything made since, so that each edit keeps its own author and time.
 */
export class LivePage {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  readonly outbox = new Outbox()

  readonly #connection: Connection
  readonly #listeners = new Set<() => void>()
  #facts: Facts = AT_FIRST
  #state = stateOf(this.#facts)
  #lease: ClientId | null = null
  /** Every id this document ever wrote under. */
  readonly #leases = new Set<number>()
  /** Updates up to this number are kept on this device. */
  #keptUpTo = 0
  /** False from the opening of a socket until the outbox has left through it. */
  #replayed = false
  /** While the outbox leaves: the update that the frame in hand covers. */
  #replaying: number | null = null
  #resyncing = false
  #destroyed = false

  constructor(options: ConnectionOptions) {
    // Before the provider's own listeners, which send: what leaves is counted and compared first.
    this.doc.on('update', this.#onUpdate)
    this.doc.on('afterTransactionCleanup', this.#onTransaction)
    this.#connection = new Connection(options, this, {
      lease: () => this.#lease,
      mayLeave: () => this.#mayLeave(),
      onQuestion: (known) => this.#answer(known),
      onTicket: (ticket) => this.#onTicket(ticket),
      onNoTicket: (code) => this.#onNoTicket(code),
      onRefused: (code) => this.#onRefused(code),
      onNotice: (notice) => this.#onNotice(notice),
      onEnding: (kind, why) => this.#endWith(kind, why),
      onOutdated: () => this.#outdate(),
      onNews: (news) => this.#know(news),
    })
    this.outbox.subscribe(() => this.#know({}))
  }

  /** The body, as the editor binds it. */
  get body(): Y.XmlFragment {
    return this.doc.getXmlFragment('body')
  }

  /** Title, summary and typed fields; values are JSON. */
  get fields(): Y.Map<unknown> {
    return this.doc.getMap('fields')
  }

  /** Origin of what comes from the server, whichever way it came. */
  get provider(): WebsocketProvider {
    return this.#connection.provider
  }

  /** Changes identity only when something in it changed. */
  readonly getState = (): LivePageState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  start(): void {
    void this.#connection.connect()
  }

  /** Says whether the editor can show all that the page holds; while it can't, nothing is written. */
  hold(held: boolean): void {
    this.#know({ held })
  }

  /** Says that this device keeps every local update up to this number. */
  keepsUpTo(number: number): void {
    this.#keptUpTo = number
    this.#know({})
  }

  /** Leaves the page as soon as every word is durable, or can't be any more; others see us gone at once. */
  leave(): void {
    this.awareness.setLocalState(null)
    const go = () => {
      if (this.#facts.ended || this.outbox.waiting.length === 0) queueMicrotask(() => this.destroy())
    }
    this.subscribe(go)
    go()
  }

  /** Leaves the page at once. What was not acknowledged is lost. */
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.#listeners.clear()
    this.#facts = { ...this.#facts, ended: { kind: 'closed', why: 'page.unknown', words: '' } }
    this.#connection.destroy()
    this.awareness.destroy()
    this.doc.destroy()
  }

  #know(news: Partial<Facts>): void {
    const { made, waiting } = this.outbox
    this.#facts = { ...this.#facts, ...news, waiting: waiting.length, kept: this.#keptUpTo >= made }
    const state = stateOf(this.#facts)
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  #end(ended: Ended): void {
    if (this.#facts.ended) return
    this.#know({ ended, connected: false })
    this.#connection.end()
  }

  /** The end of this document, with the words of it that nobody else will have. */
  #endWith(kind: 'refused' | 'closed', why: RefusalCode): void {
    this.#end({ kind, why, words: this.#waitingWords() })
  }

  #outdate(): void {
    this.#end({ kind: 'outdated', words: this.#waitingWords() })
  }

  #waitingWords(): string {
    return wordsOf(
      this.outbox.waiting.map(({ bytes }) => bytes),
      this.doc,
    )
  }

  // Tickets

  #onTicket({ wire, clientId, right }: Ticket): boolean {
    if (wire !== WIRE_VERSION) this.#outdate()
    if (this.#facts.ended) return false
    this.#writeUnder(clientId)
    this.#replayed = false
    this.#resyncing = false
    this.#know({ right, storeFailing: false, disk: 'well' })
    if (right === 'read' && this.outbox.waiting.length > 0) this.#endWith('closed', 'wire.read-only')
    return this.#facts.ended === null
  }

  #onNoTicket(code: RefusalCode): 'now' | 'later' | 'never' {
    if (PASSING.includes(code)) return 'later'
    if (code === 'wire.unknown-client' && this.#lease) {
      this.#lease = null
      this.#know({ leased: false })
      return 'now'
    }
    if (code === 'wire.schema-changed') this.#outdate()
    else this.#endWith('closed', code)
    return 'never'
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

  // Writing

  readonly #onUpdate = (bytes: Uint8Array, origin: unknown): void => {
    // A reader writes nothing: this is Yjs tidying marks, as it does in every copy.
    if (origin === this.provider || this.#facts.right === 'read') return
    this.outbox.add(bytes, this.doc.clientID)
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
    queueMicrotask(() => this.#connection.again())
  }

  #mayLeave(): boolean {
    if (!this.#replayed || this.doc.clientID !== this.#lease) return false
    this.outbox.left(this.#replaying ?? this.outbox.made)
    return true
  }

  /** Sends the outbox, then what the server misses of our own beside it: words acknowledged before its disk failed. */
  #answer(known: Uint8Array): Uint8Array {
    this.#replayed = true
    for (const { number, bytes } of this.outbox.waiting) {
      this.#replaying = number
      this.#connection.send(bytes)
    }
    this.#replaying = null
    return this.#facts.right === 'write' ? ownUpdate(this.doc, known, this.#leases) : NOTHING
  }

  // Hearing

  #onRefused(code: RefusalCode): void {
    // A gap is no quarrel: the server may lack something we still hold. Once more from the start, then no further.
    if (code === 'wire.gap' && !this.#resyncing) {
      this.#resyncing = true
      return this.#connection.again()
    }
    this.#endWith('refused', code)
  }

  #onNotice(notice: Notice): void {
    if (notice.kind === 'right-changed') this.#know({ right: notice.right })
    if (notice.kind === 'page-moved') this.#know({ slug: notice.slug })
    if (notice.kind === 'store-failing') this.#know({ storeFailing: true })
    if (notice.kind === 'store-recovered') this.#know({ storeFailing: false })
    if (notice.kind === 'disk') this.#know({ disk: notice.state })
    if (notice.kind === 'words-kept') this.#know({ recovered: this.#facts.recovered + 1 })
  }
}

/** True where leaving now would lose words: they are not durable, and nothing here outlives the tab. */
export function hasUnsavedWords(state: SaveState): boolean {
  return 'waiting' in state && state.waiting > 0 && !state.kept
}
