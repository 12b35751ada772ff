import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { canonical } from '../document/canonical.ts'
import type { Ids } from './id-ranges.ts'

/** Ids whose characters follow one another, and what Yjs says stands behind the first of them. */
export interface Placed extends Ids {
  readonly behind: Y.ID | null
}

/** Text that one update deleted or inserted in one place of one node, unbroken by anything that stayed. */
export interface TouchedText {
  readonly node: Y.XmlText
  /** Which place of its node: what was deleted and what was inserted between the same neighbours has one. */
  readonly gap: number
  readonly text: string
  readonly ids: readonly Placed[]
}

/** A node without words, such as a picture: its id, and all that it says. */
export interface TouchedAtom {
  readonly ids: Ids
  readonly says: string
}

/** What one update did, as far as authors are concerned. */
export interface Touched {
  readonly deleted: readonly TouchedText[]
  readonly inserted: readonly TouchedText[]
  /** Text that came where all around it had gone: nobody sees it, until that is put back. */
  readonly unseen: readonly TouchedText[]
  readonly deletedAtoms: readonly TouchedAtom[]
  readonly insertedAtoms: readonly TouchedAtom[]
}

/** So few inserted characters, with nothing deleted, are typed. */
const TYPED = 8

/** Reads a transaction that is just over, before Yjs forgets what it deleted; null where someone merely typed. */
export function touchedBy(
  transaction: Y.Transaction,
  fresh: readonly Ids[],
  seen: (text: string) => string,
): Touched | null {
  const [deleted, all] = [deletedItems(transaction), insertedItems(transaction, fresh)]
  const inserted = all.filter((item) => !item.deleted)
  const typed = inserted.reduce((sum, { length }) => sum + length, 0)
  const merelyTyped = deleted.length === 0 && typed < TYPED && inserted.length === all.length
  if (merelyTyped && !inserted.some(mayRestore)) return null
  const texts = new Map<Y.XmlText, TextsOf>()
  for (const { parent } of [...deleted, ...all])
    if (parent instanceof Y.XmlText && !texts.has(parent)) texts.set(parent, textsOf(parent, transaction, seen))
  const inOrder = [...texts].toSorted(([a], [b]) => byId(a, b)).map(([, one]) => one)
  return {
    deleted: inOrder.flatMap((one) => one.deleted),
    inserted: inOrder.flatMap((one) => one.inserted),
    unseen: inOrder.flatMap((one) => one.unseen),
    deletedAtoms: deleted.flatMap(atomOf),
    insertedAtoms: inserted.flatMap(atomOf),
  }
}

/** Undoing puts a text back right before what is left of it; whoever types stands behind that. */
function mayRestore({ rightOrigin, right }: Y.Item): boolean {
  return rightOrigin !== null && right !== null && right.deleted
}

function byId(a: Y.XmlText, b: Y.XmlText): number {
  const [one, other] = [a._item?.id, b._item?.id]
  return (one?.client ?? 0) - (other?.client ?? 0) || (one?.clock ?? 0) - (other?.clock ?? 0)
}

/** What was there and is not any more. */
function deletedItems(transaction: Y.Transaction): Y.Item[] {
  const items: Y.Item[] = []
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && counts(struct) && !isNew(struct, transaction)) items.push(struct)
  })
  return items
}

/** The ids that a transaction brought, of an update with these bytes. */
export function freshIds({ beforeState, afterState }: Y.Transaction, bytes: Uint8Array): Ids[] {
  const fresh: Ids[] = []
  for (const client of onlyClientIn(bytes) ?? afterState.keys()) {
    const [clock, end] = [beforeState.get(client) ?? 0, afterState.get(client) ?? 0]
    if (end !== clock) fresh.push({ client, clock, length: end - clock })
  }
  return fresh
}

/** The one client whose structs an update holds, as those of somebody typing do; null where there may be more. */
function onlyClientIn(bytes: Uint8Array): number[] | null {
  const decoder = decoding.createDecoder(bytes)
  if (decoding.readVarUint(decoder) !== 1) return null
  decoding.readVarUint(decoder)
  return [decoding.readVarUint(decoder)]
}

function insertedItems({ doc }: Y.Transaction, fresh: readonly Ids[]): Y.Item[] {
  return fresh.flatMap(({ client, clock }) => {
    const structs = doc.store.clients.get(client) ?? []
    return structs
      .slice(Y.findIndexSS(structs, clock))
      .filter((struct): struct is Y.Item => struct instanceof Y.Item && counts(struct))
  })
}

/** Text and elements, wherever they stand; fields are looked at by their values. */
function counts({ content, parentSub }: Y.Item): boolean {
  return parentSub === null && (content instanceof Y.ContentString || content instanceof Y.ContentType)
}

function isNew({ id }: Y.Item, { beforeState }: Y.Transaction): boolean {
  return id.clock >= (beforeState.get(id.client) ?? 0)
}

interface TextsOf {
  readonly deleted: TouchedText[]
  readonly inserted: TouchedText[]
  readonly unseen: TouchedText[]
}

function textsOf(node: Y.XmlText, transaction: Y.Transaction, seen: (text: string) => string): TextsOf {
  const [deleted, inserted, unseen] = [new Gathering(node, seen), new Gathering(node, seen), new Gathering(node, seen)]
  let gap = 0
  for (let item = node._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue
    const fresh = isNew(item, transaction)
    if (item.deleted && !fresh && !Y.isDeleted(transaction.deleteSet, item.id)) continue
    if (item.deleted) (fresh ? unseen : deleted).add(item)
    else if (fresh) inserted.add(item)
    else {
      deleted.end(gap)
      inserted.end(gap)
      gap += 1
    }
  }
  for (const gathering of [deleted, inserted, unseen]) gathering.end(gap)
  return { deleted: deleted.done, inserted: inserted.done, unseen: unseen.done }
}

class Gathering {
  readonly done: TouchedText[] = []
  readonly #node: Y.XmlText
  readonly #seen: (text: string) => string
  #text = ''
  #ids: Placed[] = []

  constructor(node: Y.XmlText, seen: (text: string) => string) {
    this.#node = node
    this.#seen = seen
  }

  add({ id, length, content, rightOrigin }: Y.Item): void {
    this.#text += this.#seen((content as Y.ContentString).str)
    this.#ids.push({ client: id.client, clock: id.clock, length, behind: rightOrigin })
  }

  end(gap: number): void {
    if (this.#text !== '') this.done.push({ node: this.#node, gap, text: this.#text, ids: this.#ids })
    this.#text = ''
    this.#ids = []
  }
}

function atomOf(item: Y.Item): TouchedAtom[] {
  const element = item.content instanceof Y.ContentType ? item.content.type : null
  if (!(element instanceof Y.XmlElement) || element._start !== null) return []
  const { id, length } = item
  return [
    { ids: { client: id.client, clock: id.clock, length }, says: canonical([element.nodeName, attributesOf(element)]) },
  ]
}

/** Those of a deleted element as well. */
function attributesOf(element: Y.XmlElement): Record<string, unknown> {
  return Object.fromEntries([...element._map].map(([key, { content }]) => [key, content.getContent().at(-1)]))
}
