import type { Editor } from '@tiptap/react'
import type { EditingLabels } from '../i18n/editing.fr.ts'

/** One line of a menu of tools; `checked` where exactly one of the lines holds. */
export interface ToolItem {
  readonly name: string
  readonly checked?: boolean
  readonly use: () => void
}

/** What the line one writes on is: a heading of some size, or a paragraph (0). */
export function styleTools(editor: Editor, say: EditingLabels['toolbar'], style: number): ToolItem[] {
  const heading = (level: 2 | 3 | 4, name: string): ToolItem => ({
    name,
    checked: style === level,
    use: () => editor.chain().focus().setHeading({ level }).run(),
  })
  return [
    { name: say.paragraph, checked: style === 0, use: () => editor.chain().focus().setParagraph().run() },
    heading(2, say.heading2),
    heading(3, say.heading3),
    heading(4, say.heading4),
  ]
}

/** A new table, or changes to the one that one is in. */
export function tableTools(editor: Editor, say: EditingLabels['table'], inTable: boolean): ToolItem[] {
  const run = () => editor.chain().focus()
  if (!inTable)
    return [{ name: say.insert, use: () => run().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run() }]
  return [
    { name: say.rowAbove, use: () => run().addRowBefore().run() },
    { name: say.rowBelow, use: () => run().addRowAfter().run() },
    { name: say.columnBefore, use: () => run().addColumnBefore().run() },
    { name: say.columnAfter, use: () => run().addColumnAfter().run() },
    { name: say.header, use: () => run().toggleHeaderRow().run() },
    { name: say.removeRow, use: () => run().deleteRow().run() },
    { name: say.removeColumn, use: () => run().deleteColumn().run() },
    { name: say.remove, use: () => run().deleteTable().run() },
  ]
}
