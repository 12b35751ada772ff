import { EventEmitter } from 'node:events'

/**
 * Stands for `node:worker_threads` where a run must be the same each time: the gate's thread is the real code, run on
 * this thread one message after the other, and what crosses is copied as between threads.
 */
class Port extends EventEmitter {
  caller: Worker | null = null

  postMessage(message: unknown): void {
    if (message !== 'ready') this.caller?.emit('message', structuredClone(message))
  }
}

export const parentPort = new Port()

let loaded: Promise<unknown> | null = null

export class Worker extends EventEmitter {
  #ended = false
  #before: Promise<void>

  constructor() {
    super()
    this.#before = (loaded ??= import('@terreau/server/rooms/gate-thread.ts')).then(
      () => void this.emit('message', 'ready'),
    )
  }

  postMessage(message: unknown): void {
    const copy: unknown = structuredClone(message)
    this.#before = this.#before.then(() => this.#run(copy))
  }

  unref(): void {}

  /** Work that can't be told from everybody else's is none: whatever hangs here hangs the test. */
  async cpuUsage(): Promise<NodeJS.CpuUsage> {
    return { user: 0, system: 0 }
  }

  async terminate(): Promise<void> {
    this.#ended = true
  }

  #run(message: unknown): void {
    if (this.#ended) return
    parentPort.caller = this
    parentPort.emit('message', message)
  }
}
