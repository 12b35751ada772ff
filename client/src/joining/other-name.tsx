import type { OtherName } from '@terreau/shared/api/people.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { myOther, whoAmI } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useJoiningWords } from '../i18n/joining.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'
import { useTelling } from './use-telling.ts'

type Other = NonNullable<OtherName['other']>

/** Somebody who has two names here makes them one, once both were shown on this device. */
export default function MyOtherName() {
  const { oneName: words } = useJoiningWords()
  const other = useValue(myOther)?.other
  const [said, setSaid] = useState('')
  return (
    <section className="card stack" aria-labelledby="other-name">
      <h2 id="other-name" className="card-title">
        {words.title}
      </h2>
      {other?.proved ? (
        <Bring other={other} onDone={() => setSaid(words.done)} />
      ) : (
        <How says={other ? words.onceMore(other.name) : words.how} />
      )}
      <output className="small">{said}</output>
    </section>
  )
}

function How({ says }: { says: string }) {
  const { oneName: words } = useJoiningWords()
  return (
    <>
      <p className="small muted">{says}</p>
      <p>
        <Link className="btn small" href="/entrer">
          {words.comeIn}
        </Link>
      </p>
    </>
  )
}

/** What it does is said before, and it takes two presses: nobody undoes it. */
function Bring({ other, onDone }: { other: Other; onDone: () => void }) {
  const { oneName: words } = useJoiningWords()
  const name = useValue(whoAmI)?.member?.name ?? ''
  const { wrong, busy, telling } = useTelling()
  const [sure, setSure] = useState(false)
  const bring = async () => {
    if (await telling('POST', '/me/other', { id: other.id })) onDone()
  }
  return (
    <div className="notice stack">
      <p>{words.both(other.name, name)}</p>
      <ul>
        {words.says(other.name, name).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <WrongSaid id="other-name-wrong" wrong={wrong} />
      {sure && <p role="alert">{words.sureSays(other.name, name)}</p>}
      <p className="row">
        <button type="button" className="btn" disabled={busy} onClick={() => (sure ? void bring() : setSure(true))}>
          {sure ? words.sure : words.go}
        </button>
        <button type="button" className="btn" disabled={busy} onClick={() => void telling('DELETE', '/me/other')}>
          {words.notMine(other.name)}
        </button>
      </p>
    </div>
  )
}
