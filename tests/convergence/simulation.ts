import { vi } from 'vitest'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { Member } from '@terreau/shared/api/people.ts'
import { Chance } from './chance.ts'
import { faultsOf } from './oracles.ts'
import { Network, type Wire } from './simulated-network.ts'
import { SimulatedWiki, turn } from './simulated-wiki.ts'
import { Visitor, type Surroundings } from './visitor.ts'
import { BLOCKS } from './writings.ts'

const WEEK = 7 * 24 * 3600 * 1000

/** Longer than any back-off of the client, and than the server's beat. */
const LONG_ENOUGH = 13_000

/** What became of a run. */
export interface Outcome {
  readonly faults: readonly string[]
  readonly edits: number
  readonly crashes: number
  /** Every event of the run, in order: equal for equal seeds. */
  readonly story: readonly string[]
}

/** Plays one whole run from its seed: people write, the network and the server misbehave, then all is well again. */
export async function simulate(seed: number, events: number): Promise<Outcome> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  const run = new Run(new Chance(seed))
  const random = vi.spyOn(Math, 'random').mockImplementation(run.chance.fraction)
  try {
    await run.begin()
    for (let event = 0; event < events; event += 1) await run.step()
    return await run.end()
  } finally {
    await run.stop()
    random.mockRestore()
    vi.useRealTimers()
  }
}

class Run {
  readonly chance: Chance
  readonly network = new Network()
  readonly wiki: SimulatedWiki
  readonly visitors: Visitor[] = []
  readonly gone: Visitor[] = []
  readonly story: string[] = []
  readonly #members: Member[] = []
  #at: Surroundings | null = null
  #edits = 0
  #crashes = 0

  constructor(chance: Chance) {
    this.chance = chance
    this.wiki = new SimulatedWiki(chance)
  }

  async begin(): Promise<void> {
    await this.wiki.open()
    for (const name of ['Ana', 'Ben', 'Chloé', 'Djamel']) this.#members.push(await this.wiki.someone(name, 'member'))
    const [ana] = this.#members
    if (!ana) return
    const { wiki } = this.wiki
    const row = await wiki.pages.create({ type: 'practice', title: 'Composter', lang: 'fr' }, ana.id)
    const blocks = BLOCKS.filter(() => this.chance.oneIn(3))
    const content = blocks.length > 0 ? blocks : BLOCKS.slice(0, 1)
    const born = wiki.rooms.write(row.id, ana.id, (doc) => {
      fieldsOfDoc(doc).set('title', 'Composter')
      writeBody(bodyOf(doc), { type: 'doc', content: [...content] })
    })
    await born
    this.#at = { chance: this.chance, network: this.network, wiki: this.wiki, pageId: row.id }
    for (let count = 2 + this.chance.below(4); count > 0; count -= 1) this.#arrive()
    await this.#calm(3)
  }

  async step(): Promise<void> {
    const [name, event] = this.chance.weighted(EVENTS)
    const said = await event(this)
    this.story.push(`${name} ${said ?? ''}`)
    await this.settle()
  }

  #arrive(): void {
    const member = this.chance.pick(this.#members)
    if (!this.#at || !member) return
    this.visitors.push(new Visitor(member, this.chance.oneIn(8) ? 'read' : 'write', this.#at))
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
      if (wire) this.#move(wire, this.chance.oneIn(2))
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

  async later(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
  }

  async week(): Promise<void> {
    this.wiki.ahead += WEEK
    await this.later(45_000)
  }

  async restart(how: 'restart' | 'crash'): Promise<void> {
    this.#crashes += 1
    if (how === 'crash') {
      for (const wire of this.network.wires) if (wire.accepted) wire.break()
      await this.wiki.crash()
    } else await this.wiki.restart()
    for (const wire of this.network.wires) if (wire.accepted) wire.server.closed()
  }

  arrive(): void {
    if (this.visitors.length < 7) this.#arrive()
  }

  /** Someone closes the page; their words that were not acknowledged are theirs to lose. */
  leave(): void {
    if (this.visitors.length < 3) return
    const [visitor] = this.visitors.splice(this.chance.below(this.visitors.length), 1)
    if (!visitor) return
    this.gone.push(visitor)
    visitor.page.destroy()
  }

  // The network

  #move(wire: Wire, upwards: boolean): void {
    if (wire.cut) return wire.notice(upwards ? 'server' : 'client')
    if (!wire.accepted) return this.wiki.accept(wire)
    if (upwards && wire.client.readyState === 3 && wire.up.length === 0) return wire.server.closed()
    if (upwards) wire.deliverUp()
    else if (!wire.stalled) wire.deliverDown()
  }

  /** Resolves once the server has done all that it can do with what it was given. */
  async settle(): Promise<void> {
    const end = performance.now() + 20_000
    for (let idle = 0; idle < 4; idle += 1) {
      await turn()
      if (this.network.wires.some(({ owed }) => owed)) idle = 0
      if (performance.now() > end) throw new Error('the server owes an answer and gives none')
    }
    this.network.forgetGone()
  }

  /** Delivers everything, again and again, while time goes on. */
  async #calm(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      for (let moves = 0; moves < 400 && this.#anythingToMove(); moves += 1) {
        for (const wire of this.network.wires) for (const up of [true, false]) this.#move(wire, up)
        await this.settle()
      }
      if (this.#allSettled()) return
      await this.later(LONG_ENOUGH)
      await this.settle()
    }
  }

  #anythingToMove(): boolean {
    return this.network.wires.some(
      (wire) => !wire.accepted || wire.cut || wire.up.length + wire.down.length > 0 || wire.client.readyState === 3,
    )
  }

  #allSettled(): boolean {
    return this.visitors.every(({ settled }) => settled)
  }

  // The end

  async end(): Promise<Outcome> {
    for (const visitor of this.visitors) visitor.online = true
    for (const wire of this.network.wires) wire.stalled = false
    await this.#calm(12)
    // A newcomer, and a room opened again from snapshot and log.
    this.#arrive()
    await this.restart('restart')
    // One beat more, for those to whom the whole page is owed.
    await this.later(LONG_ENOUGH)
    await this.#calm(12)
    const { visitors, gone, wiki } = this
    const faults = this.#at ? await faultsOf({ visitors, gone, wiki: wiki.wiki, pageId: this.#at.pageId }) : []
    return { faults, edits: this.#edits, crashes: this.#crashes, story: this.story }
  }

  async stop(): Promise<void> {
    for (const { page } of this.visitors) page.destroy()
    await this.wiki.end()
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
  [2, ['arrive', (run) => run.arrive()]],
  [1, ['leave', (run) => run.leave()]],
]
