import { pageSchema } from '@terreau/shared/document/schema.ts'
import { ByteReader, Malformed } from './byte-reader.ts'

/** A run of one client's clocks. */
export interface ClockRange {
  readonly client: number
  readonly clock: number
  readonly length: number
}

/** A place in the document that a struct points at. */
export interface StructId {
  readonly client: number
  readonly clock: number
}

/** What an update says, without a Yjs object built: whose clocks it writes, what it refers to, what it deletes. */
export interface InspectedUpdate {
  readonly structs: readonly ClockRange[]
  readonly references: readonly StructId[]
  readonly deletes: readonly ClockRange[]
  /** The words it writes, kept for their author if it is refused; at most 100,000 characters. */
  readonly written: readonly Written[]
}

/** Words of an update, with their place in its author's clocks. */
export interface Written {
  readonly client: number
  readonly clock: number
  /** What they were written after; null where they begin a text. */
  readonly after: StructId | null
  readonly text: string
  /** A value under a key, which takes the place of the one before it. */
  readonly value: boolean
}

export const MAX_UPDATE_BYTES = 4 * 1024 * 1024
const MAX_STRUCTS = 100_000
const MAX_CLIENTS = 64
const MAX_DEPTH = 8
const MAX_AT_ONE_PLACE = 500
/** Bytes of the smallest item that has a neighbour: info, client, clock, content. */
const LEAST_ITEM = 4
const MAX_KEPT_TEXT = 100_000
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const ROOTS = new Set(['body', 'fields'])
const NODE_NAMES = new Set(Object.keys(pageSchema.nodes))
const MARK_NAMES = new Set(Object.keys(pageSchema.marks))
const ATTRIBUTE_NAMES = new Set(Object.values(pageSchema.nodes).flatMap((type) => Object.keys(type.spec.attrs ?? {})))

/** Content kinds of Yjs 13 items, V1 encoding (`readItemContent` in its `structs/Item.js`). */
const KIND = { gc: 0, deleted: 1, string: 4, format: 6, type: 7, any: 8, skip: 10 } as const
const TYPE = { xmlElement: 3, xmlText: 6 } as const
const HAS_ORIGIN = 0x80
const HAS_RIGHT_ORIGIN = 0x40
const HAS_PARENT_KEY = 0x20

/**
 * Parses a whole V1 update before anything touches a document (G1): exact end of input, counts bounded by bytes,
 * lengths of one or more, strict UTF-8, only the roots, nodes, marks, attributes and content kinds of a page.
 * Throws `Malformed`. The format is that of Yjs 13's `UpdateDecoderV1`.
 */
export function inspectUpdate(bytes: Uint8Array): InspectedUpdate {
  if (bytes.length > MAX_UPDATE_BYTES) throw new Malformed('too large')
  const walk = new Walk(new ByteReader(bytes))
  walk.structSections()
  walk.deleteSections()
  if (walk.reader.left > 0) throw new Malformed('goes on after its end')
  return walk
}

/** The words of an update that may be no update: those that come before whatever is wrong with it. */
export function writtenIn(bytes: Uint8Array): readonly Written[] {
  const walk = new Walk(new ByteReader(bytes.subarray(0, MAX_UPDATE_BYTES)))
  try {
    walk.structSections()
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause
  }
  return walk.written
}

/** True where an update writes at most `most` structs, all of one client; read from its first bytes alone. */
export function writesAtMost(bytes: Uint8Array, most: number): boolean {
  try {
    const reader = new ByteReader(bytes)
    const sections = reader.varUint()
    return sections === 0 || (sections === 1 && reader.varUint() <= most)
  } catch {
    return true
  }
}

class Walk implements InspectedUpdate {
  readonly reader: ByteReader
  readonly structs: ClockRange[] = []
  readonly references: StructId[] = []
  readonly deletes: ClockRange[] = []
  readonly written: Written[] = []
  #kept = 0
  /** The place of the struct in hand. */
  #at: Omit<Written, 'text' | 'value'> = { client: 0, clock: 0, after: null }
  readonly #places = new Map<string, number>()
  /** Too few bytes hold too few items to crowd a place. */
  readonly #mayCrowd: boolean

  constructor(reader: ByteReader) {
    this.reader = reader
    this.#mayCrowd = reader.left > MAX_AT_ONE_PLACE * LEAST_ITEM
  }

  structSections(): void {
    const clients = new Set<number>()
    for (let sections = this.reader.count(4); sections > 0; sections -= 1) {
      const count = this.reader.count(2)
      const client = this.#client(clients)
      this.#structs(client, count)
    }
  }

  deleteSections(): void {
    const clients = new Set<number>()
    for (let sections = this.reader.count(3); sections > 0; sections -= 1) {
      const client = this.#client(clients)
      for (let ranges = this.reader.count(2); ranges > 0; ranges -= 1) {
        this.deletes.push({ client, clock: this.reader.varUint(), length: this.#length() })
      }
    }
  }

  #client(seen: Set<number>): number {
    const client = this.reader.varUint()
    if (client > 0xffff_ffff) throw new Malformed('client id too large')
    if (seen.has(client)) throw new Malformed('names a client twice')
    if (seen.add(client).size > MAX_CLIENTS) throw new Malformed('too many clients')
    return client
  }

  #length(): number {
    const length = this.reader.varUint()
    if (length < 1) throw new Malformed('length of zero')
    return length
  }

