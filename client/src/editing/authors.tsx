import type { Editor } from '@tiptap/react'
import { useEffect, useState } from 'react'
import type { Provenance } from '@terreau/shared/api/history.ts'
import { ask, fetchFromBrowser } from '../asking/ask.ts'
import { provenanceOf } from '../asking/queries.ts'
import { useEditingWords } from '../i18n/editing.ts'
import { lookOf, peopleIn, showAuthors } from './authors-shown.ts'

/** What was written since is shown with its author so many milliseconds later. */
const AGAIN = 5000

/** A button that shows whose words are whose, by name and by look, and says who is who. */
export function Authors({ editor, pageId }: { editor: Editor; pageId: string }) {
  const { authors: say } = useEditingWords()
  const [on, setOn] = useState(false)
  const told = useTold(editor, pageId, on)
  return (
    <div className="authors">
      <button type="button" className="btn small" aria-pressed={on} onClick={() => setOn(!on)}>
        {say.show}
      </button>
      {on && told && (
        <ul className="plain-list row small" aria-label={say.people}>
          {peopleIn(told).map((person, _, people) => (
            <li key={person}>
              <span className="by" data-look={lookOf(person, people)}>
                {told.people[person]}
              </span>
            </li>
          ))}
        </ul>
      )}
      {on && <p className="small muted">{say.hint}</p>}
    </div>
  )
}

function useTold(editor: Editor, pageId: string, on: boolean): Provenance | null {
  const [told, setTold] = useState<Provenance | null>(null)
  useEffect(() => {
    if (!on) return
    let isHere = true
    const look = async () => {
      const answer = await ask<Provenance>(fetchFromBrowser, provenanceOf(pageId).path).catch(() => null)
      if (!isHere || !answer || !('value' in answer)) return
      showAuthors(editor, answer.value)
      setTold(answer.value)
    }
    void look()
    const again = setInterval(() => void look(), AGAIN)
    return () => {
      isHere = false
      clearInterval(again)
      if (!editor.isDestroyed) showAuthors(editor, null)
    }
  }, [editor, pageId, on])
  return told
}
