/** One local update, from the moment it is made until the server says that it is durable. */
export interface WaitingUpdate {
  /** 1 for the first update of this document, and so on. */
  readonly number: number
  readonly bytes: Uint8Array
  /** The issued id under which it was written. */
  readonly clientId: number
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
  readonly #listeners = new Set<() => void>()

  get made(): number {
    return this.#made
  }

  /** Every local update up to this number is durable. */
  get durable(): number {
    return this.#durable
  }

  /** Local updates that the server has not called durable, oldest first. */
  get waiting(): readonly WaitingUpdate[] {
    return this.#waiting
  }

  /** Calls back whenever an update was made or became durable. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  add(bytes: Uint8Array, clientId: number): void {
    this.#made += 1
    this.#waiting.push({ number: this.#made, bytes, clientId })
    this.#tell()
  }

  /** To be called for each update frame that leaves, in order; it covers every local update up to `upTo`. */
  left(upTo: number = this.#made): void {
    this.#frames.push(upTo)
  }

  /** The first `seq` update frames of this connection are durable. Acks may skip numbers; an old one changes nothing. */
  acknowledge(seq: number): void {
    this.durableUpTo(this.#frames[Math.min(seq, this.#frames.length) - 1] ?? 0)
  }

  /** Every local update up to this number is durable, whichever way it went. */
  durableUpTo(number: number): void {
    if (number <= this.#durable) return
    this.#durable = number
    this.#waiting = this.#waiting.filter((update) => update.number > number)
    this.#tell()
  }

  /** A new connection counts its frames from one. */
  forgetFrames(): void {
    this.#frames = []
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
