import { Extension, type Editor } from '@tiptap/core'
import { AllSelection, TextSelection } from '@tiptap/pm/state'

/**
 * Enter over words chosen across blocks takes them away first, then opens a line where they began. Tiptap's own
 * `splitBlock` reckons the split on the text before: where blocks go away with their words, it throws.
 */
export const EnterOverBlocks = Extension.create({
  name: 'enterOverBlocks',
  // Before every other Enter, which then finds a mere cursor.
  priority: 1000,
  addKeyboardShortcuts() {
    return { Enter: () => clearChosenBlocks(this.editor) }
  },
})

/** Says that Enter is not done with. */
export function clearChosenBlocks(editor: Editor): false {
  const { selection } = editor.state
  const acrossBlocks = selection instanceof TextSelection && !selection.$from.sameParent(selection.$to)
  if (acrossBlocks || selection instanceof AllSelection) editor.commands.deleteSelection()
  return false
}
