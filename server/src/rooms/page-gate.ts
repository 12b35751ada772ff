import * as Y from 'yjs'
import { attributesFit } from '@terreau/shared/document/attributes.ts'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { bodyOf, elementJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { Malformed } from './byte-reader.ts'
import { applyOnly } from './apply-only.ts'
import { emptied } from './hollow.ts'
import { wellPlaced } from './placement.ts'
import { inspectUpdate, type ClockRange, type InspectedUpdate } from './inspect-update.ts'

export const MAX_PAGE_BYTES = 8 * 1024 * 1024
const MAX_BODY_DEPTH = 24

/** What the gate asks of the room it stands before. */
export interface GatedPage {
  /** The whole state of the page as Yjs update, from what was admitted so far. */
  state(): Uint8Array
  /** Whether a field of the page's type may hold this value. */
  fieldFits(key: string, value: unknown): boolean
}

/** An update that may be appended, and whether it says anything new. */
export interface Admitted {
  readonly bytes: Uint8Array
  readonly novel: boolean
  /** A second update, of deletions alone, that removes the lists and tables which this one left without any content. */
  readonly tidying: Uint8Array | null
}

/**
 * Stands between bytes and a page (G1, G4). Everything is tried on a shadow of the page first: an update that
 * throws, leaves something pending or breaks the schema costs a new shadow and reaches nobody.
 */
export class PageGate {
  readonly #page: GatedPage
  #shadow: Y.Doc
  #size: number

  constructor(page: GatedPage) {
    this.#page = page
    const state = page.state()
    this.#shadow = shadowOf(state)
    this.#size = state.length
  }

  /** Throws a refusal, or answers what may be appended. `mayWriteAs` tells which client ids were issued to the sender. */
  admit(bytes: Uint8Array, mayWriteAs: (client: number) => boolean): Admitted {
    const update = inspected(bytes)
    this.#refuseForeign(update, mayWriteAs)
    this.#refuseGaps(update)
    this.#refuseFull(bytes.length)
    const { novel, tidying } = this.#tryOnShadow(bytes)
    if (novel) this.#size += bytes.length + (tidying?.length ?? 0)
    return { bytes, novel, tidying }
  }

  /** The next clock that the page expects of a client. */
  clockOf(client: number): number {
    return Y.getState(this.#shadow.store, client)
  }

  #refuseForeign({ structs }: InspectedUpdate, mayWriteAs: (client: number) => boolean): void {
    for (const { client, clock, length } of structs) {
      const known = this.clockOf(client)
      if (clock > known) throw new Refusal('wire.gap', { client })
      if (clock + length > known && !mayWriteAs(client)) throw new Refusal('wire.unknown-client', { client })
    }
  }

  /** Whatever it refers to or deletes is known or carried: the server never holds pending structs. */
  #refuseGaps({ structs, references, deletes }: InspectedUpdate): void {
    const carried = new Map(structs.map(({ client, clock, length }) => [client, clock + length]))
    const end = (client: number) => Math.max(this.clockOf(client), carried.get(client) ?? 0)
    if (references.some(({ client, clock }) => clock >= end(client))) throw new Refusal('wire.gap')
    if (deletes.some(({ client, clock, length }: ClockRange) => clock + length > end(client)))
      throw new Refusal('wire.gap')
  }

  /** Updates add up to more than the page they make: it is measured again before it is called full. */
  #refuseFull(more: number): void {
    if (this.#size + more <= MAX_PAGE_BYTES) return
    this.#size = Y.encodeStateAsUpdate(this.#shadow).length
    if (this.#size + more > MAX_PAGE_BYTES) throw new Refusal('wire.page-full')
  }

  #tryOnShadow(bytes: Uint8Array): Omit<Admitted, 'bytes'> {
    const touched = new Touched(this.#shadow)
    try {
      applyOnly(this.#shadow, bytes)
      this.#refusePending()
      touched.refuseMisplaced()
      const tidying = touched.tidy()
      touched.refuseMisfits((key, value) => this.#page.fieldFits(key, value))
      return { novel: touched.novel, tidying }
    } catch (cause) {
      this.#renewShadow()
      throw cause instanceof Refusal ? cause : new Refusal('wire.bad-frame', { rule: 'cannot be applied' })
    } finally {
      touched.stop()
    }
  }

  #refusePending(): void {
    const { pendingStructs, pendingDs } = this.#shadow.store
    if (pendingStructs || pendingDs) throw new Refusal('wire.gap')
    if (this.#shadow.share.size > 2) throw new Refusal('wire.not-in-schema')
  }

  #renewShadow(): void {
    this.#shadow.destroy()
    this.#shadow = shadowOf(this.#page.state())
  }
}

function inspected(bytes: Uint8Array): InspectedUpdate {
  try {
    return inspectUpdate(bytes)
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause
    throw new Refusal(cause.message === 'too large' ? 'wire.too-large' : 'wire.bad-frame', { rule: cause.message })
  }
}

function shadowOf(state: Uint8Array): Y.Doc {
  const shadow = new Y.Doc()
  bodyOf(shadow)
  fieldsOfDoc(shadow)
  applyOnly(shadow, state)
  return shadow
}

/** What one update touched: the top-level blocks and the fields that must still fit the schema. */
class Touched {
  readonly #doc: Y.Doc
  /** More than one: Yjs clears redundant formatting in a transaction of its own. */
  readonly #transactions: Y.Transaction[] = []

  constructor(doc: Y.Doc) {
    this.#doc = doc
    doc.on('afterTransaction', this.#note)
  }

  get novel(): boolean {
    return this.#transactions.some(
      ({ deleteSet, beforeState, afterState }) =>
        deleteSet.clients.size > 0 || [...afterState].some(([client, clock]) => clock > (beforeState.get(client) ?? 0)),
    )
  }

  refuseMisplaced(): void {
    if (!this.#transactions.every(wellPlaced)) throw new Refusal('wire.not-in-schema', { rule: 'out of place' })
  }

  /** Removes what was left without content; null where there is nothing of the kind. */
  tidy(): Uint8Array | null {
    const body = bodyOf(this.#doc)
    const updates: Uint8Array[] = []
    const note = (bytes: Uint8Array) => void updates.push(bytes)
    this.#doc.on('update', note)
    this.#doc.transact(() => {
      for (const block of this.#blocks()) if (emptied(block)) removeBlock(body, block)
    })
    this.#doc.off('update', note)
    return updates.length > 0 ? Y.mergeUpdates(updates) : null
  }

  refuseMisfits(fieldFits: (key: string, value: unknown) => boolean): void {
    for (const block of this.#blocks()) refuseMisfit(block)
    const fields = fieldsOfDoc(this.#doc)
    if (fields._start) throw new Refusal('wire.not-in-schema')
    for (const key of this.#keys(fields)) {
      if (fields.has(key) && !fieldFits(key, fields.get(key))) throw new Refusal('wire.not-in-schema', { field: key })
    }
  }

  stop(): void {
    this.#doc.off('afterTransaction', this.#note)
  }

  readonly #note = (transaction: Y.Transaction): void => {
    this.#transactions.push(transaction)
  }

  #keys(fields: Y.Map<unknown>): string[] {
    const keys = this.#transactions.flatMap(({ changed }) => [...(changed.get(fields as never) ?? [])])
    return keys.filter((key) => key !== null)
  }

  #blocks(): Set<unknown> {
    const body = bodyOf(this.#doc)
    const blocks = new Set<unknown>()
    for (const { changed, beforeState } of this.#transactions) {
      for (const type of changed.keys()) {
        if ((type as unknown) === body) addNewBlocks(body, beforeState, blocks)
        else blocks.add(topLevelBlock(type, body))
      }
    }
    blocks.delete(null)
    return blocks
  }
}

function removeBlock(body: Y.XmlFragment, block: unknown): void {
  const at = body.toArray().findIndex((one) => one === block)
  if (at >= 0) body.delete(at, 1)
}

function addNewBlocks(body: Y.XmlFragment, before: Map<number, number>, blocks: Set<unknown>): void {
  const all = body.toArray()
  for (const block of all) {
    const id = block._item?.id
    if (id && id.clock >= (before.get(id.client) ?? 0)) blocks.add(block)
  }
}

/** What a shared type knows of its place. */
interface InTree {
  readonly _item: Y.Item | null
  readonly parent: unknown
}

/** The block of the body that holds a type; null for what was deleted with its block, or hangs on another root. */
function topLevelBlock(type: InTree, body: Y.XmlFragment): unknown {
  let at = type
  for (let depth = 0; at.parent !== body; depth += 1) {
    if (!at.parent) return null
    if (depth > MAX_BODY_DEPTH) throw new Refusal('wire.not-in-schema', { rule: 'nested too deep' })
    at = at.parent as InTree
  }
  return at._item?.deleted ? null : at
}

function refuseMisfit(block: unknown): void {
  if (!(block instanceof Y.XmlElement)) throw new Refusal('wire.not-in-schema')
  try {
    const json = elementJson(block)
    if (!attributesFit(json)) throw new TypeError('attributes')
    pageSchema.nodeFromJSON(json).check()
    const nodeType = pageSchema.nodes[json.type]
    if (!nodeType || !pageSchema.topNodeType.contentMatch.matchType(nodeType)) throw new TypeError('not a block')
  } catch {
    throw new Refusal('wire.not-in-schema', { node: block.nodeName })
  }
}
