// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './keeping.css'
import { useState, useSyncExternalStore } from 'react'
import { whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useKeepingWords } from '../i18n/keeping.ts'
import { canKeep, keeping } from './keeping.ts'

/** Asks whether this device may keep what one writes, and says what it keeps. */
export function KeepingDetails() {
  const words = useKeepingWords()
  const state = useSyncExternalStore(keeping.subscribe, keeping.get, keeping.get)
  const [busy, setBusy] = useState(false)
  const member = useValue(whoAmI)?.member
  if (!member) return null
  const act = (what: () => Promise<void>) => {
    setBusy(true)
    void what().finally(() => setBusy(false))
  }
  const on = state.kind === 'on'
  return (
    <details className="keeping" data-keeping={state.kind}>
      <summary>{on ? words.kept : words.title}</summary>
      <div className="stack small">
        {on ? <Kept promised={state.promised} /> : <p>{canKeep() ? `${words.off} ${words.offers}` : words.cannot}</p>}
        {canKeep() && (
          <p>
            <button
              type="button"
              className="btn small"
              disabled={busy}
              onClick={() => act(() => (on ? keeping.stop() : keeping.start(member.id)))}
            >
              {on ? words.stop : words.start}
            </button>
          </p>
        )}
      </div>
    </details>
  )
}

function Kept({ promised }: { promised: boolean | null }) {
  const words = useKeepingWords()
  return (
    <p>
      {words.on} {promised !== null && (promised ? words.promised : words.notPromised)} {words.until}
    </p>
  )
}
