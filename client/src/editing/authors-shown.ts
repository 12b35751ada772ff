import { Extension, type Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { Provenance, ProvenanceRun } from '@terreau/shared/api/history.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { INLINE_HOLDERS, joinedBy, plainText } from '@terreau/shared/document/plain-text.ts'

const key = new PluginKey<DecorationSet>('authorsShown')

/** So many ways to mark somebody’s words can be told apart. */
const LOOKS = 6

/** Marks whose words are whose, while one wants to see it. It is drawn, never written, and follows what is written meanwhile. */
export const AuthorsShown = Extension.create({
  name: 'authorsShown',
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (transaction, drawn) => {
          const shown = transaction.getMeta(key) as DecorationSet | undefined
          return shown ?? (transaction.docChanged ? drawn.map(transaction.mapping, transaction.doc) : drawn)
        },
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
})

/** The people whose words stand in the text, each with the look of their words. */
export function lookOf(person: string, people: readonly string[]): number {
  return people.indexOf(person) % LOOKS
}

/** In order of their first words. */
export function peopleIn({ passages }: Provenance): string[] {
  return [...new Set(passages.filter(({ field }) => !field).flatMap(({ runs }) => runs.map(({ origin }) => origin)))]
}

/** Draws the authors of all passages that are still as they were told; null draws none. */
export function showAuthors(editor: Editor, provenance: Provenance | null): void {
  const { doc, tr } = editor.state
  const people = provenance ? peopleIn(provenance) : []
  const drawn = (provenance?.passages ?? []).flatMap(({ field, path, text, runs }) => {
    const found = field === undefined ? nodeAt(doc, path) : null
    if (!found || plainText(found.node.toJSON() as BodyNode) !== text) return []
    const places = placesIn(found.node, found.pos)
    return runs.flatMap((run) =>
      drawnRun(run, places, provenance?.people[run.origin] ?? '', lookOf(run.origin, people)),
    )
  })
  editor.view.dispatch(tr.setMeta(key, DecorationSet.create(doc, drawn)).setMeta('addToHistory', false))
}

/** Some text in a row: where it begins in the passage’s words, and where in the document. */
interface Place {
  readonly offset: number
  readonly pos: number
  readonly length: number
}

function drawnRun({ from, to }: ProvenanceRun, places: readonly Place[], name: string, look: number): Decoration[] {
  return places.flatMap(({ offset, pos, length }) => {
    const [start, end] = [Math.max(from, offset), Math.min(to, offset + length)]
    if (end <= start) return []
    const attrs = { class: 'by', 'data-look': String(look), title: name, ...(start === from && { 'data-name': name }) }
    return Decoration.inline(pos + start - offset, pos + end - offset, attrs)
  })
}

function nodeAt(doc: Node, path: readonly number[]): { node: Node; pos: number } | null {
  let [node, pos]: [Node, number] = [doc, -1]
  for (const at of path) {
    if (at >= node.childCount) return null
    let start = pos + 1
    for (let before = 0; before < at; before += 1) start += node.child(before).nodeSize
    ;[node, pos] = [node.child(at), start]
  }
  return { node, pos }
}

/** Where each text of a node stands in its words, as `plainText` puts them behind one another. */
function placesIn(node: Node, pos: number): Place[] {
  const places: Place[] = []
  collect(node, pos, 0, places)
  return places
}

function collect(node: Node, pos: number, offset: number, places: Place[]): number {
  if (node.isText) {
    places.push({ offset, pos, length: node.nodeSize })
    return offset + node.nodeSize
  }
  if (node.childCount === 0) return offset + plainText(node.toJSON() as BodyNode).length
  const json = node.toJSON() as BodyNode
  const apart = INLINE_HOLDERS.has(node.type.name) ? 0 : joinedBy(json).length
  let end = offset
  node.forEach((child, at) => {
    const start = end > offset && plainText(child.toJSON() as BodyNode) !== '' ? end + apart : end
    end = collect(child, pos + 1 + at, start, places)
  })
  return end
}
