import { EditorState, TextSelection } from '@tiptap/pm/state'
import { DecorationSet } from '@tiptap/pm/view'
import { expect, test } from 'vitest'
import { pageSchema } from '@terreau/shared/document/schema.ts'
import type { BodyNode } from '@terreau/shared/document/body-node.ts'
import { figureHere, flagging } from './unsourced-figures.ts'

const text = (words: string): BodyNode => ({ type: 'text', text: words })
const p = (...content: BodyNode[]): BodyNode => ({ type: 'paragraph', content })
const of = (type: string, ...content: BodyNode[]): BodyNode => ({ type, content })
const cited: BodyNode = { type: 'citation', attrs: { source: 'x', locator: null } }

function writing(content: BodyNode[], on = true): EditorState {
  const plugins = [flagging(on)]
  return EditorState.create({ doc: pageSchema.nodeFromJSON({ type: 'doc', content }), plugins })
}

/** The words that have a line under them. */
function underlined(state: EditorState): string[] {
  const drawn = state.plugins[0]?.props.decorations?.call(state.plugins[0], state)
  if (!(drawn instanceof DecorationSet)) throw new Error('nothing is drawn')
  return drawn.find().map(({ from, to }) => state.doc.textBetween(from, to))
}

const FIGURE = text('On en compte 3 500 en France')

test('[O5] a figure is underlined where its passage cites nothing, and in the words that are one', () => {
  const state = writing([
    p(FIGURE),
    p(FIGURE, cited),
    of('heading', FIGURE),
    of('codeBlock', FIGURE),
    of('bulletList', of('listItem', p(FIGURE)), of('listItem', p(FIGURE), p(text('le dit'), cited))),
    of('blockquote', p(FIGURE), p(cited)),
    of('steps', of('step', p(text('Verser 3 kg, pour 40 €')))),
    p({ type: 'hardBreak' }, text('soit 30 %')),
  ])
  expect(underlined(state)).toEqual(['3 500', '3 500', '40 €', '30 %'])
  expect(underlined(writing([p(FIGURE)], false))).toEqual([])
})

test('[O5] the question goes once the passage cites, and comes back with the figure alone', () => {
  let state = writing([p(FIGURE), p(text('Rien'))])
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 3)))
  const end = figureHere(state)
  expect(state.doc.textBetween(1, end ?? 0)).toBe('On en compte 3 500')
  const answered = state.apply(state.tr.insert(end ?? 0, pageSchema.node('citation', { source: 'x' })))
  expect([underlined(answered), figureHere(answered)]).toEqual([[], null])
  const alone = answered.apply(answered.tr.delete(end ?? 0, (end ?? 0) + 1))
  expect(underlined(alone)).toEqual(['3 500'])
  expect(figureHere(alone.apply(alone.tr.setSelection(TextSelection.atEnd(alone.doc))))).toBe(null)
})
