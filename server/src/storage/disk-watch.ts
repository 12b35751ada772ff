import { Ballast } from './ballast.ts'
import { diskState, isForWantOfSpace, spaceAt, type DiskState, type Space } from './disk.ts'

const EVERY = 10_000

/** Someone is making room, or it gets worse. */
const EVERY_WHILE_SHORT = 1000

/** Watches how full the wiki's disk is, says so when that changes, and looks after the ballast. */
export class DiskWatch {
  readonly #folder: string
  readonly #ballast: Ballast
  readonly #heard: ((state: DiskState) => void)[] = []
  #state: DiskState = 'well'
  #space: Space | null = null
  #timer: NodeJS.Timeout | null = null
  #watching = false

  constructor(folder: string) {
    this.#folder = folder
    this.#ballast = new Ballast(folder)
  }

  get state(): DiskState {
    return this.#state
  }

  /** Bytes free when it was last looked at; null before. */
  get free(): number | null {
    return this.#space?.free ?? null
  }

  onChange(hear: (state: DiskState) => void): void {
    this.#heard.push(hear)
  }

  /** Looks now. */
  async check(): Promise<DiskState> {
    this.#space = await spaceAt(this.#folder)
    const state = diskState(this.#space, this.#state)
    const changed = state !== this.#state
    this.#state = state
    if (changed) for (const hear of this.#heard) hear(state)
    return state
  }

  /** Looks now and again until `stop`. */
  async start(): Promise<void> {
    this.#watching = true
    await this.check()
    this.#again()
  }

  /** Something failed for want of space: looks without waiting for the next time. */
  checkSoon(): void {
    if (!this.#watching) return
    if (this.#timer) clearTimeout(this.#timer)
    void this.#look()
  }

  stop(): void {
    this.#watching = false
    if (this.#timer) clearTimeout(this.#timer)
  }

  #again(): void {
    if (!this.#watching) return
    this.#timer = setTimeout(() => void this.#look(), this.#state === 'well' ? EVERY : EVERY_WHILE_SHORT).unref()
  }

  /** A look that fails is a look later. */
  async #look(): Promise<void> {
    await this.check()
      .then(() => this.#space && this.#ballast.takeIn(this.#space))
      .catch((cause: unknown) => {
        if (!isForWantOfSpace(cause)) console.error('the disk could not be looked at', cause)
      })
    this.#again()
  }
}
