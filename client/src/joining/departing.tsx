import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse, useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'
import { readCarried } from '../carrying/carried.ts'
import { readMarker } from '../keeping/marker.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

/** Leaving for good: what goes, what stays, what one may take along first; then two presses. */
export default function Departing() {
  const { t } = useLanguage()
  const { departing: words } = useJoiningWords()
  const { wrong, busy, leave } = useLeaving()
  const [sure, setSure] = useState(false)
  return (
    <section className="card" aria-labelledby="departing">
      <h2 id="departing" className="card-title">
        {words.title}
      </h2>
      <p className="small muted">{words.lead}</p>
      <details>
        <summary>{words.what}</summary>
        <div className="stack">
          <ul>
            {words.says.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>
            <a className="btn" href="/api/me/export" download>
              {t.me.export}
            </a>
          </p>
          <WrongSaid id="departing-wrong" wrong={wrong} />
          {sure && <p role="alert">{words.sureSays}</p>}
          <p className="row">
            <button type="button" className="btn" disabled={busy} onClick={() => (sure ? void leave() : setSure(true))}>
              {sure ? words.sure : words.go}
            </button>
            {sure && (
              <button type="button" className="btn" onClick={() => setSure(false)}>
                {t.me.stay}
              </button>
            )}
          </p>
        </div>
      </details>
    </section>
  )
}

function useLeaving() {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const id = useValue(whoAmI)?.member?.id
  const { wrong, busy, telling } = useTelling({ leaving: true })
  const leave = async () => {
    const kept = readMarker() ? await import('../keeping/going-out.ts') : null
    await kept?.bringBeforeGoing()
    if (!(await telling('DELETE', '/me', { id }))) return
    await kept?.forgetAll()
    if (readCarried()) await (await import('../carrying/carrying.ts')).carrying.remove()
    await becomeSomeoneElse(client, whoAmI)
    navigate('/')
  }
  return { wrong, busy, leave }
}
