import type { Member } from '@terreau/shared/api/people.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Right } from '@terreau/shared/wire.ts'
import { openLivePage, type LivePage } from '../../client/src/sync/live-page.ts'
import type { Chance } from './chance.ts'
import { canBeBuilt, Hand } from './hand.ts'
import type { Network, Wire } from './simulated-network.ts'
import type { SimulatedWiki } from './simulated-wiki.ts'

/** Where a visitor comes from and goes to. */
export interface Surroundings {
  readonly chance: Chance
  readonly network: Network
  readonly wiki: SimulatedWiki
  readonly pageId: PageId
}

/** One open page in one browser, on the real client. */
export class Visitor {
  readonly member: Member
  readonly right: Right
  readonly page: LivePage
  /** Updates made here, in order, with the number that the outbox gives them. */
  readonly made: Uint8Array[] = []
  /** False while no connection comes about from here. */
  online = true
  readonly #hand: Hand

  constructor(member: Member, right: Right, { chance, network, wiki, pageId }: Surroundings) {
    this.member = member
    this.right = right
    this.page = openLivePage({
      pageId,
      schema: '',
      fetchTicket: wiki.ticketsFor(member, right, () => this.online),
      url: 'sim://wiki/collab',
      WebSocketPolyfill: network.socketClass((wire) => this.#dialled(wire)),
    })
    this.#hand = new Hand(this.page.doc, chance)
    this.page.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
      if (origin !== this.page.provider) this.made.push(bytes)
    })
    this.page.subscribe(this.#noteSaved)
  }

  get wire(): Wire | null {
    return this.#wire
  }

  #wire: Wire | null = null

  #dialled(wire: Wire): void {
    this.#wire = wire
    if (!this.online) wire.break()
  }

  /** Edits once, where the editor is there and shows all that the page holds. */
  act(): void {
    if (this.page.getState().mayWrite && canBeBuilt(this.page.doc)) this.#hand.act()
  }

  get waiting(): number {
    const { save } = this.page.getState()
    return 'waiting' in save ? save.waiting : 0
  }

  get settled(): boolean {
    const { kind } = this.page.getState().save
    return kind === 'saved' || kind === 'read-only'
  }

  /** What the state pill called saved, update by update. */
  get acknowledged(): readonly Uint8Array[] {
    return this.made.slice(0, this.#saved)
  }

  #saved = 0

  readonly #noteSaved = (): void => {
    const { save } = this.page.getState()
    const known = save.kind === 'saved' || 'waiting' in save
    if (known) this.#saved = Math.max(this.#saved, this.made.length - this.waiting)
  }
}
