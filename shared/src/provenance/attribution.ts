import * as Y from 'yjs'
import { bodyOf, fieldsOfDoc } from '../document/yxml.ts'
import { FieldAuthors, type EncodedFields } from './field-authors.ts'
import { Graveyard, type EncodedGraveyard } from './graveyard.ts'
import { IdRanges, type Ids } from './id-ranges.ts'
import { Identities, type Identity, type Stretch } from './identities.ts'
import { inherit, type Inherited } from './inheritance.ts'
import { wordsIn } from './matching.ts'
import { freshIds, touchedBy } from './touched.ts'

/** An update of a page, and in whose name it came. */
export interface Attributed {
  /** Yjs update, V1 encoding. */
  readonly bytes: Uint8Array
  /** Who sent it. */
  readonly actor: string
  /** The number of the contribution that it belongs to. */
  readonly contribution: number
}

/** Words of another page that somebody brings along, and the contributions that wrote them. */
export interface Lent {
  readonly text: string
  readonly by: readonly { readonly length: number; readonly origin: number }[]
}

/** Ids under which somebody brings words that were on the page before, and the contribution that wrote those. */
export interface Brought extends Ids {
  readonly origin: number
}

/** What an attribution is stored as: plain JSON, beside the document that it belongs to. */
export interface EncodedAttribution {
  readonly identities: readonly number[]
  readonly ranges: readonly (readonly number[])[]
  readonly deleters: readonly (readonly number[])[]
  readonly graveyard: EncodedGraveyard
  /** How many texts other pages lent. */
  readonly lent: number
  readonly fields: EncodedFields
  /** What is about to come; there was none in those that were stored before. */
  readonly coming?: readonly Brought[]
}

const asItIs = (text: string): string => text

/**
 * Who wrote each character of a page, told from its updates one by one (A1).
 *
 * Yjs alone knows who sent the struct that a character stands in. The editor's binding deletes text and makes it anew
 * on Enter, heading, list, quote, drag and undo, so that whoever gives a page its form would be its author. Therefore
 * inserted text inherits, in this order: from text that stood right before what it is put back to (undo); from text
 * deleted in the same update; from what its sender deleted not long ago; from four words in a row and sixteen
 * characters that anyone ever deleted here. What inherits keeps its `origin` and is `placedBy` the one who put it there;
 * all else is by its sender. What is typed again letter by letter belongs to who types.
 *
 * Limits: a text of a few words that someone else restores by typing or pasting counts as theirs.
 */
export class Attribution {
  readonly doc: Y.Doc
  readonly #seen: (text: string) => string
  #identities = new Identities()
  #ranges = new IdRanges()
  #deleters = new IdRanges()
  #graveyard = new Graveyard()
  #lent = 0
  readonly #fields: FieldAuthors
  #coming: Brought[] = []
  #sender: Attributed | null = null

