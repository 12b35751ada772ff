import { Fragment, Slice, type Node, type ResolvedPos } from '@tiptap/pm/model'
import { canJoin, canSplit, findWrapping, liftTarget, Transform } from '@tiptap/pm/transform'
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { bodyJson, bodyOf, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { attributesFit } from '@terreau/shared/document/attributes.ts'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import type { Chance } from './chance.ts'
import { BLOCKS, WORDS } from './writings.ts'

/** What an editor does to a body: an action of one hand, where its place allows it. */
type Action = (chance: Chance, tr: Transform) => void

const { nodes, marks } = pageSchema

const characters = new Intl.Segmenter('fr')

/** Every place in a text where a caret can stand: never inside a character. */
function carets(text: string): number[] {
  const places = [0]
  for (const { segment } of characters.segment(text)) places.push((places.at(-1) ?? 0) + segment.length)
  return places
}

/** Every block that holds text, by the position of its start. */
function textBlocks(doc: Node): { node: Node; start: number }[] {
  const found: { node: Node; start: number }[] = []
  doc.descendants((node, pos) => {
    if (node.isTextblock) found.push({ node, start: pos + 1 })
    return !node.isTextblock
  })
  return found
}

function caretIn(chance: Chance, { node, start }: { node: Node; start: number }): number {
  const text = node.textBetween(0, node.content.size, '', '\ufffc')
  return start + (chance.pick(carets(text)) ?? 0)
}

/** Two carets in one block, in order. */
function selection(chance: Chance, doc: Node): [number, number] {
  const block = chance.pick(textBlocks(doc))
  if (!block) return [0, 0]
  const [one, other] = [caretIn(chance, block), caretIn(chance, block)]
  return one < other ? [one, other] : [other, one]
}

function caret(chance: Chance, doc: Node): ResolvedPos {
  return doc.resolve(selection(chance, doc)[0])
}

/** The bounds of one top-level block. */
function oneBlock(chance: Chance, doc: Node): [from: number, to: number] {
  const index = chance.below(doc.childCount)
  let from = 0
  for (let at = 0; at < index; at += 1) from += doc.child(at).nodeSize
  return [from, from + doc.child(index).nodeSize]
}

const type: Action = (chance, tr) => {
  const [from, to] = selection(chance, tr.doc)
  const words = pageSchema.text(`${chance.pick(WORDS)}${chance.oneIn(2) ? ' ' : ''}`)
  if (from > 0) tr.replaceWith(chance.oneIn(6) ? from : to, to, words)
}

const erase: Action = (chance, tr) => {
  const [from, to] = selection(chance, tr.doc)
  tr.delete(from, to)
}

const enter: Action = (chance, tr) => {
  const at = caret(chance, tr.doc)
  const depth = at.depth > 2 && canSplit(tr.doc, at.pos, 2) ? 2 : 1
  if (canSplit(tr.doc, at.pos, depth)) tr.split(at.pos, depth)
}

const joinWithBefore: Action = (chance, tr) => {
  const at = caret(chance, tr.doc)
  const place = at.depth > 0 ? at.before() : 0
  if (place > 0 && canJoin(tr.doc, place)) tr.join(place)
}

const mark: Action = (chance, tr) => {
  const [from, to] = selection(chance, tr.doc)
  const made = [marks.bold?.create(), marks.italic?.create(), marks.link?.create({ href: 'https://example.org/a' })]
  const one = chance.pick(made.filter((mark) => mark !== undefined))
  if (!one || from === to) return
  if (chance.oneIn(3)) tr.removeMark(from, to)
  else tr.addMark(from, to, one)
}

const retype: Action = (chance, tr) => {
  const at = caret(chance, tr.doc).pos
  const type = chance.pick([nodes.paragraph, nodes.heading, nodes.codeBlock])
  if (type) tr.setBlockType(at, at, type, type === nodes.heading ? { level: 2 + chance.below(3) } : null)
}

const wrap: Action = (chance, tr) => {
  const range = caret(chance, tr.doc).blockRange()
  const type = chance.pick([nodes.bulletList, nodes.orderedList, nodes.taskList, nodes.blockquote, nodes.callout])
  const wrapping = range && type && findWrapping(range, type)
  if (range && wrapping) tr.wrap(range, wrapping)
}

const lift: Action = (chance, tr) => {
  const range = caret(chance, tr.doc).blockRange()
  const target = range && liftTarget(range)
  if (range && typeof target === 'number') tr.lift(range, target)
}

const insertBlock: Action = (chance, tr) => {
  const [from] = oneBlock(chance, tr.doc)
  const block = chance.pick(BLOCKS)
  if (block) tr.insert(from, pageSchema.nodeFromJSON(block))
}

const paste: Action = (chance, tr) => {
  const [from] = oneBlock(chance, tr.doc)
  const blocks = Array.from({ length: 3 + chance.below(6) }, () => pageSchema.nodeFromJSON(chance.pick(BLOCKS)))
  tr.replace(from, from, new Slice(Fragment.from(blocks), 0, 0))
}

const drag: Action = (chance, tr) => {
  const [from, to] = oneBlock(chance, tr.doc)
  const moved = tr.doc.slice(from, to).content
  if (tr.doc.childCount < 2) return
  tr.delete(from, to)
  tr.insert(oneBlock(chance, tr.doc)[0], moved)
}

const eraseBlock: Action = (chance, tr) => {
  if (tr.doc.childCount < 3) return
  tr.delete(...oneBlock(chance, tr.doc))
}

/** An atom in the line: a break, a link to a page, a citation. */
const insertAtom: Action = (chance, tr) => {
  const at = caret(chance, tr.doc).pos
  const page = '01932f7e-4a10-7c3a-9b1e-5a2f0c7d8e11'
  const atoms = [
    nodes.hardBreak?.create(),
    nodes.pageLink?.create({ page, text: 'Atelier vélo' }),
    nodes.citation?.create({ source: page, locator: 'p. 4' }),
  ]
  const atom = chance.pick(atoms)
  if (at > 0 && atom) tr.insert(at, atom)
}

/** A row of a table or an item of a list, twice or never. */
const repeatOrDropPart: Action = (chance, tr) => {
  const parts: [Node, number, Node][] = []
  tr.doc.descendants((node, pos, parent) => {
    if (parent && ['tableRow', 'listItem', 'taskItem', 'step'].includes(node.type.name)) parts.push([node, pos, parent])
  })
  const [node, pos, parent] = chance.pick(parts) ?? []
  if (!node || pos === undefined || !parent) return
  if (chance.oneIn(2) || parent.childCount < 2) tr.insert(pos, node)
  else tr.delete(pos, pos + node.nodeSize)
}

const tick: Action = (chance, tr) => {
  const tasks: number[] = []
  tr.doc.descendants((node, pos) => void (node.type.name === 'taskItem' && tasks.push(pos)))
  const at = chance.pick(tasks)
  if (at !== undefined) tr.setNodeAttribute(at, 'checked', !tr.doc.nodeAt(at)?.attrs.checked)
}

const ACTIONS: readonly (readonly [weight: number, action: Action])[] = [
  [40, type],
  [8, erase],
  [6, enter],
  [4, joinWithBefore],
  [5, mark],
  [3, retype],
  [4, wrap],
  [3, lift],
  [3, insertBlock],
  [1, paste],
  [3, drag],
  [2, eraseBlock],
  [2, insertAtom],
  [4, repeatOrDropPart],
  [1, tick],
]

const FIELDS = ['title', 'summary']

/** True where an editor built from the schema shows all that the document holds. */
export function canBeBuilt(doc: Y.Doc): boolean {
  try {
    const json = bodyJson(bodyOf(doc))
    pageSchema.nodeFromJSON(json).check()
    return attributesFit(json)
  } catch {
    return false
  }
}

/** False where the schema allows no such edit in this place: an editor offers none. */
function fits(edit: () => void): boolean {
  try {
    edit()
    return true
  } catch {
    return false
  }
}

/** Someone's hand on one replica: edits as the editor's binding stores them, and undoes its own. */
export class Hand {
  readonly #doc: Y.Doc
  readonly #chance: Chance
  readonly #undo: Y.UndoManager

  constructor(doc: Y.Doc, chance: Chance) {
    this.#doc = doc
    this.#chance = chance
    this.#undo = new Y.UndoManager([bodyOf(doc), fieldsOfDoc(doc)], {
      trackedOrigins: new Set([this]),
      captureTimeout: 0,
    })
  }

  act(): void {
    const chance = this.#chance
    if (chance.oneIn(12)) return this.#setField()
    if (chance.oneIn(14)) return void (chance.oneIn(3) ? this.#undo.redo() : this.#undo.undo())
    this.#edit(chance.weighted(ACTIONS))
  }

  #edit(action: Action): void {
    const body = bodyOf(this.#doc)
    const { doc, meta } = initProseMirrorDoc(body, pageSchema)
    const tr = new Transform(doc)
    if (!fits(() => action(this.#chance, tr)) || !tr.docChanged || !fits(() => tr.doc.check())) return
    this.#doc.transact(() => updateYFragment(this.#doc, body, tr.doc, meta), this)
  }

  #setField(): void {
    const chance = this.#chance
    const key = chance.pick(FIELDS) ?? ''
    this.#doc.transact(() => {
      if (key === 'summary' && chance.oneIn(4)) fieldsOfDoc(this.#doc).delete(key)
      else fieldsOfDoc(this.#doc).set(key, `${chance.pick(WORDS)} ${chance.below(100)}`)
    }, this)
  }
}
