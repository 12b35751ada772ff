import type { NodeViewRenderer } from '@tiptap/core'
import type { CalloutKind } from '@terreau/shared/document/extensions.ts'

/** A callout with its name above it, so that its kind is never told by colour alone. */
export function calloutView(names: Readonly<Record<CalloutKind, string>>): NodeViewRenderer {
  return ({ node }) => {
    const dom = document.createElement('aside')
    const name = document.createElement('p')
    const contentDOM = document.createElement('div')
    dom.className = 'callout'
    name.className = 'callout-kind'
    name.contentEditable = 'false'
    dom.append(name, contentDOM)
    const show = (kind: CalloutKind) => {
      dom.dataset.kind = kind
      name.textContent = names[kind]
    }
    show(node.attrs.kind as CalloutKind)
    const update = (next: typeof node) => {
      if (next.type !== node.type) return false
      show(next.attrs.kind as CalloutKind)
      return true
    }
    return { dom, contentDOM, update, ignoreMutation: (change) => !contentDOM.contains(change.target) }
  }
}
