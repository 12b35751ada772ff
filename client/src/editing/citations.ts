import { Extension, type NodeViewRenderer } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { PageId } from '@terreau/shared/ids.ts'

const key = new PluginKey<DecorationSet>('citationNumbers')

/** The sources a text cites, each once, in the order in which it cites them. */
export function citedSources(doc: Node): PageId[] {
  const sources = new Set<PageId>()
  doc.descendants((node) => {
    if (node.type.name === 'citation') sources.add(node.attrs.source as PageId)
  })
  return [...sources]
}

/** Shows each citation with the number of its source. Numbers are drawn, never written: the text may change above. */
export const CitationNumbers = Extension.create({
  name: 'citationNumbers',
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: (_, { doc }) => numbered(doc),
        apply: (transaction, drawn) => (transaction.docChanged ? numbered(transaction.doc) : drawn),
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
})

/** A citation as `[2]`: its number is text, so that the caret finds its way around it. */
export const citationView: NodeViewRenderer = ({ node, decorations }) => {
  const dom = document.createElement('sup')
  dom.className = 'citation'
  const show = (drawn: readonly { readonly spec: { number?: string } }[]) => {
    dom.textContent = `[${drawn.find(({ spec }) => spec.number)?.spec.number ?? '?'}]`
  }
  show(decorations)
  const update = (next: Node, drawn: typeof decorations) => {
    if (next.type !== node.type) return false
    show(drawn)
    return true
  }
  return { dom, update, ignoreMutation: () => true }
}

function numbered(doc: Node): DecorationSet {
  const sources = citedSources(doc)
  const drawn: Decoration[] = []
  doc.descendants((node, at) => {
    if (node.type.name !== 'citation') return
    const number = String(sources.indexOf(node.attrs.source as PageId) + 1)
    drawn.push(Decoration.node(at, at + node.nodeSize, {}, { number }))
  })
  return DecorationSet.create(doc, drawn)
}
