import * as Y from 'yjs'
import { attributesFit } from '@terreau/shared/document/attributes.ts'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { bodyOf, elementJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { Refusal } from '@terreau/shared/refusals.ts'
import { Malformed } from './byte-reader.ts'
import { applyOnly } from './apply-only.ts'
import { cpuTime } from './cpu-time.ts'
import { emptied } from './hollow.ts'
import { inspectUpdate, type ClockRange, type InspectedUpdate, type Written } from './inspect-update.ts'
import { wellPlaced } from './placement.ts'

export const MAX_PAGE_BYTES = 8 * 1024 * 1024
const MAX_BODY_DEPTH = 24

/**
 * Applying one update takes at most so many milliseconds of this thread, and one more for so many bytes: the live copy,
 * and every reader's, pay them again.
 */
const LONGEST = 200
const BYTES_A_MS = 1000

/** What the gate asks of the room it stands before. */
export interface GatedPage {
  /** The whole state of the page as Yjs update, from what was admitted so far. */
  state(): Uint8Array
  /** Whether a field of the page's type may hold this value. */
  fieldFits(key: string, value: unknown): boolean
}

/** An update before the gate. */
export interface Knocking {
  readonly bytes: Uint8Array
  /** Tells which client ids were issued to its sender. */
  readonly mayWriteAs: (client: number) => boolean
}

/** What the gate says of one update: it may be appended, or why not. */
export type Judged = Admitted | { readonly refused: Refusal }

export interface Admitted {
  readonly novel: boolean
  /** A second update, of deletions alone, that removes the lists and tables which this one left without any content. */
  readonly tidying: Uint8Array | null
  /**
   * Words that are deleted in coming, though nobody asked to delete them: what they were written in was gone before
   * them, or another value of their field prevailed.
   */
  readonly aside: readonly Written[]
}

/**
 * Stands between bytes and a page (G1, G4). Everything is tried on a shadow of the page first: an update that
 * throws, leaves something pending or breaks the schema costs a new shadow and reaches nobody.
 */
export class PageGate {
  readonly #page: GatedPage
  #shadow: Y.Doc
  #size: number
  /** Admitted in the judgement under way: a new shadow needs them, and the page has them not. */
  #admitted: Uint8Array[] = []

  constructor(page: GatedPage) {
    this.#page = page
    const state = page.state()
    this.#shadow = shadowOf(state)
    this.#size = state.length
  }

  /** Bytes of the page, or a little more. */
  get size(): number {
    return this.#size
  }

  /** The page with all that was admitted, as one Yjs update. */
  state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.#shadow)
  }

  /** Judges each update after those before it. They are tried together first, as most are honest. */
  judge(updates: readonly Knocking[]): Judged[] {
    this.#admitted = []
    return this.#judge(updates)
  }

  #judge(updates: readonly Knocking[]): Judged[] {
    try {
      return this.#try(updates)
    } catch (cause) {
      if (updates.length > 1) return updates.flatMap((one) => this.#judge([one]))
      return [{ refused: cause instanceof Refusal ? cause : new Refusal('wire.bad-frame', { rule: 'defect' }) }]
    }
  }

  #try(updates: readonly Knocking[]): Admitted[] {
    const known = new KnownClocks(this.#shadow)
    const inspectedUpdates = updates.map(({ bytes, mayWriteAs }) => {
      const update = inspected(bytes)
      refuseForeign(update, known, mayWriteAs)
      refuseGaps(update, known)
      const fresh = update.written.filter(({ client, clock }) => clock >= known.of(client))
      return { update, fresh, novel: known.learn(update) }
    })
    this.#refuseFull(updates.reduce((sum, { bytes }) => sum + bytes.length, 0))
    const all = updates.map(({ bytes }) => bytes)
    const tidying = this.#tryOnShadow(all)
    const deletes = inspectedUpdates.flatMap(({ update }) => update.deletes)
    this.#admitted.push(...all, ...(tidying ? [tidying] : []))
    this.#size += all.reduce((sum, bytes) => sum + bytes.length, tidying?.length ?? 0)
    // What says nothing new is not appended, and nothing can follow it.
    const last = inspectedUpdates.findLastIndex(({ novel }) => novel)
    return inspectedUpdates.map(({ fresh, novel }, at) => ({
      novel,
      tidying: at === last ? tidying : null,
      aside: fresh.filter((words) => this.#isGone(words) && !deletes.some((range) => covers(range, words))),
    }))
  }

  /** Updates add up to more than the page they make: it is measured again before it is called full. */
  #refuseFull(more: number): void {
    if (this.#size + more <= MAX_PAGE_BYTES) return
    this.#size = Y.encodeStateAsUpdate(this.#shadow).length
    if (this.#size + more > MAX_PAGE_BYTES) throw new Refusal('wire.page-full')
  }

  /** Answers what had to be tidied after them. */
  #tryOnShadow(updates: readonly Uint8Array[]): Uint8Array | null {
    const touched = new Touched(this.#shadow)
    try {
      const began = cpuTime()
      applyOnly(this.#shadow, ...updates)
      const longest = updates.reduce((sum, { length }) => sum + LONGEST + length / BYTES_A_MS, 0)
      if (cpuTime() - began > longest) throw new Refusal('wire.bad-frame', { rule: 'takes too long' })
      this.#refusePending()
      touched.refuseMisplaced()
      const tidying = touched.tidy()
      touched.refuseMisfits((key, value) => this.#page.fieldFits(key, value))
      return tidying
    } catch (cause) {
      this.#renewShadow()
      throw cause instanceof Refusal ? cause : new Refusal('wire.bad-frame', { rule: 'cannot be applied' })
    } finally {
      touched.stop()
    }
  }

  #isGone({ client, clock }: Written): boolean {
    const structs = this.#shadow.store.clients.get(client) ?? []
    return structs[Y.findIndexSS(structs, clock)]?.deleted ?? false
  }

  #refusePending(): void {
    const { pendingStructs, pendingDs } = this.#shadow.store
    if (pendingStructs || pendingDs) throw new Refusal('wire.gap')
    if (this.#shadow.share.size > 2) throw new Refusal('wire.not-in-schema')
  }

  #renewShadow(): void {
    this.#shadow.destroy()
    this.#shadow = shadowOf(this.#page.state(), this.#admitted)
  }
}

/** The next clock of each client, as the shadow has it and as the updates in hand carry it on. */
class KnownClocks {
  readonly #shadow: Y.Doc
  readonly #carried = new Map<number, number>()

  constructor(shadow: Y.Doc) {
    this.#shadow = shadow
  }

  of(client: number): number {
    return this.#carried.get(client) ?? Y.getState(this.#shadow.store, client)
  }

  /** Takes an update as known; answers whether it says anything new. */
  learn({ structs, deletes }: InspectedUpdate): boolean {
    let novel = false
    for (const { client, clock, length } of structs) {
      if (clock + length <= this.of(client)) continue
      this.#carried.set(client, clock + length)
      novel = true
    }
    return novel || deletes.some((range) => this.#stillStands(range))
  }

  /** True where something in the range is not deleted yet, or came with the updates in hand. */
  #stillStands({ client, clock, length }: ClockRange): boolean {
    if (clock + length > Y.getState(this.#shadow.store, client)) return true
    const structs = this.#shadow.store.clients.get(client) ?? []
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
      const struct = structs[at]
      if (!struct || struct.id.clock >= clock + length) return false
      if (!struct.deleted) return true
    }
    return false
  }
}

function refuseForeign(
  { structs }: InspectedUpdate,
  known: KnownClocks,
  mayWriteAs: (client: number) => boolean,
): void {
  for (const { client, clock, length } of structs) {
    const next = known.of(client)
    if (clock > next) throw new Refusal('wire.gap', { client })
    if (clock + length > next && !mayWriteAs(client)) throw new Refusal('wire.unknown-client', { client })
  }
}

/** Whatever it refers to or deletes is known or carried: the server never holds pending structs. */
function refuseGaps({ structs, references, deletes }: InspectedUpdate, known: KnownClocks): void {
  const carried = new Map(structs.map(({ client, clock, length }) => [client, clock + length]))
  const end = (client: number) => Math.max(known.of(client), carried.get(client) ?? 0)
  if (references.some(({ client, clock }) => clock >= end(client))) throw new Refusal('wire.gap')
  if (deletes.some(({ client, clock, length }) => clock + length > end(client))) throw new Refusal('wire.gap')
}

function covers(range: ClockRange, { client, clock }: Written): boolean {
  return range.client === client && range.clock <= clock && clock < range.clock + range.length
}

function inspected(bytes: Uint8Array): InspectedUpdate {
  try {
    return inspectUpdate(bytes)
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause
    throw new Refusal(cause.message === 'too large' ? 'wire.too-large' : 'wire.bad-frame', { rule: cause.message })
  }
}

function shadowOf(state: Uint8Array, more: readonly Uint8Array[] = []): Y.Doc {
  const shadow = new Y.Doc()
  bodyOf(shadow)
  fieldsOfDoc(shadow)
  applyOnly(shadow, state, ...more)
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
