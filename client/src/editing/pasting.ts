import { Fragment, Slice, type Node } from '@tiptap/pm/model'
import { attributesFit } from '@terreau/shared/document/attributes.ts'

/** What of a pasted slice a page can hold: nodes whose attributes come from elsewhere give way to their content. */
export function fittingSlice(slice: Slice): Slice {
  const content = fitting(slice.content)
  const openStart = Math.min(slice.openStart, depthAt(content, 'firstChild'))
  const openEnd = Math.min(slice.openEnd, depthAt(content, 'lastChild'))
  return new Slice(content, openStart, openEnd)
}

function fitting(fragment: Fragment): Fragment {
  const kept: Node[] = []
  fragment.forEach((node) => {
    const content = fitting(node.content)
    if (fits(node)) kept.push(node.isText ? node : node.copy(content))
    else kept.push(...content.content)
  })
  return Fragment.fromArray(kept)
}

function fits(node: Node): boolean {
  const marks = node.marks.map((mark) => ({ type: mark.type.name, attrs: mark.attrs }))
  return attributesFit({ type: node.type.name, attrs: node.attrs, marks })
}

function depthAt(fragment: Fragment, side: 'firstChild' | 'lastChild'): number {
  const node = fragment[side]
  return node && !node.isLeaf ? 1 + depthAt(node.content, side) : 0
}

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi
const LOOKS_AND_HANDLERS = /\s(?:style|on[a-z]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi

/**
 * Pasted HTML without looks and handlers. A browser under our content policy refuses them anyway, and would report each one;
 * what makes a paste harmless is that policy and the schema, not this.
 */
export function withoutLooks(html: string): string {
  return html
    .replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '')
    .replace(TAG, (tag) => tag.replace(LOOKS_AND_HANDLERS, ''))
}
