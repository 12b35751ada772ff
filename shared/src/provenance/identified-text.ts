import * as Y from 'yjs'
import { bodyOf } from '../document/yxml.ts'
import type { Ids } from './id-ranges.ts'

/** A text, and the ids of its characters. */
export interface IdentifiedText {
  readonly text: string
  readonly ids: readonly Ids[]
}

/** The texts that stand in a page, one for each node. */
export function standingTexts(doc: Y.Doc): IdentifiedText[] {
  const nodes = bodyOf(doc).createTreeWalker((one) => one instanceof Y.XmlText)
  return [...(nodes as Iterable<Y.XmlText>)].map(standingIn)
}

function standingIn(node: Y.XmlText): IdentifiedText {
  const items: Y.Item[] = []
  for (let item = node._start; item !== null; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentString) items.push(item)
  return {
    text: items.map(({ content }) => (content as Y.ContentString).str).join(''),
    ids: items.map(({ id: { client, clock }, length }) => ({ client, clock, length })),
  }
}
