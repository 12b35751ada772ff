import { findWrapping, Transform } from '@tiptap/pm/transform'
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { anchorAt, follow, type Anchor } from '@terreau/shared/document/anchor.ts'
import { passagesOf, type PassageContent } from '@terreau/shared/document/passages.ts'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { bodyJson, bodyOf, fieldsJson, fieldsOfDoc } from '@terreau/shared/document/yxml.ts'
import { writeBody } from '@terreau/shared/document/yxml-write.ts'

const FRIDGE = 'Il faut une prise pour le frigo partagé, et un accès de plain-pied.'
const THURSDAY = 'Le jeudi soir convient mieux que le samedi. La moitié des paniers part alors à vélo.'
const KEY = 'Une personne du quartier tient la clé pendant une semaine.'

/** A page edited as the editor's binding stores it, with something said of one of its passages. */
class Page {
  readonly #doc = new Y.Doc()
  readonly #undo: Y.UndoManager
  anchor: Anchor
  seq = 1

  constructor(about: string, texts: readonly string[] = [FRIDGE, THURSDAY, KEY]) {
    const content = texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
    writeBody(bodyOf(this.#doc), { type: 'doc', content })
    this.#undo = new Y.UndoManager([bodyOf(this.#doc), fieldsOfDoc(this.#doc)], {
      trackedOrigins: new Set([this]),
      captureTimeout: 0,
    })
    this.anchor = anchorAt(this.#passage(about))
  }

  edit(change: (tr: Transform, at: (words: string) => number) => void): void {
    const body = bodyOf(this.#doc)
    const { doc, meta } = initProseMirrorDoc(body, pageSchema)
    const tr = new Transform(doc)
    change(tr, (words) => placeOf(tr, words))
    tr.doc.check()
    this.#follows(() => this.#doc.transact(() => updateYFragment(this.#doc, body, tr.doc, meta), this))
  }

  set(field: string, value: unknown): void {
    this.#follows(() => this.#doc.transact(() => fieldsOfDoc(this.#doc).set(field, value), this))
  }

  about(words: string): this {
    this.anchor = anchorAt(this.#passage(words))
    return this
  }

  undo(): void {
    this.#follows(() => this.#undo.undo())
  }

  /** The words of the passage that it stands at now; null where that is gone. */
  standsAt(): string | null {
    const { gone, hash } = this.anchor
    return gone ? null : (this.passages().find((one) => one.hash === hash)?.text ?? 'nowhere')
  }

  passages(): PassageContent[] {
    const [body, fields] = [bodyJson(bodyOf(this.#doc)), fieldsJson(fieldsOfDoc(this.#doc))]
    return passagesOf({ type: 'principle', body, fields })
  }

  #follows(edit: () => void): void {
    const before = this.passages()
    edit()
    this.anchor = follow([this.anchor], before, this.passages(), this.seq++)[0] ?? this.anchor
  }

  #passage(words: string): PassageContent {
    const passage = this.passages().find(({ text }) => text.includes(words))
    if (!passage) throw new Error(`no passage says ${words}`)
    return passage
  }
}

/** The position before some words. */
function placeOf(tr: Transform, words: string): number {
  let found = -1
  tr.doc.descendants((node, pos) => {
    const at = node.isTextblock ? node.textContent.indexOf(words) : -1
    if (found < 0 && at >= 0) found = pos + 1 + at
  })
  return found
}

test('[D30] what is said of a passage stays with it while it is written in, word by word, until no word is the same', () => {
  const page = new Page(THURSDAY)
  const fresh = THURSDAY.split(' ').map((_, index) => `neuf${index}`)
  for (const [index, word] of fresh.entries())
    page.edit((tr, at) => {
      const last = index === 0 ? '' : `${fresh[index - 1]} `
      const from = at(last || 'Le jeudi') + last.length
      const rest = tr.doc.textBetween(from, tr.doc.resolve(from).end())
      tr.replaceWith(from, from + (/^\S+/.exec(rest)?.[0].length ?? 0), pageSchema.text(word))
    })
  expect(page.standsAt()).toBe(fresh.join(' '))
  expect(page.anchor.quote).toBe(THURSDAY)
})

test('[D30] it stays with a passage whose words are all replaced at once, at its place', () => {
  const page = new Page(THURSDAY)
  page.edit((tr, at) =>
    tr.replaceWith(at('Le jeudi'), at('Le jeudi') + THURSDAY.length, pageSchema.text('Autre chose ?')),
  )
  expect(page.standsAt()).toBe('Autre chose ?')
})

test('[D30] of a passage that is split it stays with the part that has most of its words, and joined it is with the whole', () => {
  const page = new Page(THURSDAY)
  page.edit((tr, at) => tr.split(at('convient')))
  expect(page.standsAt()).toBe('convient mieux que le samedi. La moitié des paniers part alors à vélo.')
  page.edit((tr, at) => tr.join(at('convient') - 1))
  expect(page.standsAt()).toBe(THURSDAY)
  page.edit((tr, at) => tr.join(at('Le jeudi') - 1))
  expect(page.standsAt()).toBe(`${FRIDGE}${THURSDAY}`)
})

test('[D30] it follows its passage into a list, out of it, and to another place', () => {
  const page = new Page(THURSDAY)
  page.edit((tr, at) => {
    const range = tr.doc.resolve(at('Le jeudi')).blockRange()
    const list = pageSchema.nodes.bulletList
    const wrapping = range && list && findWrapping(range, list)
    if (range && wrapping) tr.wrap(range, wrapping)
  })
  expect([page.standsAt(), page.anchor.kind]).toEqual([THURSDAY, 'listItem'])
  page.edit((tr) => {
    const moved = tr.doc.child(1)
    tr.delete(tr.doc.child(0).nodeSize, tr.doc.child(0).nodeSize + moved.nodeSize)
    tr.insert(0, moved)
  })
  expect([page.standsAt(), page.passages()[0]?.text]).toEqual([THURSDAY, THURSDAY])
  page.edit((tr, at) => {
    const range = tr.doc.resolve(at('Le jeudi')).blockRange()
    if (range) tr.lift(range, 0)
  })
  expect([page.standsAt(), page.anchor.kind]).toEqual([THURSDAY, 'paragraph'])
})

test('[D30] gone with its passage, it says after which update, and comes back with it, or with what is written at its place', () => {
  const page = new Page(THURSDAY)
  const remove = (words: string) => page.edit((tr, at) => tr.delete(at(words) - 1, at(words) + words.length + 1))
  page.seq = 7
  remove(THURSDAY)
  expect([page.standsAt(), page.anchor.gone?.seq, page.anchor.quote]).toEqual([null, 7, THURSDAY])
  page.undo()
  expect(page.standsAt()).toBe(THURSDAY)
  page.edit((tr, at) => tr.delete(at(THURSDAY), at(THURSDAY) + THURSDAY.length))
  expect(page.standsAt()).toBe(null)
  page.edit((tr) => tr.insert(tr.doc.child(0).nodeSize + 1, pageSchema.text('Le dimanche ?')))
  expect(page.standsAt()).toBe('Le dimanche ?')
  remove('Le dimanche ?')
  remove(KEY)
  page.edit((tr) => tr.insert(0, pageSchema.node('paragraph', null, pageSchema.text('Tout autre chose'))))
  expect(page.standsAt()).toBe(null)
})

test('[D30] what is said of a field stays with the field, and of one of its statements with that one', () => {
  const page = new Page(THURSDAY)
  page.set('summary', 'Deux heures par semaine')
  page.about('Deux heures')
  page.set('summary', 'Trois soirs')
  expect([page.standsAt(), page.anchor.field]).toEqual(['Trois soirs', 'summary'])
  page.set('is', ['Un frigo partagé dans le hall', 'Une table pliante pour les paniers'])
  page.about('Une table')
  page.set('is', ['Une table pliante pour tous les paniers', 'Un frigo partagé dans le hall', 'Du temps'])
  expect(page.standsAt()).toBe('Une table pliante pour tous les paniers')
})

test('[D30] whatever is done elsewhere on the page, it stands at its passage', () => {
  const others = fc.array(fc.tuple(fc.nat(), fc.constantFrom('split', 'delete', 'insert', 'type')), { maxLength: 12 })
  fc.assert(
    fc.property(others, (edits) => {
      const page = new Page(THURSDAY, [FRIDGE, KEY, THURSDAY, 'Choisir la ferme.', 'Peindre au sol la place du frigo.'])
      for (const [place, what] of edits) page.edit((tr) => elsewhere(tr, place, what))
      expect(page.standsAt()).toBe(THURSDAY)
    }),
    { numRuns: 60 },
  )
})

/** An edit in any block but one. */
function elsewhere(tr: Transform, place: number, what: string): void {
  const blocks: number[] = []
  tr.doc.forEach((node, offset) => void (node.textContent === THURSDAY || blocks.push(offset)))
  const at = blocks[place % blocks.length]
  const block = at === undefined ? null : tr.doc.nodeAt(at)
  if (at === undefined || !block) return
  if (what === 'split') tr.split(at + 1 + (place % (block.content.size + 1)))
  if (what === 'type') tr.insert(at + 1, pageSchema.text(`Encore ${place} `))
  if (what === 'insert')
    tr.insert(at, pageSchema.node('paragraph', null, pageSchema.text(`Un passage de plus, le ${place}`)))
  if (what === 'delete' && blocks.length > 1) tr.delete(at, at + block.nodeSize)
}
