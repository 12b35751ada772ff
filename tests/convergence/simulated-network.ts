import { EventEmitter } from 'node:events'
import * as decoding from 'lib0/decoding'
import type { WebSocket as ServerSocket } from 'ws'
import { MESSAGE, readMessage } from '@terreau/shared/wire.ts'
import { carriesUpdate } from '../../client/src/sync/frames.ts'

type Item = Uint8Array | { readonly code: number; readonly reason: string }

/** What a connection may have waiting while its reader reads nothing: enough that the server calls it slow. */
const STALLED_BYTES = 2 * 1024 * 1024

const SYNC_STEP_1 = 0
const SYNC_STEP_2 = 1

/** One TCP connection. What is sent waits in order until the test lets it through; what a cut finds waiting is lost. */
export class Wire {
  readonly client: ClientSide
  readonly server = new ServerSide(this)
  readonly up: Uint8Array[] = []
  readonly down: Item[] = []
  accepted = false
  cut = false
  #stalled = false
  /** True from the first stall until the server has caught up with it: until then it may skip answers. */
  #slow = false
  /** Frames that reached the server while it read nothing. */
  #held = 0
  /** False until the server said anything: its page is being opened. */
  #heard = false
  #updatesIn = 0
  #acked = 0
  #asked = 0
  #answered = 0

  constructor(client: ClientSide) {
    this.client = client
  }

  /** True while the reader reads nothing. */
  get stalled(): boolean {
    return this.#stalled
  }
  set stalled(stalled: boolean) {
    this.#stalled = stalled
    if (stalled) this.#slow = true
  }

  /** True once neither side will hear of it again. */
  get gone(): boolean {
    return this.client.readyState === CLOSED && this.server.readyState === CLOSED
  }

  /** True while the server owes an answer to what it was given. */
  get owed(): boolean {
    if (!this.accepted || this.server.readyState !== OPEN || this.#slow) return false
    if (this.#held > 0 && !this.#heard) return true
    return this.#acked < this.#updatesIn || this.#answered < this.#asked
  }

  /** Lets one frame reach the server. */
  deliverUp(): void {
    if (this.server.paused) return void (this.#held += 1)
    const frame = this.up.shift()
    if (!frame || this.server.readyState === CLOSED) return
    if (countsAsUpdate(frame)) this.#updatesIn += 1
    else if (isSync(frame, SYNC_STEP_1)) this.#asked += 1
    this.server.emit('message', Buffer.from(frame), true)
  }

  /** Lets one frame, or the server's goodbye, reach the client. */
  deliverDown(): void {
    const item = this.down.shift()
    if (!item) return
    if (item instanceof Uint8Array) return this.client.hear(item)
    this.client.closed(item.code, item.reason)
    this.server.closed()
  }

  /** The server reads on, from what has come meanwhile. */
  readOn(): void {
    for (let held = this.#held; held > 0; held -= 1) {
      if (this.server.paused) return
      this.#held -= 1
      this.deliverUp()
    }
  }

  sentDown(frame: Uint8Array): void {
    this.#heard = true
    if (isSync(frame, SYNC_STEP_2)) this.#answered += 1
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE.ack) this.#acked = readMessage(MESSAGE.ack, decoder).seq
    if (!this.#stalled && this.#acked === this.#updatesIn) this.#slow = false
    if (!this.cut) this.down.push(frame)
  }

  /** Breaks it: all that is under way is lost. Either side may learn of it later, by `notice`. */
  break(): void {
    this.cut = true
    this.up.length = 0
    this.down.length = 0
  }

  notice(side: 'client' | 'server'): void {
    if (side === 'client') this.client.closed(1006, '')
    else this.server.closed()
  }
}

/** False also for what no one can read: its connection is closed for it. */
function countsAsUpdate(frame: Uint8Array): boolean {
  try {
    return carriesUpdate(frame)
  } catch {
    return false
  }
}

function isSync(frame: Uint8Array, kind: number): boolean {
  return frame[0] === MESSAGE.sync && frame[1] === kind
}

const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3]

/** The server's end, as `ws` gives it: messages still come in while it closes. */
class ServerSide extends EventEmitter {
  readonly OPEN = OPEN
  binaryType = 'nodebuffer'
  readyState = OPEN
  /** True while the server reads nothing: what is sent waits where it is. */
  paused = false
  readonly #wire: Wire

  constructor(wire: Wire) {
    super()
    this.#wire = wire
  }

  get bufferedAmount(): number {
    if (this.#wire.stalled && this.#wire.down.length > 0) return STALLED_BYTES
    return this.#wire.down.reduce((sum, item) => sum + (item instanceof Uint8Array ? item.length : 0), 0)
  }

  send(frame: Uint8Array): void {
    if (this.readyState === OPEN) this.#wire.sentDown(frame.slice())
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
    this.#wire.readOn()
  }

  close(code: number, reason = ''): void {
    if (this.readyState !== OPEN) return
    this.readyState = CLOSING
    if (!this.#wire.cut) this.#wire.down.push({ code, reason })
  }

  terminate(): void {
    this.#wire.break()
    this.closed()
  }

  closed(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.emit('close')
  }

  asWs(): ServerSocket {
    return this as unknown as ServerSocket
  }
}

/** The browser's end, as y-websocket uses it. */
export class ClientSide {
  readonly OPEN = OPEN
  readonly url: string
  readonly wire: Wire
  binaryType = 'arraybuffer'
  readyState = CONNECTING
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null

  constructor(url: string) {
    this.url = url
    this.wire = new Wire(this)
  }

  opened(): void {
    this.readyState = OPEN
    this.onopen?.()
  }

  send(frame: Uint8Array): void {
    if (this.readyState === OPEN && !this.wire.cut) this.wire.up.push(frame.slice())
  }

  hear(frame: Uint8Array): void {
    if (this.readyState === OPEN) this.onmessage?.({ data: frame.slice().buffer })
  }

  /** The browser closes: what it sent before still arrives; what comes back does not. */
  close(): void {
    this.readyState = CLOSED
  }

  closed(code: number, reason: string): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.onclose?.({ code, reason })
  }
}

/** Every connection of a run. Nothing moves by itself. */
export class Network {
  readonly wires: Wire[] = []

  /** A WebSocket class whose connections this network carries, and a word about each as it is dialled. */
  socketClass(onDial: (wire: Wire) => void): typeof WebSocket {
    const { wires } = this
    return class extends ClientSide {
      constructor(url: string) {
        super(url)
        wires.push(this.wire)
        onDial(this.wire)
      }
    } as unknown as typeof WebSocket
  }

  forgetGone(): void {
    for (let at = this.wires.length - 1; at >= 0; at -= 1) if (this.wires[at]?.gone) this.wires.splice(at, 1)
  }
}
