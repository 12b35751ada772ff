import { useEffect, useState } from 'react'
import { useEditingWords } from '../i18n/editing.ts'
import type { EditingLabels } from '../i18n/editing.fr.ts'
import type { SaveState } from '../sync/save-state.ts'
import { Glyph, type GlyphName } from '../ui/glyph.tsx'

/** How each state looks; words say it all the same. */
const LOOK: Readonly<Record<SaveState['kind'], { standing: string; glyph: GlyphName }>> = {
  opening: { standing: 'to-review', glyph: 'clock' },
  saved: { standing: 'validated', glyph: 'check' },
  pending: { standing: 'to-review', glyph: 'clock' },
  offline: { standing: 'to-review', glyph: 'recheck' },
  'not-saved': { standing: 'contested', glyph: 'contest' },
  'read-only': { standing: 'to-review', glyph: 'clock' },
  outdated: { standing: 'contested', glyph: 'recheck' },
  refused: { standing: 'contested', glyph: 'contest' },
  closed: { standing: 'contested', glyph: 'cross' },
}

/** What became of one's words, in a word and a sentence. */
export function StatePill({ save }: { save: SaveState }) {
  const words = useEditingWords()
  const { standing, glyph } = LOOK[save.kind]
  return (
    <>
      <span className="badge save-state" data-standing={standing} data-save={save.kind}>
        <Glyph name={glyph} />
        {name(words, save)}
      </span>
      <span className="muted small">{sentence(words, save)}</span>
      <Spoken save={save} />
    </>
  )
}

function name({ save: say }: EditingLabels, save: SaveState): string {
  return save.kind === 'pending' ? say.pending(save.waiting) : say[save.kind === 'offline' ? 'offline' : save.kind]
}

function sentence({ saveSays: say }: EditingLabels, save: SaveState): string {
  if (save.kind === 'offline') return save.waiting > 0 ? say.offline(save.waiting) : say.offlineNothing
  return say[save.kind]
}

const LASTING_MS = 2_000

/** Reads the state aloud once it lasts: each keystroke goes from waiting to saved, which nobody needs to hear. */
function Spoken({ save }: { save: SaveState }) {
  const words = useEditingWords()
  const [spoken, setSpoken] = useState('')
  const kind = save.kind
  const text = kind === 'pending' ? '' : name(words, save)
  useEffect(() => {
    const lasting = setTimeout(() => setSpoken(text), LASTING_MS)
    return () => clearTimeout(lasting)
  }, [text])
  return <output className="said-only">{spoken}</output>
}
