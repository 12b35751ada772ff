import { useEditorState, type Editor } from '@tiptap/react'
import { useState } from 'react'
import { useEditingWords } from '../i18n/editing.ts'
import { figureHere, flagFigures } from './unsourced-figures.ts'

const KEPT_AS = 'terreau.figures'

/** Whether figures without a source are flagged on this device; they are unless somebody switched it off. */
export function figuresAreFlagged(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off'
  } catch {
    return true
  }
}

/** While the text one writes in states a figure without a source: a question, and one tap to answer it. */
export function FigureHint({ editor, onCite }: { editor: Editor; onCite: () => void }) {
  const { figures } = useEditingWords()
  const end = useEditorState({ editor, selector: () => figureHere(editor.state) })
  const cite = () => {
    if (end !== null) editor.commands.setTextSelection(end)
    onCite()
  }
  return (
    <div className="figure-hint" data-shown={end !== null || undefined}>
      <output>{end !== null && figures.unsourced}</output>
      {end !== null && (
        <button type="button" className="btn small" onClick={cite}>
          {figures.cite}
        </button>
      )}
    </div>
  )
}

/** Switches the flagging of figures on and off, on this device alone. */
export function FigureSetting({ editor }: { editor: Editor }) {
  const { figures } = useEditingWords()
  const [on, setOn] = useState(figuresAreFlagged)
  const choose = (flag: boolean) => {
    setOn(flag)
    flagFigures(editor, flag)
    try {
      if (flag) localStorage.removeItem(KEPT_AS)
      else localStorage.setItem(KEPT_AS, 'off')
    } catch {
      // A device that keeps nothing asks again the next time.
    }
  }
  return (
    <label className="figure-setting small muted">
      <input type="checkbox" checked={on} onChange={(event) => choose(event.target.checked)} /> {figures.setting}
    </label>
  )
}
