/** One local update, from the moment it is made until the server says that it is durable. */
export interface WaitingUpdate {
  /** 1 for the first update of this document, and so on. */
  readonly number: number
  readonly bytes: Uint8Array
}

/**
 * Knows which local updates are durable. Every frame that carries updates covers all local updates up to one number,
 * since frames leave in the order in which updates were made; an ack names a frame of the present connection.
 */
export class Outbox {
  #made = 0
  #durable = 0
  #waiting: WaitingUpdate[] = []
  #frames: number[] = []

  get made(): number {
    return this.#made
  }

  /** Local updates that the server has not called durable, oldest first. */
  get waiting(): readonly WaitingUpdate[] {
    return this.#waiting
  }

  add(bytes: Uint8Array): void {
    this.#made += 1
    this.#waiting.push({ number: this.#made, bytes })
  }

  /** To be called for each update frame that leaves, in order; it covers every local update up to `upTo`. */
  left(upTo: number = this.#made): void {
    this.#frames.push(upTo)
  }

  /** The first `seq` update frames of this connection are durable. Acks may skip numbers; an old one changes nothing. */
  acknowledge(seq: number): void {
    const upTo = this.#frames[Math.min(seq, this.#frames.length) - 1] ?? 0
    this.#durable = Math.max(this.#durable, upTo)
    this.#waiting = this.#waiting.filter((update) => update.number > this.#durable)
  }

  /** A new connection counts its frames from one. */
  forgetFrames(): void {
    this.#frames = []
  }
}
