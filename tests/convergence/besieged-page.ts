import * as Y from 'yjs'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'
import { bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import type { Wiki } from '@terreau/server/wiki.ts'
import { Chance } from './chance.ts'
import { editOf, Guest, readFrame } from './guest.ts'
import { contentOf } from './oracles.ts'
import { SimulatedWiki } from './simulated-wiki.ts'
import { BLOCKS } from './writings.ts'

/** A page with a member who writes in it and one who means it harm, both connected. */
export class BesiegedPage {
  readonly pageId: PageId
  readonly victim: Guest
  readonly attacker: Guest
  readonly #simulated: SimulatedWiki
  #words = 0

  private constructor(simulated: SimulatedWiki, pageId: PageId, victim: Guest, attacker: Guest) {
    this.#simulated = simulated
    this.pageId = pageId
    this.victim = victim
    this.attacker = attacker
  }

  static async open(): Promise<BesiegedPage> {
    const simulated = new SimulatedWiki(new Chance(20_261_122))
    await simulated.open()
    const [ana, mallory] = [await simulated.someone('Ana', 'member'), await simulated.someone('Mallory', 'member')]
    const { pages, rooms } = simulated.wiki
    const { id } = await pages.create({ type: 'practice', title: 'Composter', lang: 'fr' }, ana.id)
    await rooms.write(id, ana.id, (doc) => {
      fieldsOfDoc(doc).set('title', 'Composter')
      writeBody(bodyOf(doc), { type: 'doc', content: [...BLOCKS] })
    })
    const page = new BesiegedPage(simulated, id, new Guest(simulated, id, ana), new Guest(simulated, id, mallory))
    await page.gather()
    return page
  }

  get wiki(): Wiki {
    return this.#simulated.wiki
  }

  /** Both are there, and have heard all that was to be heard. */
  async gather(): Promise<void> {
    for (const guest of [this.victim, this.attacker]) {
      await guest.come()
      await guest.answered()
      guest.heard()
    }
  }

  content(): Promise<string> {
    return this.wiki.rooms.with(this.pageId, ({ doc }) => contentOf(doc))
  }

  /** A copy of the page as the server has it. */
  copy(): Promise<Y.Doc> {
    return this.wiki.rooms.with(this.pageId, ({ doc }) => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      return copy
    })
  }

  /** Ana writes a word; answers whether it was admitted and stands in the page. */
  async honestEditLands(): Promise<boolean> {
    await this.victim.come()
    const word = `mot${(this.#words += 1)}`
    const { clientId } = this.victim
    this.victim.sendUpdate(editOf(await this.copy(), clientId ?? 0, (copy) => fieldsOfDoc(copy).set('summary', word)))
    await this.victim.answered()
    const refused = this.victim.heard().some((frame) => readFrame(frame).kind === 'refused')
    return !refused && (await this.content()).includes(word)
  }

  async close(): Promise<void> {
    await this.#simulated.end()
  }
}
