import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { MESSAGE, readMessage } from '@terreau/shared/wire.ts'
import { pause } from '../running-wiki.ts'
import { someone, type Address } from './clients.ts'

const SYNC = { step1: 0, step2: 1, update: 2 } as const
const HOCUSPOCUS = { sync: 0, auth: 2 } as const

/** A connection that speaks a server's wire and keeps no document, so that whoever makes the load is not its limit. */
export class RawConnection {
  readonly clientId: number
  readonly #socket: WebSocket
  /** What comes before each sync message. */
  readonly #head: Uint8Array
  readonly #hasNames: boolean
  /** Each update that comes in, the whole document first. */
  onUpdate: (update: Uint8Array) => void = () => {}
  /** How many of our updates are durable, where the server says so. */
  onAck: (updates: number) => void = () => {}
  /** True once the whole document came. */
  whole = false

  private constructor(socket: WebSocket, clientId: number, head: Uint8Array, hasNames: boolean) {
    this.#socket = socket
    this.clientId = clientId
    this.#head = head
    this.#hasNames = hasNames
    socket.on('message', (data: Buffer) => this.#hear(data))
    socket.on('error', () => {})
  }

  static async open(address: Address, document: string): Promise<RawConnection> {
    const { kind, url } = address
    const ws = url.replace('http', 'ws')
    const random = 1 + Math.floor(Math.random() * 0x7fff_ffff)
    if (kind === 'terreau') return RawConnection.#openPage(address, document)
    const hocuspocus = kind === 'hocuspocus'
    const head = encoding.encode((e) => {
      if (hocuspocus) encoding.writeVarString(e, document)
      encoding.writeVarUint(e, MESSAGE.sync)
    })
    const socket = new WebSocket(hocuspocus ? ws : `${ws}/${document}`)
    const connection = new RawConnection(socket, random, head, hocuspocus)
    await opened(socket)
    if (hocuspocus) connection.#authenticate(document)
    connection.#ask()
    return connection
  }

  static async #openPage(address: Address, document: string): Promise<RawConnection> {
    const person = someone(address)
    for (;;) {
      const ticket = await person.ticket({ pageId: document as PageId, schema: schemaFingerprint })
      if (!('ticket' in ticket)) {
        await pause(200)
        continue
      }
      const socket = new WebSocket(`${address.url.replace('http', 'ws')}/collab/${document}?ticket=${ticket.ticket}`, {
        headers: { authorization: `Bearer ${person.secret}` },
      })
      const connection = new RawConnection(socket, ticket.clientId, Uint8Array.of(MESSAGE.sync), false)
      await opened(socket)
      connection.#ask()
      return connection
    }
  }

  send(update: Uint8Array): void {
    this.#sync(SYNC.update, update)
  }

  close(): void {
    this.#socket.terminate()
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  #ask(): void {
    this.#sync(SYNC.step1, Y.encodeStateVector(new Y.Doc()))
  }

  #sync(kind: number, bytes: Uint8Array): void {
    const rest = encoding.encode((e) => {
      encoding.writeVarUint(e, kind)
      encoding.writeVarUint8Array(e, bytes)
    })
    this.#socket.send(Buffer.concat([this.#head, rest]))
  }

  #authenticate(document: string): void {
    const frame = encoding.encode((e) => {
      encoding.writeVarString(e, document)
      encoding.writeVarUint(e, HOCUSPOCUS.auth)
      encoding.writeVarUint(e, 0)
      encoding.writeVarString(e, '')
      encoding.writeVarString(e, '4.7.0')
    })
    this.#socket.send(frame)
  }

  #hear(data: Buffer): void {
    const decoder = decoding.createDecoder(data)
    if (this.#hasNames) decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.ack && !this.#hasNames) return this.onAck(readMessage(MESSAGE.ack, decoder).seq)
    if (type !== MESSAGE.sync && !(this.#hasNames && type === 4)) return
    const kind = decoding.readVarUint(decoder)
    if (kind === SYNC.step1) return
    if (kind === SYNC.step2) this.whole = true
    this.onUpdate(decoding.readVarUint8Array(decoder))
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('close', (code: number) => reject(new Error(`closed before it opened: ${code}`)))
  })
}

/** Someone's own edits, made without knowing what others write: a paragraph of theirs, letter after letter. */
export class LetterByLetter {
  readonly #text = new Y.XmlText()
  readonly #doc = new Y.Doc()
  #made: Uint8Array = new Uint8Array()

  constructor(clientId: number) {
    this.#doc.clientID = clientId
    this.#doc.on('update', (update: Uint8Array) => (this.#made = update))
  }

  /** The update that begins the paragraph. */
  begin(): Uint8Array {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [this.#text])
    this.#doc.getXmlFragment('body').insert(0, [paragraph])
    return this.#made
  }

  /** The update that adds a letter; answers the clock at which the letter stands, too. */
  next(): { update: Uint8Array; clock: number } {
    const clock = Y.getState(this.#doc.store, this.#doc.clientID)
    this.#text.insert(this.#text.length, 'a')
    return { update: this.#made, clock }
  }
}
