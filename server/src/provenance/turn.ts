/** The event loop is left to others after so many milliseconds. */
const SLICE = 12

/** A long work that lets others go on: those who write do not wait for those who look back. */
export class Turn {
  #began = performance.now()

  async leave(): Promise<void> {
    if (performance.now() - this.#began < SLICE) return
    await new Promise((resolve) => setImmediate(resolve))
    this.#began = performance.now()
  }
}
