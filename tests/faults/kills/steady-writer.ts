import { WebSocket } from 'ws'
import type * as Y from 'yjs'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { schemaFingerprint } from '@terreau/shared/document/schema.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import type { PageId } from '@terreau/shared/ids.ts'
import { openLivePage, type LivePage } from '../../../client/src/sync/live-page.ts'
import { pause, type Person } from '../../running-wiki.ts'
import type { MortalWiki } from './mortal-wiki.ts'

/** More than a kill should find under way; whoever is cut off for long stops there. */
const MOST_WAITING = 30

const TO_TAKE_AWAY = 'x'.repeat(4000)

/** How far someone's two paragraphs are: what they wrote only grows, what they take away only shrinks. */
export interface Progress {
  readonly written: string
  readonly left: number
}

const paragraph = (text: string): BodyNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })

/** A page on which so many people write in paragraphs of their own. */
export function pageFor(people: number): BodyNode {
  const content = Array.from({ length: people }, (_, who) => [paragraph(`${who}: `), paragraph(TO_TAKE_AWAY)])
  return { type: 'doc', content: content.flat() }
}

export function progressOf(doc: Y.Doc, who: number): Progress {
  return { written: textOf(doc, 2 * who).toJSON(), left: textOf(doc, 2 * who + 1).length }
}

/** True once the page is there. */
export function isWhole(doc: Y.Doc): boolean {
  return bodyOf(doc).length > 0
}

function textOf(doc: Y.Doc, block: number): Y.XmlText {
  return (bodyOf(doc).get(block) as Y.XmlElement).get(0) as Y.XmlText
}

/** Someone who writes and takes away, letter by letter, whatever becomes of the wiki; on the real client. */
export class SteadyWriter {
  readonly pageId: PageId
  readonly page: LivePage
  readonly #who: number
  /** What stood in the two paragraphs after each edit. */
  readonly #made: Progress[] = []
  #resting = false

  constructor(wiki: MortalWiki, person: Person, pageId: PageId, who: number) {
    this.pageId = pageId
    this.#who = who
    class Socket extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { authorization: `Bearer ${person.secret}` } })
      }
    }
    this.page = openLivePage({
      pageId,
      schema: schemaFingerprint,
      // Nobody knocks at a wiki that is down, so that none waits longer than it takes to come back.
      fetchTicket: (request) => wiki.serves.then(() => person.ticket(request)),
      url: `${wiki.url.replace('http', 'ws')}/collab`,
      WebSocketPolyfill: Socket as never,
    })
  }

  get who(): number {
    return this.#who
  }

  get edits(): number {
    return this.#made.length
  }

  /** Edits that the state pill does not call saved. */
  get waiting(): number {
    const { save } = this.page.getState()
    return 'waiting' in save ? save.waiting : 0
  }

  /** Edits that it does. */
  get saved(): number {
    return this.edits - this.waiting
  }

  /** The last state that it called saved. */
  get acknowledged(): Progress | undefined {
    return this.#made[this.saved - 1]
  }

  async write(): Promise<void> {
    for (; !this.#resting; await pause(20))
      if (this.page.getState().mayWrite && this.waiting < MOST_WAITING) this.#edit()
  }

  /** Writes no more, and stays. */
  rest(): void {
    this.#resting = true
  }

  #edit(): void {
    const { doc } = this.page
    const [written, left] = [textOf(doc, 2 * this.#who), textOf(doc, 2 * this.#who + 1)]
    if (this.edits % 4 === 3 && left.length > 1) left.delete(0, 1)
    else written.insert(written.length, `${this.edits} `)
    this.#made.push(progressOf(doc, this.#who))
  }
}
