import { Editor } from '@tiptap/core'
import { AllSelection, TextSelection, type EditorState, type Selection } from '@tiptap/pm/state'
import { expect, test } from 'vitest'
import { documentExtensions } from '@terreau/shared/document/extensions.ts'
import { clearChosenBlocks } from './enter-over-blocks.ts'

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const BLOCKS = [
  paragraph('Ab'),
  { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Cd' }] },
  { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('Ef')] }] },
  {
    type: 'table',
    content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('Gh')] }] }],
  },
  { type: 'steps', content: [{ type: 'step', content: [paragraph('Ij')] }] },
  { type: 'callout', attrs: { kind: 'tip' }, content: [paragraph('Kl')] },
  { type: 'codeBlock', content: [{ type: 'text', text: 'Mn' }] },
  paragraph('Op'),
]

const editorOnBlocks = () =>
  new Editor({ element: null, extensions: [...documentExtensions], content: { type: 'doc', content: BLOCKS } })

/** Every place a cursor can be at, in characters of the document. */
function cursorsIn({ doc }: EditorState): number[] {
  const cursors: number[] = []
  doc.descendants((node, at) => {
    if (node.isTextblock) for (let offset = 0; offset <= node.content.size; offset++) cursors.push(at + 1 + offset)
  })
  return cursors
}

function afterEnterOver(choose: (state: EditorState) => Selection): EditorState {
  const editor = editorOnBlocks()
  editor.commands.command(({ tr, state }) => Boolean(tr.setSelection(choose(state))))
  clearChosenBlocks(editor)
  editor.commands.splitBlock()
  return editor.state
}

test('[E29] Enter over any words, across whatever blocks, takes them away and keeps all others', () => {
  const start = editorOnBlocks().state
  const cursors = cursorsIn(start)
  expect(cursors).toHaveLength(8 * 3)
  for (const from of cursors)
    for (const to of cursors.filter((cursor) => cursor > from)) {
      const { doc, selection } = afterEnterOver(({ doc }) => TextSelection.create(doc, from, to))
      const kept = start.doc.textBetween(0, from) + start.doc.textBetween(to, start.doc.content.size)
      expect([from, to, doc.textContent]).toEqual([from, to, kept])
      expect(selection.empty).toBe(true)
      doc.check()
    }
})

test('[E29] Enter over the whole page leaves an empty one', () => {
  const { doc } = afterEnterOver(({ doc }) => new AllSelection(doc))
  expect(doc.textContent).toBe('')
  doc.check()
})
