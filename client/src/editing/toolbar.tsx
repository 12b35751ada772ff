import { useEditorState, type Editor } from '@tiptap/react'
import { useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import { useEditingWords } from '../i18n/editing.ts'
import { startInsertion, startPageLink, toggleSteps, type Asking } from './insertions.ts'
import { ToolMenu } from './tool-menu.tsx'
import { styleTools, tableTools } from './tools.ts'

interface ToolbarProps {
  readonly editor: Editor
  readonly ask: (asking: Asking) => void
  readonly disabled: boolean
}

/** Tools in one row: Tab enters it once, arrows walk it, Escape goes back to the text. */
export function Toolbar({ editor, ask, disabled }: ToolbarProps) {
  const { toolbar: say, table } = useEditingWords()
  const bar = useRovingFocus(editor)
  const on = useActiveTools(editor)
  const run = () => editor.chain().focus()
  return (
    <div {...bar} className="toolbar" role="toolbar" aria-label={say.label} inert={disabled}>
      <Tool name={say.bold} pressed={on.bold} onUse={() => run().toggleBold().run()}>
        <b aria-hidden="true">{say.boldShort}</b>
      </Tool>
      <Tool name={say.italic} pressed={on.italic} onUse={() => run().toggleItalic().run()}>
        <i aria-hidden="true">{say.italicShort}</i>
      </Tool>
      <ToolMenu label={say.style} items={styleTools(editor, say, on.style)} />
      <Tool pressed={on.bulletList} onUse={() => run().toggleBulletList().run()}>
        <span aria-hidden="true">•</span> {say.bullets}
      </Tool>
      <Tool pressed={on.orderedList} onUse={() => run().toggleOrderedList().run()}>
        <span aria-hidden="true">1.</span> {say.numbers}
      </Tool>
      <Tool pressed={on.taskList} onUse={() => run().toggleTaskList().run()}>
        <span aria-hidden="true">☑</span> {say.tasks}
      </Tool>
      <Tool pressed={on.steps} onUse={() => toggleSteps(editor)}>
        {say.steps}
      </Tool>
      <ToolMenu label={say.table} items={tableTools(editor, table, on.table)} />
      <Tool onUse={() => ask('image')}>{say.image}</Tool>
      <Tool pressed={on.link} onUse={() => ask('link')}>
        {say.link}
      </Tool>
      <Tool name={say.pageLink} onUse={() => startPageLink(editor)}>
        <kbd aria-hidden="true">[[</kbd>
      </Tool>
      <Tool pressed={on.blockquote} onUse={() => run().toggleBlockquote().run()}>
        {say.quote}
      </Tool>
      <Tool pressed={on.codeBlock} onUse={() => run().toggleCodeBlock().run()}>
        {say.code}
      </Tool>
      <Tool name={say.undo} onUse={() => run().undo().run()}>
        <span aria-hidden="true">↶</span>
      </Tool>
      <Tool name={say.redo} onUse={() => run().redo().run()}>
        <span aria-hidden="true">↷</span>
      </Tool>
      <span className="grow" />
      <Tool onUse={() => startInsertion(editor)}>
        <kbd aria-hidden="true">/</kbd> {say.insert}
      </Tool>
    </div>
  )
}

interface ToolProps {
  /** Where the drawing alone would not say it. */
  readonly name?: string
  readonly pressed?: boolean
  readonly onUse: () => void
  readonly children: ReactNode
}

function Tool({ name, pressed, onUse, children }: ToolProps) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      // The text keeps its selection while the pointer is on a tool.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onUse}
    >
      {children}
    </button>
  )
}

const MARKS_AND_BLOCKS = [
  'bold',
  'italic',
  'link',
  'bulletList',
  'orderedList',
  'taskList',
  'steps',
  'blockquote',
  'codeBlock',
  'table',
] as const

function useActiveTools(editor: Editor) {
  return useEditorState({
    editor,
    selector: () => {
      const style = ([2, 3, 4] as const).find((level) => editor.isActive('heading', { level })) ?? 0
      const active = Object.fromEntries(MARKS_AND_BLOCKS.map((name) => [name, editor.isActive(name)]))
      return { ...(active as Record<(typeof MARKS_AND_BLOCKS)[number], boolean>), style }
    },
  })
}

/** One tool of the row is in the order of Tab: the one used last. */
function useRovingFocus(editor: Editor) {
  const ref = useRef<HTMLDivElement>(null)
  const tools = () => [...(ref.current?.querySelectorAll<HTMLElement>('.tool') ?? [])]
  const onFocus = ({ target }: FocusEvent) => {
    if (!target.classList.contains('tool')) return
    for (const tool of tools()) tool.tabIndex = tool === target ? 0 : -1
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') editor.commands.focus()
    const all = tools()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (at < 0 || next === undefined) return
    event.preventDefault()
    all.at(next % all.length)?.focus()
  }
  return { ref, onFocus, onKeyDown }
}
