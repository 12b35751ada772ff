import { vi } from 'vitest'
import { Chance } from './chance.ts'
import { emptyWiki } from './empty-wiki.ts'
import { faultsOf } from './oracles.ts'
import { LONG_ENOUGH, Stage } from './stage.ts'
import type { Visitor } from './visitor.ts'
import { turn } from './simulated-wiki.ts'
import { BLOCKS } from './writings.ts'

const WEEK = 7 * 24 * 3600 * 1000

/** What became of a run. */
export interface Outcome {
  readonly faults: readonly string[]
  readonly edits: number
  /** Every event of the run, in order: equal for equal seeds. */
  readonly story: readonly string[]
}

/** Most runs are short, so that there are many and a failing one is soon read; some go on for long. */
const LENGTHS = [
  [6, 20],
  [3, 60],
  [1, 160],
] as const

/** Plays one whole run from its seed: people write, the network and the server misbehave, then all is well again. */
export async function simulate(seed: number): Promise<Outcome> {
  const run = new Run(new Chance(seed))
  await emptyWiki()
  const random = vi.spyOn(Math, 'random').mockImplementation(run.chance.fraction)
  // What is slow today and quick tomorrow decides nothing: each look at the stopwatch takes as long.
  let looked = 0
  const stopwatch = vi.spyOn(performance, 'now').mockImplementation(() => (looked += 0.02))
  try {
    await run.begin()
    for (let events = run.chance.weighted(LENGTHS); events > 0; events -= 1) await run.step()
    return await run.end()
  } finally {
    await run.stop()
    random.mockRestore()
    stopwatch.mockRestore()
  }
}

class Run extends Stage {
  readonly #gone: Visitor[] = []
  readonly #story: string[] = []
  #edits = 0

  async begin(): Promise<void> {
    const content = BLOCKS.filter(() => this.chance.oneIn(3))
    await this.open(content.length > 0 ? content : BLOCKS.slice(0, 1))
    for (let count = 2 + this.chance.below(4); count > 0; count -= 1) this.someoneArrives()
    await this.calm(3)
  }

  async step(): Promise<void> {
    const [name, event] = this.chance.weighted(EVENTS)
    const said = await event(this)
    this.#story.push(`${name} ${said ?? ''}`)
    await this.settle()
  }

  // Events

  act(): string {
    const visitor = this.chance.pick(this.visitors)
    const before = visitor?.made.length ?? 0
    for (let times = 1 + this.chance.below(4); times > 0; times -= 1) visitor?.act()
    this.#edits += (visitor?.made.length ?? 0) - before
    return String((visitor?.made.length ?? 0) - before)
  }

  /** Lets some of what is under way arrive, connection by connection, never out of order within one. */
  deliver(): string {
    for (let times = 1 + this.chance.below(8); times > 0; times -= 1) {
      const wire = this.chance.pick(this.network.wires)
      if (wire) this.move(wire, this.chance.oneIn(2))
    }
    return ''
  }

  cut(): void {
    const wire = this.chance.pick(this.network.wires)
    if (!wire) return
    wire.break()
    if (this.chance.oneIn(2)) wire.notice('client')
    if (this.chance.oneIn(2)) wire.notice('server')
  }

  partition(): void {
    const visitor = this.chance.pick(this.visitors)
    if (!visitor) return
    visitor.online = !visitor.online
    if (!visitor.online) visitor.wire?.break()
  }

  stall(): void {
    const wire = this.chance.pick(this.network.wires)
    if (wire) wire.stalled = !wire.stalled
  }

  async week(): Promise<void> {
    this.wiki.ahead += WEEK
    await this.later(45_000)
  }

  /** Someone writes without a network for a week, while the others write too. */
  async weekApart(): Promise<void> {
    const visitor = this.chance.pick(this.visitors)
    if (!visitor) return
    visitor.online = false
    visitor.wire?.break()
    for (const day of [1, 2, 3]) {
      for (let times = day; times > 0; times -= 1) visitor.act()
      this.act()
      this.wiki.ahead += WEEK / 3
      await this.later(15_000)
      await this.deliverAll()
    }
    visitor.online = true
  }

  /** The process is killed before it is done with what it was given. */
  async crashMidway(): Promise<void> {
    for (const wire of this.network.wires) while (wire.accepted && wire.up.length > 0) wire.deliverUp()
    for (let turns = this.chance.below(6); turns > 0; turns -= 1) await turn()
    await this.restart('crash')
  }

  someoneArrives(): void {
    if (this.visitors.length > 6) return
    this.arrive(this.chance.pick(this.members), this.chance.oneIn(8) ? 'read' : 'write')
  }

  /** Someone closes the page; their words that were not acknowledged are theirs to lose. */
  someoneLeaves(): void {
    const visitor = this.visitors.length > 2 ? this.chance.pick(this.visitors) : undefined
    if (!visitor) return
    this.#gone.push(visitor)
    this.depart(visitor)
  }

  async end(): Promise<Outcome> {
    for (const visitor of this.visitors) visitor.online = true
    for (const wire of this.network.wires) wire.stalled = false
    await this.calm(12)
    // A newcomer, and a room opened again from snapshot and log.
    this.someoneArrives()
    await this.restart('restart')
    // One beat more, for those to whom the whole page is owed.
    await this.later(LONG_ENOUGH)
    await this.calm(12)
    const { visitors, pageId } = this
    const faults = await faultsOf({ visitors, gone: this.#gone, wiki: this.wiki.wiki, pageId })
    return { faults, edits: this.#edits, story: this.#story }
  }
}

type Event = (run: Run) => Promise<void> | string | void

const EVENTS: readonly (readonly [weight: number, event: readonly [string, Event]])[] = [
  [40, ['act', (run) => run.act()]],
  [50, ['deliver', (run) => run.deliver()]],
  [4, ['cut', (run) => run.cut()]],
  [4, ['partition', (run) => run.partition()]],
  [3, ['stall', (run) => run.stall()]],
  [8, ['later', (run) => run.later(6000)]],
  [1, ['week', (run) => run.week()]],
  [1, ['restart', (run) => run.restart('restart')]],
  [1, ['crash', (run) => run.restart('crash')]],
  [1, ['crash midway', (run) => run.crashMidway()]],
  [1, ['week apart', (run) => run.weekApart()]],
  [1, ['stale tickets', (run) => run.wiki.forgetTickets()]],
  [2, ['arrive', (run) => run.someoneArrives()]],
  [1, ['leave', (run) => run.someoneLeaves()]],
]
