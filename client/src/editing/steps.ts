import type { Editor, KeyboardShortcutCommand } from '@tiptap/core'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { canJoin, canSplit } from '@tiptap/pm/transform'

type Command = (state: EditorState, dispatch: (transaction: Transaction) => void) => boolean

/**
 * Enter opens the next step, and leaves the steps from an empty one. Tab makes what one writes part of the step before,
 * Shift+Tab a step of its own, or no step at all. Backspace at the start of a step goes the way of Tab.
 */
export function stepKeys(editor: Editor): Record<string, KeyboardShortcutCommand> {
  const run = (command: Command) => command(editor.state, (transaction) => editor.view.dispatch(transaction))
  return {
    Enter: () => editor.commands.splitListItem('step'),
    Tab: () => run(joinStepBefore),
    'Shift-Tab': () => run(splitOffStep) || editor.commands.liftListItem('step'),
    Backspace: () => atStart(editor.state) && (run(joinStepBefore) || editor.commands.liftListItem('step')),
  }
}

/** Depth of the step that directly holds the cursor's paragraph; 0 where there is none. */
function stepDepth({ selection }: EditorState): number {
  const { $from } = selection
  return $from.depth >= 2 && $from.node(-1).type.name === 'step' ? $from.depth - 1 : 0
}

function atStart(state: EditorState): boolean {
  const { $from, empty } = state.selection
  const depth = stepDepth(state)
  return empty && depth > 0 && $from.parentOffset === 0 && $from.index(depth) === 0
}

const joinStepBefore: Command = (state, dispatch) => {
  const depth = stepDepth(state)
  const { $from } = state.selection
  if (!depth || $from.index(depth) > 0 || $from.index(depth - 1) === 0) return false
  const edge = $from.before(depth)
  if (!canJoin(state.doc, edge)) return false
  dispatch(state.tr.join(edge).scrollIntoView())
  return true
}

const splitOffStep: Command = (state, dispatch) => {
  const depth = stepDepth(state)
  const { $from } = state.selection
  if (!depth || $from.index(depth) === 0) return false
  const edge = $from.before(depth + 1)
  if (!canSplit(state.doc, edge, 1)) return false
  dispatch(state.tr.split(edge, 1).scrollIntoView())
  return true
}
