import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** Mentions and citations stand in the text as one letter does: a click goes beside them, and leads nowhere else. */
export const ClicksGoBeside = Extension.create({
  name: 'clicksGoBeside',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleClickOn: (view, _, node, at, event) =>
          node.isInline && node.isAtom && !node.isText && goBeside(view, node, at, event),
        handleDOMEvents: { click: (_, event) => stayHere(event) },
      },
    }),
  ],
})

function goBeside(view: EditorView, node: Node, at: number, event: MouseEvent): boolean {
  const dom = view.nodeDOM(at)
  if (!(dom instanceof HTMLElement)) return false
  const { left, width } = dom.getBoundingClientRect()
  const side = event.clientX < left + width / 2 ? at : at + node.nodeSize
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, side)))
  view.focus()
  return true
}

/** What cannot be written in is a plain link to the browser; with Ctrl it still opens beside. */
function stayHere(event: MouseEvent): boolean {
  const inLink = event.target instanceof Element && event.target.closest('a') !== null
  if (inLink && !event.ctrlKey && !event.metaKey) event.preventDefault()
  return false
}
