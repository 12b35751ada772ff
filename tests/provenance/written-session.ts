import { Editor } from '@tiptap/core'
import { Fragment, type Node, type Slice } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { documentExtensions } from '@terreau/shared/document/extensions.ts'
import { bodyOf } from '@terreau/shared/document/yxml.ts'
import { carefulCollaboration } from '../../client/src/editing/careful-binding.ts'
import { Chance } from '../convergence/chance.ts'
import { lettersOf, SITTINGS, typedIn } from './letters.ts'

/** One update as the server would log it: whose, in which sitting, and its bytes in base 64. */
export interface Written {
  readonly person: number
  readonly sitting: number
  readonly bytes: string
}

export interface Script {
  readonly seed: number
  readonly people: number
  readonly actions: number
  readonly mix: Mix
}
export type Mix = 'structural' | 'light'

/** What someone who sits at an editor does. */
type Action = (sitting: Sitting, chance: Chance) => void

/** Runs a session in real editors, and answers what the server would have logged. */
export async function write({ seed, people, actions, mix }: Script): Promise<Written[]> {
  const chance = new Chance(seed)
  const page = new SharedPage(chance)
  for (let done = 0; done < actions; done += 1) {
    await page.comeAndGo(people, actions)
    const sitting = chance.pick(page.sittings)
    if (sitting) sitting.act(mix)
    for (const one of page.sittings) one.exchange()
    // The binding draws what came in tasks of its own.
    if (done % 20 === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  for (const one of page.sittings) one.leave()
  return page.log
}

/** What Bob does, once, on a page of two paragraphs by Ana. */
export async function writeAndThen(operation: keyof typeof OPERATIONS): Promise<Written[]> {
  const page = new SharedPage(new Chance(1))
  const ana = new Sitting(page, 1, 1)
  await new Promise((resolve) => setTimeout(resolve))
  ana.editor.commands.setTextSelection(1)
  ana.type('les voisines ont ouvert un atelier de vélo. on y répare tout. ')
  ana.editor.commands.splitBlock()
  ana.type('il faut une clé de dix. un chiffon. et un peu de patience. ')
  ana.leave()
  const bob = new Sitting(page, 2, 2)
  await new Promise((resolve) => setTimeout(resolve))
  OPERATIONS[operation](bob)
  bob.leave()
  return page.log
}

/** One operation each; the caret stands in the first paragraph. */
const OPERATIONS = {
  bold: ({ editor }: Sitting) => editor.chain().setTextSelection({ from: 5, to: 30 }).toggleMark('bold').run(),
  enter: ({ editor }: Sitting) => editor.chain().setTextSelection(32).splitBlock().run(),
  heading: ({ editor }: Sitting) => editor.chain().selectAll().setNode('heading', { level: 2 }).run(),
  list: ({ editor }: Sitting) => editor.chain().selectAll().toggleList('bulletList', 'listItem').run(),
  quote: ({ editor }: Sitting) => editor.chain().selectAll().wrapIn('blockquote').run(),
  drag: ({ editor }: Sitting) => {
    const { tr, doc } = editor.state
    const first = doc.child(0)
    tr.delete(0, first.nodeSize)
    editor.view.dispatch(tr.insert(tr.doc.content.size, first))
  },
  replaceAll: (bob: Sitting) => {
    const { tr } = bob.editor.state
    const places = textBlocks(bob).flatMap(({ node, start }) =>
      [...lettersOf(node.textContent).matchAll(/ un /g)].map(({ index }) => start + index + 1),
    )
    for (const at of places.toReversed()) tr.insertText(typedIn(bob.number, 'le'), at, at + 2)
    bob.editor.view.dispatch(tr)
  },
  deleteAndUndo: ({ editor, stopCapturing }: Sitting) => {
    editor
      .chain()
      .setTextSelection({ from: 1, to: editor.state.doc.content.size - 3 })
      .deleteSelection()
      .run()
    stopCapturing()
    editor.commands.undo()
  },
  cutAndPaste: (bob: Sitting) => {
    const { editor } = bob
    const cut = editor.state.doc.slice(5, 31)
    editor.chain().setTextSelection({ from: 5, to: 31 }).deleteSelection().run()
    bob.stopCapturing()
    const { tr, doc } = editor.state
    editor.view.dispatch(tr.setSelection(TextSelection.create(doc, doc.content.size - 1)).replaceSelection(cut))
  },
} as const

class SharedPage {
  readonly chance: Chance
  readonly doc = new Y.Doc()
  readonly log: Written[] = []
  sittings: Sitting[] = []
  /** What people took away to put back later, as they found it. */
  readonly kept: Slice[] = []
  #sittings = 0

  constructor(chance: Chance) {
    this.chance = chance
    const body = bodyOf(this.doc)
    this.doc.clientID = 1
    body.insert(0, [new Y.XmlElement('paragraph')])
    this.log.push({ person: 0, sitting: 0, bytes: base64(Y.encodeStateAsUpdate(this.doc)) })
  }

  receive(update: Uint8Array, from: Sitting): void {
    Y.applyUpdate(this.doc, update)
    this.log.push({ person: from.person, sitting: from.number, bytes: base64(update) })
    for (const other of this.sittings) if (other !== from) other.waiting.push(update)
  }

  /** Two to four sit at the page; about as many sittings as can be told apart follow one another. */
  async comeAndGo(people: number, actions: number): Promise<void> {
    const leaves = this.sittings.length > 3 || this.chance.below(actions) < SITTINGS * 0.8
    if (leaves && this.sittings.length > 1) this.chance.pick(this.sittings)?.leave()
    while (this.sittings.length < 2 || (this.sittings.length < 4 && this.chance.oneIn(30))) {
      if (this.#sittings + 1 >= SITTINGS) return
      this.#sittings += 1
      const sitting = new Sitting(this, this.chance.below(people), this.#sittings)
      this.sittings.push(sitting)
      await new Promise((resolve) => setTimeout(resolve))
    }
  }
}

class Sitting {
  readonly page: SharedPage
  readonly person: number
  readonly number: number
  readonly editor: Editor
  /** What others wrote that has not come yet. */
  readonly waiting: Uint8Array[] = []
  clipboard: Slice | null = null
  readonly #doc = new Y.Doc()
  #outbox: Uint8Array[] = []
  #offlineFor = 0

  constructor(page: SharedPage, person: number, number: number) {
    this.page = page
    this.person = person
    this.number = number
    this.#doc.clientID = page.chance.below(2 ** 30)
    Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(page.doc), this)
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#outbox.push(update)
    })
    this.editor = new Editor({
      element: document.createElement('div'),
      extensions: [...documentExtensions, carefulCollaboration(bodyOf(this.#doc), () => {})],
    })
  }

  act(mix: Mix): void {
    const { chance } = this.page
    if (this.#offlineFor === 0 && chance.oneIn(60)) this.#offlineFor = 3 + chance.below(12)
    const actions = this.person === 0 ? FORMING : MIXES[mix]
    this.stopCapturing()
    chance.weighted(actions)(this, chance)
  }

  /** What comes now is undone apart from what came before. */
  readonly stopCapturing = (): void => yUndoPluginKey.getState(this.editor.state)?.undoManager.stopCapturing()

  type(text: string): void {
    for (const letter of typedIn(this.number, text)) this.editor.view.dispatch(this.editor.state.tr.insertText(letter))
  }

  /** Sends and receives, each now and then; nothing while offline. */
  exchange(): void {
    if (this.#offlineFor > 0) this.#offlineFor -= 1
    if (this.#offlineFor > 0) return
    this.#send()
    if (this.page.chance.oneIn(3)) this.#receive()
  }

  leave(): void {
    this.#send()
    this.page.sittings = this.page.sittings.filter((one) => one !== this)
    this.editor.destroy()
  }

  #send(): void {
    for (const update of this.#outbox.splice(0)) this.page.receive(update, this)
  }

  #receive(): void {
    const updates = this.waiting.splice(0)
    if (updates.length > 0) Y.applyUpdate(this.#doc, Y.mergeUpdates(updates), this)
  }
}

const VOCABULARY = words(new Chance(7), 320)

/** Words of one to four syllables; those at the front are said most. */
function words(chance: Chance, count: number): string[] {
  const syllables = [
    'la',
    'ne',
    'ter',
    'vé',
    'lo',
    'jar',
    'din',
    'mo',
    'ré',
    'pa',
    'cou',
    'ti',
    'chan',
    'ge',
    'ou',
    'sen',
    'pri',
    'eau',
    'con',
    'è',
    'dou',
    'bri',
    'a',
    'ci',
  ]
  return Array.from({ length: count }, (_, at) =>
    Array.from({ length: at < 20 ? 1 : 1 + chance.below(4) }, () => chance.pick(syllables)).join(''),
  )
}

function aWord(chance: Chance): string {
  return VOCABULARY[Math.floor(VOCABULARY.length * chance.fraction() ** 2.5)] ?? ''
}

function aSentence(chance: Chance, most: number): string {
  return `${Array.from({ length: 3 + chance.below(most) }, () => aWord(chance)).join(' ')}. `
}

interface Block {
  readonly node: Node
  readonly start: number
}

function textBlocks({ editor }: Sitting): Block[] {
  const found: Block[] = []
  editor.state.doc.descendants((node, pos) => {
    if (node.isTextblock) found.push({ node, start: pos + 1 })
    return !node.isTextblock
  })
  return found
}

function aBlock(sitting: Sitting, chance: Chance, least = 0): Block | null {
  return chance.pick(textBlocks(sitting).filter(({ node }) => node.content.size >= least)) ?? null
}

function select({ editor }: Sitting, from: number, to = from): void {
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)))
}

/** Offsets in a block at which a word begins. */
function wordStarts({ node }: Block): number[] {
  return [0, ...[...lettersOf(node.textContent).matchAll(/ (?=\S)/g)].map(({ index }) => index + 1)]
}

/** Selects some words of a block; false where there are none. */
function selectWords(sitting: Sitting, chance: Chance, most: number): boolean {
  const block = aBlock(sitting, chance, 20)
  if (!block) return false
  const starts = wordStarts(block)
  const first = chance.below(starts.length)
  const from = starts[first] ?? 0
  const to = starts[first + 1 + chance.below(most)] ?? block.node.content.size
  select(sitting, block.start + from, block.start + to)
  return to > from
}

const goOn: Action = (sitting, chance) => {
  const block = aBlock(sitting, chance)
  if (!block) return
  const starts = wordStarts(block)
  const at = chance.oneIn(4) ? (chance.pick(starts) ?? 0) : block.node.content.size
  select(sitting, block.start + at)
  sitting.type(aSentence(chance, 9))
  if (chance.oneIn(6)) {
    sitting.editor.commands.splitBlock()
    sitting.type(aSentence(chance, 9))
  }
}

const eraseWords: Action = (sitting, chance) => {
  if (selectWords(sitting, chance, 5)) sitting.editor.commands.deleteSelection()
}

const eraseLetters: Action = (sitting, chance) => {
  const block = aBlock(sitting, chance, 30)
  if (!block) return
  const end = block.start + 10 + chance.below(block.node.content.size - 10)
  for (let at = end; at > end - 3 - chance.below(7); at -= 1)
    sitting.editor.view.dispatch(sitting.editor.state.tr.delete(at - 1, at))
}

const correct: Action = (sitting, chance) => {
  if (!selectWords(sitting, chance, 2)) return
  sitting.editor.commands.deleteSelection()
  sitting.type(`${aWord(chance)} `)
}

const enter: Action = (sitting, chance) => {
  const block = aBlock(sitting, chance, 20)
  if (!block) return
  select(sitting, block.start + (chance.pick(wordStarts(block)) ?? 0))
  if (!sitting.editor.commands.splitListItem('listItem')) sitting.editor.commands.splitBlock()
}

const joinBackward: Action = (sitting, chance) => {
  const block = aBlock(sitting, chance)
  if (!block) return
  select(sitting, block.start)
  sitting.editor.commands.joinBackward()
}

const embolden: Action = (sitting, chance) => {
  if (selectWords(sitting, chance, 6)) sitting.editor.commands.toggleMark(chance.oneIn(2) ? 'bold' : 'italic')
}

const formed =
  (command: (sitting: Sitting, chance: Chance) => void): Action =>
  (sitting, chance) => {
    const block = aBlock(sitting, chance)
    if (!block) return
    const next = chance.oneIn(3) ? aBlock(sitting, chance) : null
    const [from, to] = [block.start, next ? next.start : block.start]
    select(sitting, Math.min(from, to), Math.max(from, to) - from > 2000 ? from : Math.max(from, to))
    command(sitting, chance)
  }

const heading = formed(({ editor }, chance) =>
  editor.commands.toggleNode('heading', 'paragraph', { level: 2 + chance.below(3) }),
)
const list = formed(({ editor }, chance) =>
  chance.oneIn(3)
    ? editor.commands.toggleList('orderedList', 'listItem')
    : editor.commands.toggleList('bulletList', 'listItem'),
)
const quote = formed(({ editor }) => editor.commands.toggleWrap('blockquote'))
const lift = formed(({ editor }) => editor.commands.liftListItem('listItem') || editor.commands.lift('blockquote'))

/** The bounds of one top-level block, or of a few. */
function bounds({ editor }: Sitting, chance: Chance, most = 1): [number, number] {
  const { doc } = editor.state
  const first = chance.below(doc.childCount)
  const last = Math.min(doc.childCount, first + 1 + chance.below(most))
  let [from, to] = [0, 0]
  for (let at = 0; at < last; at += 1) {
    if (at < first) from += doc.child(at).nodeSize
    to += doc.child(at).nodeSize
  }
  return [from, to]
}

const drag: Action = (sitting, chance) => {
  const { editor } = sitting
  if (editor.state.doc.childCount < 3) return
  const [from, to] = bounds(sitting, chance)
  const { tr } = editor.state
  const moved = tr.doc.slice(from, to).content
  tr.delete(from, to)
  const places: number[] = []
  tr.doc.forEach((_, pos) => places.push(pos))
  editor.view.dispatch(tr.insert(chance.pick(places) ?? 0, moved))
}

const replaceAll: Action = (sitting, chance) => {
  const { editor } = sitting
  const word = VOCABULARY[chance.below(VOCABULARY.length)] ?? ''
  const other = aWord(chance)
  if (other === word) return
  const [old, fresh] = [` ${word} `, typedIn(sitting.number, ` ${other} `)]
  const { tr } = editor.state
  const places = textBlocks(sitting).flatMap(({ node, start }) =>
    [...lettersOf(node.textBetween(0, node.content.size, '', ' ')).matchAll(new RegExp(old, 'g'))].map(
      ({ index }) => start + index,
    ),
  )
  for (const at of places.toReversed()) tr.insertText(fresh, at, at + old.length)
  if (tr.docChanged) editor.view.dispatch(tr)
}

const undo: Action = ({ editor }, chance) => {
  const times = 1 + chance.below(3)
  for (let done = 0; done < times; done += 1) editor.commands.undo()
  if (chance.oneIn(3)) editor.commands.redo()
}

const cut: Action = (sitting, chance) => {
  if (!selectWords(sitting, chance, 20)) return
  const { from, to } = sitting.editor.state.selection
  sitting.clipboard = sitting.editor.state.doc.slice(from, to)
  sitting.editor.commands.deleteSelection()
  if (chance.oneIn(2)) paste(sitting, chance)
}

const paste: Action = (sitting, chance) => {
  const block = aBlock(sitting, chance)
  if (!block || !sitting.clipboard) return
  select(sitting, block.start + (chance.pick(wordStarts(block)) ?? 0))
  const { tr } = sitting.editor.state
  sitting.editor.view.dispatch(tr.replaceSelection(sitting.clipboard))
  sitting.clipboard = null
}

const spoil: Action = (sitting, chance) => {
  const { editor, page } = sitting
  if (editor.state.doc.childCount < 6) return
  const [from, to] = bounds(sitting, chance, 4)
  if (to - from > editor.state.doc.content.size / 4) return
  page.kept.push(editor.state.doc.slice(from, to))
  const { tr } = editor.state
  tr.delete(from, to)
  if (chance.oneIn(2))
    tr.insert(
      from,
      editor.schema.node('paragraph', null, [editor.schema.text(typedIn(sitting.number, aSentence(chance, 5)))]),
    )
  editor.view.dispatch(tr)
}

/** Someone else puts back what was spoilt, from a copy of the page. */
const putBack: Action = (sitting, chance) => {
  const kept = sitting.page.kept.splice(chance.below(sitting.page.kept.length), 1)[0]
  if (!kept) return
  const { tr } = sitting.editor.state
  const [from] = bounds(sitting, chance)
  const content = sitting.editor.schema.nodeFromJSON({ type: 'doc', content: kept.content.toJSON() as never }).content
  sitting.editor.view.dispatch(tr.insert(from, Fragment.from(content)))
}

/** Text from elsewhere, in several paragraphs at once. */
const bring: Action = (sitting, chance) => {
  const { editor } = sitting
  const paragraphs = Array.from({ length: 2 + chance.below(4) }, () =>
    editor.schema.node('paragraph', null, [editor.schema.text(typedIn(sitting.number, aSentence(chance, 25)))]),
  )
  editor.view.dispatch(editor.state.tr.insert(bounds(sitting, chance)[0], paragraphs))
}

type Weighted = readonly (readonly [weight: number, action: Action])[]

const MIXES: Readonly<Record<Mix, Weighted>> = {
  structural: [
    [34, goOn],
    [5, eraseWords],
    [3, eraseLetters],
    [4, correct],
    [8, enter],
    [5, joinBackward],
    [5, embolden],
    [5, heading],
    [6, list],
    [3, quote],
    [4, lift],
    [5, drag],
    [1, replaceAll],
    [6, undo],
    [4, cut],
    [2, paste],
    [1, spoil],
    [2, putBack],
    [1, bring],
  ],
  light: [
    [70, goOn],
    [5, eraseWords],
    [4, eraseLetters],
    [6, correct],
    [4, enter],
    [2, joinBackward],
    [4, embolden],
    [1, heading],
    [1, list],
    [1, drag],
    [3, undo],
    [2, cut],
    [1, paste],
    [1, bring],
  ],
}

/** Someone who gives the page its form and never writes a word. */
const FORMING: Weighted = [
  [8, enter],
  [5, joinBackward],
  [6, embolden],
  [7, heading],
  [8, list],
  [5, quote],
  [6, lift],
  [6, drag],
  [6, undo],
  [4, cut],
  [4, paste],
]

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