  #structs(client: number, count: number): void {
    if (count < 1) throw new Malformed('length of zero')
    const first = this.reader.varUint()
    let clock = first
    for (let left = count; left > 0; left -= 1) clock += this.#struct(client, clock)
    if (!Number.isSafeInteger(clock)) throw new Malformed('number too large')
    this.structs.push({ client, clock: first, length: clock - first })
    if (this.references.length > MAX_STRUCTS * 3) throw new Malformed('too many structs')
  }

  #struct(client: number, clock: number): number {
    const info = this.reader.byte()
    const kind = info & 0x1f
    if (kind === KIND.gc) return this.#garbage(info)
    if (kind === KIND.skip) throw new Malformed('skips clocks')
    const place = this.references.length
    if (info & HAS_ORIGIN) this.#reference()
    if (info & HAS_RIGHT_ORIGIN) this.#reference()
    this.#notePlace(this.references.slice(place))
    this.#at = { client, clock, after: info & HAS_ORIGIN ? (this.references[place] ?? null) : null }
    const root = info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN) ? null : this.#parent(info)
    return this.#content(kind, root)
  }

  /** Many items at one place make Yjs compare each with each (its conflict resolution is quadratic). */
  #notePlace(place: readonly StructId[]): void {
    if (place.length === 0 || !this.#mayCrowd) return
    const name = place.map(({ client, clock }) => `${client} ${clock}`).join(' ')
    const items = (this.#places.get(name) ?? 0) + 1
    if (items > MAX_AT_ONE_PLACE) throw new Malformed('too many items at one place')
    this.#places.set(name, items)
  }

  #garbage(info: number): number {
    if (info !== KIND.gc) throw new Malformed('odd garbage')
    return this.#length()
  }

  #reference(): void {
    this.references.push({ client: this.reader.varUint(), clock: this.reader.varUint() })
  }

  /** Answers the root an item hangs on, or null where it hangs on another item. */
  #parent(info: number): string | null {
    const atRoot = this.reader.varUint()
    if (atRoot > 1) throw new Malformed('odd parent')
    const root = atRoot ? this.reader.string() : null
    if (root === null) this.#reference()
    else if (!ROOTS.has(root)) throw new Malformed('unknown root')
    if (info & HAS_PARENT_KEY) this.#key(root)
    else if (root === 'fields') throw new Malformed('a field without a key')
    return root
  }

  #key(root: string | null): void {
    const key = this.reader.string()
    if (FORBIDDEN_KEYS.has(key) || key.length > 60) throw new Malformed('forbidden key')
    if (root === 'body') throw new Malformed('a key at the root of the body')
    if (root === null && !ATTRIBUTE_NAMES.has(key)) throw new Malformed('unknown attribute')
  }

  #content(kind: number, root: string | null): number {
    if (kind === KIND.deleted) return this.#length()
    if (kind === KIND.any) return this.#anys()
    if (root === 'fields') throw new Malformed('a field that is no value')
    if (kind === KIND.type) return this.#type()
    if (root === 'body') throw new Malformed('text at the root of the body')
    if (kind === KIND.string) return this.#string()
    if (kind === KIND.format) return this.#format()
    throw new Malformed('content of a kind that pages do not hold')
  }

  #string(): number {
    const text = this.reader.string()
    if (text.length < 1) throw new Malformed('length of zero')
    this.#keep(text, false)
    return text.length
  }

  #keep(text: string, value: boolean): void {
    if (this.#kept < MAX_KEPT_TEXT) this.written.push({ ...this.#at, text, value })
    this.#kept += text.length
  }

  /** A mark, by name; y-tiptap writes overlapping marks of one kind as `name--hash`. */
  #format(): number {
    const [name = ''] = this.reader.string().split('--', 1)
    if (!MARK_NAMES.has(name)) throw new Malformed('unknown mark')
    this.#json()
    return 1
  }

  #json(): void {
    const json = this.reader.string()
    if (json.length > 4096) throw new Malformed('mark too large')
    try {
      refuseForbiddenKeys(JSON.parse(json), MAX_DEPTH)
    } catch (cause) {
      throw cause instanceof Malformed ? cause : new Malformed('not JSON')
    }
  }

  #type(): number {
    const type = this.reader.varUint()
    if (type === TYPE.xmlText) return 1
    if (type !== TYPE.xmlElement) throw new Malformed('a type that pages do not hold')
    if (!NODE_NAMES.has(this.reader.string())) throw new Malformed('unknown node')
    return 1
  }

  #anys(): number {
    const count = this.reader.count()
    if (count < 1) throw new Malformed('length of zero')
    for (let left = count; left > 0; left -= 1) this.#any(MAX_DEPTH)
    return count
  }

  /** One value in lib0's `any` encoding: its tag says which JSON kind follows. */
  #any(depth: number): void {
    if (depth < 1) throw new Malformed('nested too deep')
    switch (this.reader.byte()) {
      case 126: // null
      case 121: // false
      case 120: // true
        return
      case 125:
        return this.reader.varInt()
      case 124:
        return this.reader.skip(4)
      case 123:
        return this.reader.skip(8)
      case 119:
        return this.#anyString()
      case 118:
        return this.#object(depth)
      case 117:
        return this.#array(depth)
      default:
        throw new Malformed('a value that is not JSON')
    }
  }

  /** One word is a choice or an address; several were written by a person. */
  #anyString(): void {
    const text = this.reader.string()
    if (/\s/.test(text)) this.#keep(text, true)
  }

  #object(depth: number): void {
    for (let left = this.reader.count(2); left > 0; left -= 1) {
      if (FORBIDDEN_KEYS.has(this.reader.string())) throw new Malformed('forbidden key')
      this.#any(depth - 1)
    }
  }

  #array(depth: number): void {
    for (let left = this.reader.count(); left > 0; left -= 1) this.#any(depth - 1)
  }
}

function refuseForbiddenKeys(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth < 1) throw new Malformed('nested too deep')
  for (const [key, inner] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw new Malformed('forbidden key')
    refuseForbiddenKeys(inner, depth - 1)
  }
}
