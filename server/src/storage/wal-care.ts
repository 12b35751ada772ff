import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

const EVERY = 60_000

/** SQLite folds its WAL in every 4 MB; a larger one was held back by a long reader, and would stay as large for good. */
const LARGE = 16 * 1024 * 1024

/** Gives back the room that the WAL took while someone read for long. A thread does it, so that nobody waits for the disk. */
export class WalCare {
  readonly #file: string
  readonly #large: number

  constructor(folder: string, large = LARGE) {
    this.#file = join(folder, 'data.sqlite')
    this.#large = large
  }

  /** Looks every minute, as long as the process lives. */
  start(): void {
    setInterval(() => void this.tidy(), EVERY).unref()
  }

  /** Folds a large WAL into the database and empties it, unless someone still reads from it: then it is for the next time. */
  async tidy(): Promise<void> {
    const wal = await stat(`${this.#file}-wal`).catch(() => null)
    if (!wal || wal.size < this.#large) return
    const thread = new Worker(new URL('./wal-thread.ts', import.meta.url), { workerData: this.#file })
    await new Promise<void>((resolve) => {
      thread.once('error', (cause) => console.error('the WAL could not be emptied', cause))
      thread.once('exit', () => resolve())
    })
  }
}
