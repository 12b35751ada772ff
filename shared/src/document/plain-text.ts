import type { BodyNode } from './body-node.ts'

/** Nodes whose children stand within a line. */
export const INLINE_HOLDERS = new Set(['paragraph', 'heading', 'codeBlock'])

/**
 * The words of a node as a person would read them aloud: blocks on lines of their own, cells apart, links by their
 * words, pictures by their description. A citation says nothing by itself.
 */
export function plainText(node: BodyNode): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  if (node.type === 'pageLink') return words(node.attrs?.text)
  if (node.type === 'image') return words(node.attrs?.alt)
  const parts = (node.content ?? []).map(plainText)
  if (INLINE_HOLDERS.has(node.type)) return parts.join('')
  return parts.filter((part) => part !== '').join(joinedBy(node))
}

/** What stands between the parts of a node. */
export function joinedBy({ type }: BodyNode): string {
  return type === 'tableRow' ? ' | ' : '\n'
}

const words = (value: unknown): string => (typeof value === 'string' ? value : '')
