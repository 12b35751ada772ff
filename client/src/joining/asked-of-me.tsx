import type { AskedOfMe } from '@terreau/shared/api/territories.ts'
import { useState } from 'react'
import { askedOfMe } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

/** Somebody wishes for this member as validator: they say what they think of it before anyone else is told. */
export default function MyProposals() {
  const { asked: words } = useJoiningWords()
  const proposals = useValue(askedOfMe)?.proposals ?? []
  const [said, setSaid] = useState('')
  if (proposals.length === 0 && !said) return null
  return (
    <section className="card stack" aria-labelledby="asked-of-me">
      <h2 id="asked-of-me" className="card-title">
        {words.title}
      </h2>
      {proposals.map((one) => (
        <Asked key={one.id} one={one} onSaid={setSaid} />
      ))}
      <output>{said}</output>
    </section>
  )
}

function Asked({ one, onSaid }: { one: AskedOfMe['proposals'][number]; onSaid: (said: string) => void }) {
  const { asked: words } = useJoiningWords()
  const { wrong, busy, telling } = useTelling()
  const answer = async (willing: boolean) => {
    if (await telling('PUT', `/me/proposals/${one.id}`, { willing })) onSaid(willing ? words.saidYes : words.saidNo)
  }
  return (
    <div className="notice stack">
      <p>{words.says(one.by, one.territory)}</p>
      {one.why && <blockquote>{one.why}</blockquote>}
      <p className="small muted">{words.between}</p>
      <WrongSaid id={`asked-${one.id}`} wrong={wrong} />
      <p className="row">
        <button type="button" className="btn" disabled={busy} onClick={() => void answer(true)}>
          {words.yes}
        </button>
        <button type="button" className="btn" disabled={busy} onClick={() => void answer(false)}>
          {words.no}
        </button>
      </p>
    </div>
  )
}
