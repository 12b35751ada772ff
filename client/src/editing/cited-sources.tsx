import { useEditorState, type Editor } from '@tiptap/react'
import { useEditingWords } from '../i18n/editing.ts'
import { citedSources } from './citations.ts'
import type { KnownNames } from './fields/field-on-desk.ts'

/** Under the text: the sources it cites, with the numbers by which it cites them. */
export function CitedSources({ editor, names }: { editor: Editor; names: KnownNames }) {
  const { citedSources: title } = useEditingWords()
  const sources = useEditorState({ editor, selector: () => citedSources(editor.state.doc) })
  if (sources.length === 0) return null
  return (
    <section className="cited" aria-label={title}>
      <h2>{title}</h2>
      <ol>
        {sources.map((id) => (
          <li key={id}>{names.titleOf(id)}</li>
        ))}
      </ol>
    </section>
  )
}
