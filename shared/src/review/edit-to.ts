import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { align } from '../document/align.ts'
import type { BodyNode } from '../document/body-node.ts'
import { canonical } from '../document/canonical.ts'
import { heaviestChain, type Pair } from '../document/common-order.ts'
import { plainText } from '../document/plain-text.ts'
import { pageSchema } from '../document/schema.ts'
import { bodyOf, elementJson, fieldsOfDoc } from '../document/yxml.ts'
import { elementOf } from '../document/yxml-write.ts'
import { rewordingsBetween } from './rewording.ts'

/** Makes a page another one by an edit, as the editor does: what is the same on both sides stays as it is. */
export function editTo(
  doc: Y.Doc,
  { fields, body }: { readonly fields: Readonly<Record<string, unknown>>; readonly body: BodyNode },
): void {
  const target = pageSchema.nodeFromJSON(body)
  target.check()
  doc.transact(() => {
    lineUp(bodyOf(doc), target)
    updateYFragment(doc, bodyOf(doc), target, initProseMirrorDoc(bodyOf(doc), pageSchema).meta)
    const known = fieldsOfDoc(doc)
    for (const key of Array.from(known.keys())) if (!(key in fields)) known.delete(key)
    for (const [key, value] of Object.entries(fields))
      if (canonical(known.get(key)) !== canonical(value)) known.set(key, value)
  })
}

/**
 * Takes away the blocks that are gone, puts in those that are new, and changes the words that differ in all others. The
 * binding alone, which knows of no hand that did it, goes by place: it would write the words of each block into the one
 * above, letter by letter, where one in between is new or gone.
 */
function lineUp(parent: Y.XmlFragment, target: Node): void {
  const blocks = parent.toArray()
  const pairs = pairsOf(blocks.map(nodeOf), target.children)
  let [place, block, child] = [0, 0, 0]
  for (const { before, after } of [...pairs, { before: blocks.length, after: target.childCount }]) {
    parent.delete(place, before - block)
    parent.insert(place, target.children.slice(child, after).map(elementOf))
    place += after - child
    const [kept, wanted] = [blocks[before], target.maybeChild(after)]
    if (kept instanceof Y.XmlElement && wanted) {
      if (wanted.inlineContent) reword(kept, wanted)
      else lineUp(kept, wanted)
    }
    ;[place, block, child] = [place + 1, before + 1, after + 1]
  }
}

/** Blocks that go on as others of their kind, in order. */
function pairsOf(blocks: readonly Node[], wanted: readonly Node[]): Pair[] {
  const links = align(blocks.map(alignable), wanted.map(alignable))
  const pairs = links.flatMap(({ kind, before: [before], after: [after] }) =>
    kind !== 'moved' && before && before.kind === after?.kind
      ? [{ before: before.at, after: after.at, weight: 1 }]
      : [],
  )
  return heaviestChain(pairs)
}

function alignable(node: Node, at: number) {
  const json = node.toJSON() as BodyNode
  return { hash: canonical(json), kind: json.type, text: plainText(json), at }
}

function reword(block: Y.XmlElement, target: Node): void {
  const [parts, wanted] = [block.toArray(), textsOf(target)]
  if (parts.length !== wanted.length) return
  for (const [at, part] of parts.entries()) {
    const words = wanted[at] ?? null
    if (!(part instanceof Y.XmlText) || words === null) continue
    for (const { from, to, insert } of rewordingsBetween(wordsOf(part), words).toReversed()) {
      part.delete(from, to - from)
      part.insert(from, insert)
    }
  }
}

/** The texts of a block as Yjs would store them, and null for whatever stands between them. */
function textsOf(target: Node): (string | null)[] {
  const texts: (string | null)[] = []
  for (const { isText, text = '' } of target.children) {
    const last = texts.at(-1) ?? null
    if (isText && last !== null) texts[texts.length - 1] = last + text
    else texts.push(isText ? text : null)
  }
  return texts
}

function wordsOf(text: Y.XmlText): string {
  return (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')
}

function nodeOf(block: Y.XmlElement | Y.XmlText | Y.XmlHook): Node {
  if (!(block instanceof Y.XmlElement)) throw new TypeError('blocks are elements')
  return pageSchema.nodeFromJSON(elementJson(block))
}
