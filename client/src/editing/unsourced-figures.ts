import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { figuresIn } from '@terreau/shared/language/figures.ts'

interface Flagged {
  readonly on: boolean
  readonly drawn: DecorationSet
}

const key = new PluginKey<Flagged>('unsourcedFigures')

/** Figures of one block of the page, counted from its beginning. Blocks that did not change are the same objects, and are not read again. */
const known = new WeakMap<Node, readonly { from: number; to: number }[]>()

/** Nodes that are passages with all they hold: one citation in them is enough. */
const PASSAGES = new Set(['listItem', 'taskItem', 'step', 'tableRow', 'blockquote', 'callout'])
const INSTRUCTIONS = new Set(['step', 'taskItem'])
const NEVER = new Set(['codeBlock', 'heading'])

/**
 * Draws a quiet line under the figures of passages that cite nothing. Only drawn: the page stays as it is, and nobody is
 * kept from writing.
 */
export const unsourcedFigures = (on: boolean): Extension =>
  Extension.create({ name: 'unsourcedFigures', addProseMirrorPlugins: () => [flagging(on)] })

export function flagging(on: boolean): Plugin<Flagged> {
  return new Plugin<Flagged>({
    key,
    state: {
      init: (_, { doc }) => flagged(doc, on),
      apply: (transaction, last) => {
        const asked = transaction.getMeta(key) as boolean | undefined
        if (asked === undefined && !transaction.docChanged) return last
        return flagged(transaction.doc, asked ?? last.on)
      },
    },
    props: { decorations: (state) => key.getState(state)?.drawn },
  })
}

export function flagFigures({ view }: Editor, on: boolean): void {
  view.dispatch(view.state.tr.setMeta(key, on))
}

/** Where the first figure without a source ends in the block that one writes in; null where there is none. */
export function figureHere(state: EditorState): number | null {
  const { $from } = state.selection
  if ($from.depth === 0) return null
  const [figure] = key.getState(state)?.drawn.find($from.start(), $from.end()) ?? []
  return figure?.to ?? null
}

function flagged(doc: Node, on: boolean): Flagged {
  const drawn: Decoration[] = []
  if (on)
    doc.forEach((block, at) => {
      for (const { from, to } of figuresOf(block))
        drawn.push(Decoration.inline(at + from, at + to, { class: 'unsourced-figure' }))
    })
  return { on, drawn: DecorationSet.create(doc, drawn) }
}

function figuresOf(block: Node) {
  const found = known.get(block) ?? read(block)
  known.set(block, found)
  return found
}

function read(block: Node): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  const walk = (node: Node, at: number, instruction: boolean): void => {
    if (NEVER.has(node.type.name)) return
    if (PASSAGES.has(node.type.name) && cites(node)) return
    if (node.isTextblock) found.push(...inText(node, at, instruction))
    else node.forEach((child, inside) => walk(child, at + 1 + inside, instruction || INSTRUCTIONS.has(node.type.name)))
  }
  walk(block, 0, false)
  return found
}

/** What stands in a line without being text takes one place in it, as one character here. */
function inText(node: Node, at: number, instruction: boolean) {
  if (cites(node)) return []
  const text = node.textBetween(0, node.content.size, undefined, '\ufffc')
  if (text.length !== node.content.size) return []
  return figuresIn(text, instruction ? 'instruction' : 'telling').map(({ from, to }) => ({
    from: at + 1 + from,
    to: at + 1 + to,
  }))
}

function cites(node: Node): boolean {
  let found = false
  node.descendants((inner) => {
    found ||= inner.type.name === 'citation'
    return !found
  })
  return found
}
