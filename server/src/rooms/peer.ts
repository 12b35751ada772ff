import type { WebSocket } from 'ws'
import type { Member } from '@terreau/shared/api/people.ts'
import type { ClientId } from '@terreau/shared/ids.ts'
import type { Lang } from '@terreau/shared/languages.ts'
import type { Refusal } from '@terreau/shared/refusals.ts'
import { CLOSE, encodeMessage, MESSAGE, type Notice, type Right } from '@terreau/shared/wire.ts'

/** What one connection may have waiting to be sent; beyond it frames are dropped, and the whole page is sent once it drained. */
export const MAX_QUEUED_BYTES = 1024 * 1024

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
  /** How often it asked for what it lacks. */
  asked = 0
  /** Bytes received and not yet processed. */
  waiting = 0
  /** True once a frame was refused: what follows it builds on what was refused. */
  refused = false
  /** True while frames are dropped because the connection does not keep up. */
  behind = false
  /** The presence last stamped, and its clock. */
  presence: { clock: number; state: Record<string, unknown> | null } = { clock: 0, state: null }
  readonly #socket: WebSocket
  #spent = 0
  #spentAt = 0

  constructor(socket: WebSocket, identity: Identity) {
    this.#socket = socket
    this.identity = identity
  }

  /** Takes the gate's time from this connection's share: 500 ms at once, 50 ms more each second. Beyond it, it is closed and comes back. */
  spend(ms: number, now: number): void {
    this.#spent = Math.max(0, this.#spent - (now - this.#spentAt) * 0.05) + ms
    this.#spentAt = now
    if (this.#spent > 500) this.close(CLOSE.tooSlow, 'request.too-many')
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
    this.refused = true
    this.send(encodeMessage(MESSAGE.refused, { ...refusal.answer(this.identity.lang), seq }))
    this.close(refusal.code === 'wire.read-only' ? CLOSE.rightLost : CLOSE.refusedFrame, refusal.code)
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }
}
