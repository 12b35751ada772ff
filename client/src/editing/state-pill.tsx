import { useEffect, useState } from 'react'
import { useEditingWords } from '../i18n/editing.ts'
import type { EditingLabels } from '../i18n/editing.fr.ts'
import type { LivePageState, SaveState } from '../sync/save-state.ts'
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
export function StatePill({ state }: { state: LivePageState }) {
  const words = useEditingWords()
  const { save, indirect } = state
  const { standing, glyph } = LOOK[save.kind]
  return (
    <>
      <span className="badge save-state" data-standing={standing} data-save={save.kind}>
        <Glyph name={glyph} />
        {name(words, save)}
      </span>
      <span className="muted small save-says" data-indirect={indirect || undefined}>
        {sentence(words, state)}
      </span>
      <Spoken state={state} />
    </>
  )
}

function name({ save: say }: EditingLabels, save: SaveState): string {
  return save.kind === 'pending' ? say.pending(save.waiting) : say[save.kind === 'offline' ? 'offline' : save.kind]
}

function sentence({ saveSays: say }: EditingLabels, { save, indirect, disk }: LivePageState): string {
  if (save.kind === 'not-saved') {
    if (disk === 'full') return save.kept ? say.fullKept : say.full
    return save.kept ? say.notSavedKept : say['not-saved']
  }
  if (save.kind !== 'offline') return indirect && isWell(save) ? say.indirect : say[save.kind]
  if (save.waiting === 0) return say.offlineNothing
  return save.kept ? say.offlineKept(save.waiting) : say.offline(save.waiting)
}

const isWell = ({ kind }: SaveState) => kind === 'saved' || kind === 'pending' || kind === 'read-only'

const LASTING_MS = 2_000

/** Reads the state aloud once it lasts: each keystroke goes from waiting to saved, which nobody needs to hear. */
function Spoken({ state }: { state: LivePageState }) {
  const words = useEditingWords()
  const [spoken, setSpoken] = useState('')
  const text = spokenText(words, state)
  useEffect(() => {
    const lasting = setTimeout(() => setSpoken(text), LASTING_MS)
    return () => clearTimeout(lasting)
  }, [text])
  return <output className="said-only">{spoken}</output>
}

/** A state in which one should know why is said with its reason. */
function spokenText(words: EditingLabels, state: LivePageState): string {
  const { save, indirect } = state
  if (save.kind === 'pending') return ''
  const said = name(words, save)
  return indirect || save.kind === 'not-saved' ? `${said}, ${sentence(words, state)}` : said
}
