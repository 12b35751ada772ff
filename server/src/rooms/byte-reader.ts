/** Bytes are not what their sender claims; the message names the rule, for logs and tests. */
export class Malformed extends Error {}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads lib0's V1 encodings strictly: never past the end, never an over-long number, never loose UTF-8. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw new Malformed('ends too early')
    this.#at += 1
    return byte
  }

  /** An unsigned integer up to 2^53 - 1, seven bits a byte, lowest first. */
  varUint(): number {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (!Number.isSafeInteger(value)) throw new Malformed('number too large')
      if (byte < 0x80) return value
      factor *= 128
    }
  }

  /** A signed integer: sign and six bits first, then seven bits a byte. */
  varInt(): void {
    let byte = this.byte()
    for (let length = 1; byte >= 0x80; length += 1) {
      if (length > 8) throw new Malformed('number too large')
      byte = this.byte()
    }
  }

  /** A count of things of which each takes at least `least` bytes of what is left. */
  count(least = 1): number {
    const count = this.varUint()
    if (count * least > this.left) throw new Malformed('counts more than its bytes hold')
    return count
  }

  string(): string {
    const length = this.varUint()
    const from = this.#at
    this.skip(length)
    try {
      return strict.decode(this.#bytes.subarray(from, this.#at))
    } catch {
      throw new Malformed('not UTF-8')
    }
  }

  skip(length: number): void {
    if (length > this.left) throw new Malformed('ends too early')
    this.#at += length
  }
}
