import type { WebSocket } from 'ws'
import type { Member } from '@terreau/shared/api/people.ts'
import type { ClientId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Refusal, RefusalCode } from '@terreau/shared/refusals.ts'
import { CLOSE, encodeMessage, MESSAGE, type Notice, type Right } from '@terreau/shared/wire.ts'

/** What one connection may have waiting to be sent; beyond it frames are dropped, and the whole page is sent once it drained. */
export const MAX_QUEUED_BYTES = 1024 * 1024

/** What one connection may have waiting for the gate; beyond it, it is not read until some of that is done. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024

/** Who is behind a connection, as its ticket said. */
export interface Identity {
  readonly member: Member
  readonly sessionId: string
  readonly clientId: ClientId
  readonly right: Right
  readonly lang: Lang
}

/** One connection to a room. */
export class Peer {
  readonly identity: Identity
  /** Update frames received so far; acks and refusals count in these. */
  received = 0
  /** Update frames known to be durable. */
  durable = 0
  /** Why nothing of it is admitted any more: a frame was refused, and what follows builds on it; or its right is lost. */
  refused: RefusalCode | null = null
  /** True where it will start again with all that it has: its first gap is no quarrel. */
  comesBack = false
  /** True while frames are dropped because the connection does not keep up. */
  behind = false
  /** The presence last stamped, and its clock. */
  presence: { clock: number; state: Record<string, unknown> | null } = { clock: 0, state: null }
  readonly #socket: WebSocket
  /** Bytes received and not yet processed. */
  #waiting = 0
  /** Bytes received after a refusal: only their words are kept, and no end of them is heard. */
  #afterwards = 0
  #paused = false
  #resting: NodeJS.Timeout | null = null

  constructor(socket: WebSocket, identity: Identity) {
    this.#socket = socket
    this.identity = identity
  }

  /** Notes what was received; a connection that sends faster than it is heard is not read for a while. */
  arrived(bytes: number): void {
    this.#waiting += bytes
    if (this.refused && (this.#afterwards += bytes) > MAX_WAITING_BYTES) this.#socket.terminate()
    if (this.#waiting > MAX_WAITING_BYTES) this.#pause()
  }

  processed(bytes: number): void {
    this.#waiting -= bytes
    this.#readOn()
  }

  /** Is not read for so long, since its member used up their share of the server. */
  rest(ms: number): void {
    if (ms === 0) return
    if (this.#resting) clearTimeout(this.#resting)
    this.#pause()
    this.#resting = setTimeout(() => {
      this.#resting = null
      this.#readOn()
    }, ms)
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    if (this.#socket.bufferedAmount > MAX_QUEUED_BYTES) this.behind = true
    if (!this.behind) this.#socket.send(frame)
  }

  /** True once a connection that was behind can take the whole page. */
  get drained(): boolean {
    return this.behind && this.#socket.bufferedAmount < MAX_QUEUED_BYTES / 16
  }

  ack(clock: number): void {
    this.send(encodeMessage(MESSAGE.ack, { seq: this.durable, clock }))
  }

  notify(notice: Notice): void {
    this.send(encodeMessage(MESSAGE.notice, notice))
  }

  /** Tells why frame `seq` was refused, then closes: the client reopens the page and keeps the words aside. */
  refuse(refusal: Refusal, seq: number): void {
    this.refused = refusal.code
    this.send(encodeMessage(MESSAGE.refused, { ...refusal.answer(this.identity.lang), seq }))
    this.close(refusal.code === 'wire.read-only' ? CLOSE.rightLost : CLOSE.refusedFrame, refusal.code)
  }

  /** Closes a connection that has no right to go on: nothing that it still sends is admitted. */
  dismiss(code: number, reason: RefusalCode): void {
    this.refused = reason
    this.close(code, reason)
  }

  close(code: number, reason: string): void {
    // The other end's goodbye must be read.
    if (this.#resting) clearTimeout(this.#resting)
    this.#socket.resume()
    this.#socket.close(code, reason)
  }

  #pause(): void {
    this.#paused = true
    this.#socket.pause()
  }

  #readOn(): void {
    if (!this.#paused || this.#resting || this.#waiting > MAX_WAITING_BYTES / 4) return
    this.#paused = false
    this.#socket.resume()
  }
}
