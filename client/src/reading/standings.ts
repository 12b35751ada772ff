import type { Passage, Standing } from '@terreau/shared/api/pages.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'

const HELD_BY_ITEMS = new Set(['bulletList', 'orderedList', 'taskList', 'steps', 'table'])

/** The nodes of a body that are passages, in order: a block, an item where it is a list, a row where it is a table. */
export function passageNodes(body: BodyNode): BodyNode[] {
  const nodes = (body.content ?? []).flatMap((block) =>
    HELD_BY_ITEMS.has(block.type) ? (block.content ?? []) : [block],
  )
  return nodes.filter(saysSomething)
}

const SAYS_WITHOUT_WORDS = new Set(['image', 'horizontalRule', 'pageLink', 'citation'])

function saysSomething(node: BodyNode): boolean {
  if (node.text !== undefined) return node.text.trim() !== ''
  return SAYS_WITHOUT_WORDS.has(node.type) || (node.content ?? []).some(saysSomething)
}

export interface Standings {
  of: ReadonlyMap<BodyNode, Standing>
  /** True where some passages are validated and others not: only then does each one say where it stands. */
  mixed: boolean
}

/** Where each passage of the text stands. Empty where the passages are not those of this body: better silent than wrong. */
export function standingsOf(body: BodyNode, passages: readonly Passage[]): Standings {
  const nodes = passageNodes(body)
  const written = passages.filter(({ kind }) => kind !== 'field')
  const aligned = nodes.length === written.length && nodes.every((node, at) => node.type === written[at]?.kind)
  if (!aligned) return { of: new Map(), mixed: false }
  const of = new Map(nodes.map((node, at) => [node, written[at]?.standing ?? 'to-review'] as const))
  const found = new Set(passages.map(({ standing }) => standing))
  return { of, mixed: found.has('validated') && found.size > 1 }
}
