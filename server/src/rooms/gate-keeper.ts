import { Worker } from 'node:worker_threads'
import type { MemberId, PageId } from '@terreau/shared/ids.ts'
import type { Answered, Asked } from './gate-thread.ts'
import type { GateOpening, Sent, Verdict } from './gated-page.ts'

/**
 * Milliseconds of the thread's own work beyond which an update is an attack or a defect: its thread is ended and it is
 * refused. Waiting for a processor that is busy with other things is no work; an honest paste may be large, and a megabyte has twice as long.
 */
const LONGEST = 1000
const MB = 1024 * 1024

/** A thread that does not even say how much it worked is ended after so many milliseconds. */
const SILENT = 30_000
const HEAP_MB = 512

interface Waiting {
  readonly pageId: PageId
  readonly updates: readonly Sent[]
  readonly answer: (verdicts: readonly Verdict[] | null) => void
}

/**
 * Keeps gates in a thread of their own (G5): whatever an update does to a shadow there, the server goes on. A thread that takes a second over one batch, or dies, is replaced; the batch is tried again one update at a time,
 * and the one that does it again is refused. Other pages wait for that second, and lose nothing.
 */
export class GateKeeper {
  readonly #openings = new Map<PageId, () => GateOpening>()
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | null = null
  /** False until the thread has loaded; its clock does not run before. */
  #ready = false
  #next = 0
  #watch: NodeJS.Timeout | null = null
  /** The question that is watched over. */
  #watched: number | null = null
  readonly #longest: number

  constructor(longest = LONGEST) {
    this.#longest = longest
  }

  /** Opens a page's gate with what `opening` answers, now and again whenever the thread was lost. */
  open(pageId: PageId, opening: () => GateOpening): void {
    this.#openings.set(pageId, opening)
    this.#tell({ ask: 'open', ...opening() })
  }

  own(pageId: PageId, clientId: number, member: MemberId): void {
    this.#tell({ ask: 'own', pageId, clientId, member })
  }

  close(pageId: PageId): void {
    this.#openings.delete(pageId)
    this.#tell({ ask: 'close', pageId })
  }

  /** One verdict for each update, in order. */
  async judge(pageId: PageId, updates: readonly Sent[]): Promise<readonly Verdict[]> {
    const verdicts = await this.#ask(pageId, updates)
    if (verdicts) return verdicts
    const oneByOne: Verdict[] = []
    for (const update of updates) oneByOne.push((await this.#ask(pageId, [update]))?.[0] ?? TOO_LONG)
    return oneByOne
  }

  /** Has the thread ready before it is needed. */
  warm(): void {
    this.#thread ??= this.#start()
  }

  async end(): Promise<void> {
    if (this.#watch) clearTimeout(this.#watch)
    const thread = this.#thread
    this.#thread = null
    await thread?.terminate()
  }

  #ask(pageId: PageId, updates: readonly Sent[]): Promise<readonly Verdict[] | null> {
    return new Promise((answer) => {
      const number = this.#next++
      this.#waiting.set(number, { pageId, updates, answer })
      this.#tell({ ask: 'judge', number, pageId, updates })
      this.#watchOldest()
    })
  }

  #tell(asked: Asked): void {
    this.#thread ??= this.#start()
    this.#thread.postMessage(asked)
  }

  #start(): Worker {
    this.#ready = false
    const thread = new Worker(new URL('./gate-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    thread.on('message', (said: Answered | 'ready') => (said === 'ready' ? this.#begin(thread) : this.#hear(said)))
    thread.on('error', (cause) => this.#lose(thread, cause))
    thread.on('exit', () => this.#lose(thread))
    thread.unref()
    return thread
  }

  #begin(thread: Worker): void {
    if (this.#thread !== thread) return
    this.#ready = true
    this.#watchOldest()
  }

  #hear({ number, verdicts }: Answered): void {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    this.#watchOldest()
    waiting?.answer(verdicts)
  }

  /** The thread works in order, so the clock runs for the oldest question alone. */
  #watchOldest(): void {
    const [oldest] = this.#waiting
    const number = oldest?.[0] ?? null
    const thread = this.#thread
    if (!thread || !this.#ready || number === this.#watched) return
    this.#watched = number
    if (this.#watch) clearTimeout(this.#watch)
    this.#watch = null
    if (oldest) this.#watchOver(thread, ...oldest)
  }

  /**
   * Leaves half the time to the clock, as nearly everything is answered at once; who is not has the other half of the
   * thread's own work.
   */
  #watchOver(thread: Worker, number: number, { updates }: Waiting): void {
    const bytes = updates.reduce((sum, update) => sum + update.bytes.length, 0)
    const half = (this.#longest * (1 + bytes / MB)) / 2 + updates.length * 20
    const look = async (began: number | null): Promise<void> => {
      const worked = await workOf(thread)
      if (this.#thread !== thread || this.#watched !== number) return
      const left = half - (worked - (began ?? worked))
      if (worked === Infinity || left <= 0) return this.#lose(thread)
      this.#watch = setTimeout(() => void look(began ?? worked), left)
    }
    this.#watch = setTimeout(() => void look(null), half)
  }

  /** Starts another thread with the same pages; the question in hand is answered with null, the others are asked again. */
  #lose(thread: Worker, cause?: unknown): void {
    if (this.#thread !== thread) return
    // A thread that can't even load would be replaced for ever.
    if (!this.#ready) throw new Error('the gate does not start', { cause })
    this.#thread = null
    this.#watched = null
    void thread.terminate()
    for (const opening of this.#openings.values()) this.#tell({ ask: 'open', ...opening() })
    const [first, ...others] = this.#waiting
    for (const [number, { pageId, updates }] of others) this.#tell({ ask: 'judge', number, pageId, updates })
    if (!first) return
    this.#waiting.delete(first[0])
    this.#watchOldest()
    first[1].answer(null)
  }
}

/** Milliseconds that a thread has worked so far; infinitely many where it does not answer. */
async function workOf(thread: Worker): Promise<number> {
  let silent: NodeJS.Timeout | undefined
  const never = new Promise<number>((resolve) => (silent = setTimeout(() => resolve(Infinity), SILENT)))
  const worked = thread.cpuUsage().then(
    ({ user, system }) => (user + system) / 1000,
    () => Infinity,
  )
  return Promise.race([worked, never]).finally(() => clearTimeout(silent))
}

const TOO_LONG: Verdict = { refused: 'wire.bad-frame', details: { rule: 'takes too long' }, took: LONGEST }
