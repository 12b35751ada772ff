import { EditorState, type Transaction } from '@tiptap/pm/state'
import { ProsemirrorBinding, ySyncPlugin } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import { canBuild } from './buildable.ts'
import { CarefulBinding } from './careful-binding.ts'

/** What an older editor does not know, or what is out of place; each would be deleted by y-tiptap. */
const STRANGE: readonly [what: string, write: (body: Y.XmlFragment) => void][] = [
  ['a block of a later version', (body) => body.push([new Y.XmlElement('poll')])],
  ['text with a mark of a later version', (body) => paragraph(body).insert(0, 'abc', { glow: {} })],
  ['an attribute of a later version', (body) => (body.get(0) as Y.XmlElement).setAttribute('mood', 'calm')],
  [
    'a mark with an attribute of a later version',
    (body) => paragraph(body).insert(0, 'abc', { bold: { weight: 900 } }),
  ],
  ['a paragraph in a paragraph', (body) => (body.get(0) as Y.XmlElement).push([new Y.XmlElement('paragraph')])],
  ['an item without its list', (body) => body.push([new Y.XmlElement('listItem')])],
  ['a list without items', (body) => body.push([new Y.XmlElement('bulletList')])],
  ['something embedded in text', (body) => paragraph(body).insertEmbed(0, { video: 'x' })],
  ['text outside of any block', (body) => body.push([new Y.XmlText('seul')])],
]

function paragraph(body: Y.XmlFragment): Y.XmlText {
  return (body.get(0) as Y.XmlElement).get(0) as Y.XmlText
}

function pageWith(text: string): Y.Doc {
  const doc = new Y.Doc()
  const element = new Y.XmlElement('paragraph')
  element.push([new Y.XmlText(text)])
  doc.getXmlFragment('body').push([element])
  return doc
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** An editor without a screen: ProseMirror's state, and the binding between it and a page. */
function editorOn(doc: Y.Doc) {
  const held: boolean[] = []
  const careful = new CarefulBinding((now) => held.push(now))
  const body = doc.getXmlFragment('body')
  const binding = new ProsemirrorBinding(body)
  const view = {
    state: EditorState.create({ schema: pageSchema, plugins: [ySyncPlugin(body), careful.keeper()] }),
    dispatch(transaction: Transaction) {
      view.state = view.state.apply(transaction)
    },
    hasFocus: () => false,
  }
  careful.guard(binding, pageSchema)
  binding.initView(view)
  binding._forceRerender()
  return { held, careful, binding, view, text: () => view.state.doc.textContent }
}

test.each(STRANGE)('[E21] %s is left where it is by whoever opens the page', (_, write) => {
  const doc = pageWith('Mots de tous. ')
  write(doc.getXmlFragment('body'))
  expect(canBuild(doc.getXmlFragment('body'), pageSchema)).toBe(false)
  const before = Y.encodeStateAsUpdate(doc)
  const { careful, binding, view } = editorOn(doc)
  binding._prosemirrorChanged(view.state.doc)
  expect([careful.held, Y.encodeStateAsUpdate(doc)]).toEqual([true, before])
})

test.each(STRANGE)('[E21] %s holds the editors of those who are there, and costs nobody a letter', (_, write) => {
  const doc = pageWith('Mots de tous. ')
  const { careful, binding, view, text } = editorOn(doc)
  const peer = copyOf(doc)
  write(peer.getXmlFragment('body'))
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer))
  view.dispatch(view.state.tr.insertText('Trop tard. ', 1))
  binding._prosemirrorChanged(view.state.doc)
  expect([careful.held, text()]).toEqual([true, 'Mots de tous. '])
  expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(peer))
})

test('[E21] an editor that was held goes on once all can be shown again, with what came meanwhile', () => {
  const doc = pageWith('Avant.')
  const { held, binding, view, text } = editorOn(doc)
  const peer = copyOf(doc)
  const body = peer.getXmlFragment('body')
  body.push([new Y.XmlElement('poll')])
  paragraph(body).insert(6, ' Pendant.')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer))
  body.delete(1, 1)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer))
  expect([held, text()]).toEqual([[true, false], 'Avant. Pendant.'])
  view.dispatch(view.state.tr.insertText(' Après.', view.state.doc.content.size - 1))
  doc.transact(() => binding._prosemirrorChanged(view.state.doc))
  expect(paragraph(doc.getXmlFragment('body')).toJSON()).toBe('Avant. Pendant. Après.')
})