  /** `seen` is what texts are compared by, character for character: themselves. */
  constructor(doc = new Y.Doc(), seen = asItIs) {
    this.doc = doc
    this.#fields = new FieldAuthors(fieldsOfDoc(doc), seen)
    this.#seen = seen
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (this.#sender) this.#attribute(transaction, this.#sender)
    })
  }

  /** Applies an update, and attributes what it inserts and deletes. */
  receive(update: Attributed): void {
    this.#sender = update
    this.doc.transact((transaction) => {
      Y.applyUpdate(this.doc, update.bytes)
      // Yjs tidies marks after transactions that are not local, in nobody's name.
      transaction.local = true
    })
    this.#sender = null
  }

  /** Says that somebody is about to bring these words from another page: put here by them, they stay by who wrote them. */
  lend(actor: string, { text, by }: Lent): void {
    // Ids that no client has, so that what is lent is found like what was deleted here.
    const client = -1 - this.#lent
    this.#lent += 1
    let clock = 0
    for (const { length, origin } of by) {
      this.#ranges.add({ client, clock, length }, this.#identities.numberOf(origin, origin))
      clock += length
    }
    this.#graveyard.bury(actor, this.#seen(text), [{ client, clock: 0, length: text.length }])
  }

  /** Says that words of others are about to come back under these ids: they stay by who wrote them. */
  bring(brought: readonly Brought[]): void {
    this.#coming.push(...brought)
  }

  /** The contributions that wrote the characters of these ids, in stretches; -1 where that is nobody's here. */
  originsOf(ids: Ids): Stretch[] {
    return this.#ranges
      .read(ids)
      .map(({ length, number }) => ({ length, number: number < 0 ? -1 : this.identity(number).origin }))
  }

  /** Who wrote a text that stands here or once stood, to be lent to another page; null where it never did. */
  lentFrom(text: string): Lent | null {
    const ids = this.#standing(text) ?? this.#graveyard.whole(this.#seen(text))
    if (!ids) return null
    const by = ids.flatMap((one) => this.originsOf(one)).map(({ length, number }) => ({ length, origin: number }))
    return by.some(({ origin }) => origin < 0) ? null : { text, by }
  }

  /** The ids of a text that stands within one node. */
  #standing(text: string): Ids[] | null {
    for (const node of bodyOf(this.doc).createTreeWalker((one) => one instanceof Y.XmlText)) {
      const ids = idsOfText(node as Y.XmlText, text)
      if (ids) return ids
    }
    return null
  }

  /** Who wrote the characters of these ids, as numbers for `identity`. */
  stretchesOf(ids: Ids): Stretch[] {
    return this.#ranges.read(ids)
  }

  identity(number: number): Identity {
    return this.#identities.at(number)
  }

  /** A field as it stands. */
  field(key: string): unknown {
    return this.#fields.value(key)
  }

  /** Who wrote the characters of a field, in stretches over its words; one stretch for what is one thing. */
  stretchesOfField(key: string): readonly Stretch[] {
    return this.#fields.stretchesOf(key)
  }

  /** The contributions that changed a field or took it away, each once. */
  settersOfField(key: string): number[] {
    return [...new Set(this.#fields.settersOf(key).map((number) => this.identity(number).origin))]
  }

  /** The contributions by which any word of a text was written that was deleted since. */
  onceBy(text: string): number[] {
    const words = new Set(wordsIn(text, 0, text.length).map((word) => word.text))
    const numbers = this.#graveyard.holding(words).flatMap((ids) => this.#ranges.read(ids))
    return [...new Set(numbers.flatMap(({ number }) => (number < 0 ? [] : [this.identity(number).origin])))]
  }

  /** The contributions that deleted at least half of the words of a text, each wherever and whenever it stood here. */
  takersOf(text: string): number[] {
    const words = new Set(wordsIn(text, 0, text.length).map((word) => word.text))
    const took = new Map<number, number>()
    for (const word of words) {
      const deleted = this.#graveyard.holding(new Set([word])).flatMap((ids) => this.#deleters.read(ids))
      for (const number of new Set(deleted.map((stretch) => stretch.number)))
        took.set(number, (took.get(number) ?? 0) + 1)
    }
    return [...took].flatMap(([number, many]) => (number >= 0 && many * 2 >= words.size ? [number] : []))
  }

  /** The contributions that ever deleted anything. */
  deleters(): Set<number> {
    return this.#deleters.numbers()
  }

  /** The contributions that put words of another one where they stand or stood. */
  placers(): Set<number> {
    return this.#identities.placers()
  }

  /** The contributions that deleted these ids, -1 where they stand. */
  deletersOf(ids: Ids): Stretch[] {
    return this.#deleters.read(ids)
  }

  #attribute(transaction: Y.Transaction, { actor, contribution, bytes }: Attributed): void {
    const fresh = freshIds(transaction, bytes)
    if (fresh.length === 0 && transaction.deleteSet.clients.size === 0) return
    const own = this.#identities.numberOf(contribution, contribution)
    const touched = touchedBy(transaction, fresh, this.#seen)
    const inherited = touched ? inherit(touched, actor, this.#ranges, this.#graveyard) : []
    this.#addBrought(contribution)
    this.#addNew(fresh, own, inherited, (number) => this.#placing(number, contribution))
    this.#noteDeleted(transaction, contribution)
    for (const { text, ids } of [...(touched?.deleted ?? []), ...(touched?.unseen ?? [])])
      this.#graveyard.bury(actor, text, ids)
    this.#fields.change(transaction, own, (number) => this.#placing(number, contribution))
  }

  /** The same words, put where they stand by this contribution. */
  #placing(number: number, contribution: number): number {
    return this.#identities.numberOf(this.identity(number).origin, contribution)
  }

  /** What was told to come is by who wrote it, whatever it looks like. */
  #addBrought(contribution: number): void {
    const isHere = ({ client, clock }: Ids) => clock < Y.getState(this.doc.store, client)
    for (const one of this.#coming.filter(isHere))
      this.#ranges.add(one, this.#identities.numberOf(one.origin, contribution))
    this.#coming = this.#coming.filter((one) => !isHere(one))
  }

  /** New ids are by their sender, but for those that inherit. */
  #addNew(
    fresh: readonly Ids[],
    own: number,
    inherited: readonly Inherited[],
    placing: (number: number) => number,
  ): void {
    const ofClient = Map.groupBy(inherited, ({ ids }) => ids.client)
    for (const { client, clock, length } of fresh) {
      let at = clock
      for (const { ids, number } of (ofClient.get(client) ?? []).toSorted((a, b) => a.ids.clock - b.ids.clock)) {
        this.#ranges.add({ client, clock: at, length: ids.clock - at }, own)
        this.#ranges.add(ids, placing(number))
        at = ids.clock + ids.length
      }
      this.#ranges.add({ client, clock: at, length: clock + length - at }, own)
    }
  }

  /** Only what was not deleted before: whoever comes back sends all deletions again. */
  #noteDeleted({ deleteSet }: Y.Transaction, contribution: number): void {
    for (const [client, deletes] of deleteSet.clients)
      for (const { clock, len } of deletes) this.#deleters.add({ client, clock, length: len }, contribution)
  }

  encode(): EncodedAttribution {
    return {
      identities: this.#identities.encode(),
      ranges: this.#ranges.encode(),
      deleters: this.#deleters.encode(),
      graveyard: this.#graveyard.encode(),
      lent: this.#lent,
      fields: this.#fields.encode(),
      coming: this.#coming,
    }
  }

  /** Goes on where another stood: `doc` holds what its document held. */
  static decode(doc: Y.Doc, encoded: EncodedAttribution): Attribution {
    const attribution = new Attribution(doc)
    attribution.#identities = Identities.decode(encoded.identities)
    attribution.#ranges = IdRanges.decode(encoded.ranges)
    attribution.#deleters = IdRanges.decode(encoded.deleters)
    attribution.#graveyard = Graveyard.decode(encoded.graveyard)
    attribution.#lent = encoded.lent
    attribution.#fields.decode(encoded.fields)
    attribution.#coming = [...(encoded.coming ?? [])]
    return attribution
  }
}

/** The ids of a text where it stands in a node; null where it does not. */
function idsOfText(node: Y.XmlText, text: string): Ids[] | null {
  const items: Y.Item[] = []
  for (let item = node._start; item !== null; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentString) items.push(item)
  const at = items
    .map(({ content }) => (content as Y.ContentString).str)
    .join('')
    .indexOf(text)
  if (at < 0) return null
  let offset = 0
  return items.flatMap(({ id: { client, clock }, length }) => {
    const [start, end] = [Math.max(at, offset) - offset, Math.min(at + text.length, offset + length) - offset]
    offset += length
    return end > start ? [{ client, clock: clock + start, length: end - start }] : []
  })
}

/** The ids under which words come, by those who wrote them; what is nobody's is by whoever brings it. */
export function broughtAs({ client, clock }: Ids, origins: readonly Stretch[]): Brought[] {
  let at = clock
  return origins.flatMap(({ length, number }) => {
    const one = { client, clock: at, length, origin: number }
    at += length
    return number < 0 ? [] : [one]
  })
}
