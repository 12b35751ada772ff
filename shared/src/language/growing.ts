/** Whole numbers by index, that make room for themselves; 0 where none was set. */
export class Growing {
  #numbers: Int32Array

  constructor(room = 1024) {
    this.#numbers = new Int32Array(room)
  }

  get(at: number): number {
    return this.#numbers[at] ?? 0
  }

  set(at: number, value: number): void {
    if (at >= this.#numbers.length) {
      const wider = new Int32Array(Math.max(at + 1, this.#numbers.length * 2))
      wider.set(this.#numbers)
      this.#numbers = wider
    }
    this.#numbers[at] = value
  }
}
