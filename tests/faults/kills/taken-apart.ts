import * as Y from 'yjs'
import type { Provenance } from '@terreau/shared/api/history.ts'
import type { NewFork } from '@terreau/shared/api/proposals.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { openStore } from '@terreau/server/storage/store.ts'
import type { Person } from '../../running-wiki.ts'

/** How often a word stands in the page, how often it is proposed, who is credited with it, and how often it was answered. */
export interface Became {
  readonly word: string
  readonly stands: number
  readonly proposed: number
  readonly by: readonly string[]
  readonly answered: number
}

/** What somebody writes apart on a page, and a peer takes: a paragraph for each word. */
export class TakenApart {
  readonly #url: string
  readonly #folder: string
  readonly #page: PageId
  readonly #author: Person
  readonly #peer: Person

  constructor(wiki: { url: string; folder: string }, page: PageId, author: Person, peer: Person) {
    this.#url = wiki.url
    this.#folder = wiki.folder
    this.#page = page
    this.#author = author
    this.#peer = peer
  }

  async propose(words: readonly string[]): Promise<void> {
    const { json } = await this.#author.ask<NewFork>('POST', `/api/pages/${this.#page}/forks`)
    const address = `${this.#url}/api/forks/${json.id}/updates`
    const headers = { authorization: `Bearer ${this.#author.secret}`, 'content-type': 'application/octet-stream' }
    const doc = new Y.Doc()
    Y.applyUpdate(doc, new Uint8Array(await (await fetch(address, { headers })).arrayBuffer()))
    const before = Y.encodeStateVector(doc)
    doc.clientID = json.clientId
    doc.transact(() => bodyOf(doc).insert(bodyOf(doc).length, words.map(paragraph)))
    const body = Buffer.from(Y.encodeStateAsUpdate(doc, before))
    await fetch(address, { method: 'PUT', headers, body })
    const { status } = await this.#author.ask('POST', `/api/forks/${json.id}/sending`, {})
    if (status !== 204) throw new Error(`what was written apart could not be sent: ${status}`)
  }

  /** The keys of the changes that bring these words. */
  async keysOf(words: readonly string[]): Promise<string[]> {
    return (await this.#hunks(words)).map(({ key }) => key)
  }

  /** Takes these at once; resolves as soon as that is answered, or the wiki is gone. */
  async take(hunks: readonly string[]): Promise<void> {
    const verdict = { hunks, verdict: 'validated' }
    await this.#peer.ask('POST', `/api/pages/${this.#page}/verdicts`, verdict).catch(() => {})
  }

  async became(words: readonly string[]): Promise<Became[]> {
    const { json } = await this.#peer.ask<Provenance>('GET', `/api/pages/${this.#page}/provenance`)
    const waiting = await this.#hunks(words)
    const answers = await this.#answers()
    return words.map((word) => {
      const passages = json.passages.filter(({ text }) => text.includes(word))
      return {
        word,
        stands: passages.length,
        proposed: waiting.filter(({ after }) => after.some(({ text }) => text.includes(word))).length,
        by: passages.flatMap(({ runs }) => runs.map(({ origin }) => json.people[origin] ?? '')),
        answered: answers.filter((said) => said.includes(word)).length,
      }
    })
  }

  async #hunks(words: readonly string[]) {
    const { json } = await this.#peer.ask<PageChanges>('GET', `/api/pages/${this.#page}/changes`)
    return json.hunks.filter(
      ({ proposal, after }) => proposal && words.some((word) => after.some(({ text }) => text.includes(word))),
    )
  }

  /** What was answered, as the wiki's folder holds it, where the ledger has an entry for each. */
  async #answers(): Promise<string[]> {
    const store = await openStore(this.#folder)
    const entries = await store.db
      .selectFrom('ledger_entry')
      .select('says')
      .where('kind', '=', 'verdict.given')
      .execute()
    const rows = await store.db.selectFrom('fork_answer').select(['fork_id', 'words']).execute()
    await store.close()
    return rows.flatMap(({ fork_id, words }) => (entries.some(({ says }) => says?.includes(fork_id)) ? [words] : []))
  }
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}
