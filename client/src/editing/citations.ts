import { Extension } from '@tiptap/core'
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

function numbered(doc: Node): DecorationSet {
  const sources = citedSources(doc)
  const drawn: Decoration[] = []
  doc.descendants((node, at) => {
    if (node.type.name !== 'citation') return
    const number = String(sources.indexOf(node.attrs.source as PageId) + 1)
    drawn.push(Decoration.node(at, at + node.nodeSize, { 'data-number': number }))
  })
  return DecorationSet.create(doc, drawn)
}
