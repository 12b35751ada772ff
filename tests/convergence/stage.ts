import { vi } from 'vitest'
import type { Member } from '@terreau/shared/api/people.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Right } from '@terreau/shared/wire.ts'
import { Chance } from './chance.ts'
import { emptyWiki } from './empty-wiki.ts'
import { Network, type Wire } from './simulated-network.ts'
import { SimulatedWiki, turn } from './simulated-wiki.ts'
import { Visitor } from './visitor.ts'
import { BLOCKS } from './writings.ts'

/** Longer than any back-off of the client, and than the server's beat. */
export const LONG_ENOUGH = 13_000

/** One page of a real wiki and the people who have it open, on a network and a clock that only move when told. */
export class Stage {
  readonly chance: Chance
  readonly network = new Network()
  readonly visitors: Visitor[] = []
  readonly members: Member[] = []
  #wiki: SimulatedWiki | null = null
  #pageId: PageId | null = null

  constructor(chance = new Chance(1)) {
    this.chance = chance
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  }

  get wiki(): SimulatedWiki {
    if (!this.#wiki) throw new Error('the wiki is not there yet')
    return this.#wiki
  }

  get pageId(): PageId {
    if (!this.#pageId) throw new Error('the page is not there yet')
    return this.#pageId
  }

  /** Opens the wiki, with four members and a page. */
  async open(content: readonly BodyNode[] = BLOCKS.slice(0, 1)): Promise<void> {
    const { folder, members } = await emptyWiki()
    this.#wiki = new SimulatedWiki(this.chance, folder)
    await this.wiki.open()
    this.members.push(...members)
    const { pages, rooms } = this.wiki.wiki
    const author = this.member(0)
    const row = await pages.create({ type: 'practice', title: 'Composter', lang: 'fr' }, author.id)
    await rooms.write(row.id, author.id, (doc) => {
      fieldsOfDoc(doc).set('title', 'Composter')
      writeBody(bodyOf(doc), { type: 'doc', content: [...content] })
    })
    this.#pageId = row.id
  }

  member(index: number): Member {
    const member = this.members[index]
    if (!member) throw new RangeError('nobody')
    return member
  }

  /** Someone opens the page; they are there once the network has moved. */
  arrive(member: Member = this.member(0), right: Right = 'write'): Visitor {
    const { chance, network, wiki, pageId } = this
    const visitor = new Visitor(member, right, { chance, network, wiki, pageId })
    this.visitors.push(visitor)
    return visitor
  }

  /** Someone closes the page without waiting for anything. */
  depart(visitor: Visitor): void {
    this.visitors.splice(this.visitors.indexOf(visitor), 1)
    visitor.page.destroy()
  }

  async later(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
  }

  /** One thing happens on one connection: it opens, carries a frame, or an end of it learns that it broke. */
  move(wire: Wire, upwards: boolean): void {
    if (wire.cut) return wire.notice(upwards ? 'server' : 'client')
    if (!wire.accepted) return this.wiki.accept(wire)
    if (upwards && wire.client.readyState === 3 && wire.up.length === 0) return wire.server.closed()
    if (upwards) wire.deliverUp()
    else if (!wire.stalled) wire.deliverDown()
  }

  /** Resolves once the server has done all that it can do with what it was given. */
  async settle(patience = 20_000): Promise<void> {
    const end = performance.now() + patience
    for (let idle = 0; idle < 4; idle += 1) {
      await turn()
      if (performance.now() > end) return this.#outOfPatience(patience)
      if (this.network.wires.some(({ owed }) => owed)) idle = 0
    }
    this.network.forgetGone()
  }

  /** Delivers everything, again and again, while time goes on, until all is saved or the rounds are over. */
  async calm(rounds = 4, patience = 20_000): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      await this.deliverAll(patience)
      if (this.visitors.every(({ settled }) => settled)) return
      await this.later(LONG_ENOUGH)
      await this.settle(patience)
    }
  }

  /** Delivers everything that is under way, while no time passes. */
  async deliverAll(patience = 20_000): Promise<void> {
    for (let moves = 0; moves < 400 && this.#anythingToMove(); moves += 1) {
      for (const wire of this.network.wires) for (const up of [true, false]) this.move(wire, up)
      await this.settle(patience)
    }
  }

  async restart(how: 'restart' | 'crash'): Promise<void> {
    if (how === 'crash') {
      for (const wire of this.network.wires) if (wire.accepted) wire.break()
      await this.wiki.crash()
    } else await this.wiki.restart()
    for (const wire of this.network.wires) if (wire.accepted) wire.server.closed()
  }

  async stop(): Promise<void> {
    for (const { page } of this.visitors) page.destroy()
    await this.#wiki?.end()
    vi.useRealTimers()
  }

  #outOfPatience(patience: number): void {
    if (patience >= 20_000) throw new Error('the server owes an answer and gives none')
    this.network.forgetGone()
  }

  #anythingToMove(): boolean {
    return this.network.wires.some(
      (wire) => !wire.accepted || wire.cut || wire.up.length + wire.down.length > 0 || wire.client.readyState === 3,
    )
  }
}
