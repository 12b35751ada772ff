import type { MadeInvitation } from '@terreau/shared/api/people.ts'
import { useEffect, useRef, useState } from 'react'
import { useJoiningWords } from '../i18n/joining.ts'
import { useLanguage } from '../i18n/language.tsx'

/** The link and its code, this once; printed, it is a sheet for the wall. */
export function MadeInvitationSheet({ made, onAnother }: { made: MadeInvitation; onAnother: () => void }) {
  const { inviting: words } = useJoiningWords()
  const { format } = useLanguage()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section className="card stack wall-sheet" aria-labelledby="invitation-ready">
      <h2 id="invitation-ready" className="card-title" tabIndex={-1} ref={title}>
        {words.ready}
      </h2>
      <p className="notice on-screen">{words.once}</p>
      <p className="on-paper wall-title">{words.wall}</p>
      <img className="qr" src={`data:image/svg+xml,${encodeURIComponent(made.qr)}`} alt={words.code} />
      <p className="on-paper">{words.wallHow}</p>
      <p className="on-paper wall-link">{made.link}</p>
      <CopyLink link={made.link} />
      <p className="small muted">
        {made.territory} {words.until(format.day(made.expiresAt.slice(0, 10)))}
      </p>
      <p className="row">
        <button type="button" className="btn" onClick={() => window.print()}>
          {words.print}
        </button>
        <button type="button" className="btn" onClick={onAnother}>
          {words.another}
        </button>
      </p>
    </section>
  )
}

function CopyLink({ link }: { link: string }) {
  const { inviting: words } = useJoiningWords()
  const box = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const copy = async () => {
    box.current?.select()
    // Without https a browser has no clipboard to offer.
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    )
    setSaid(copied ? words.copied : words.notCopied)
  }
  return (
    <div className="on-screen stack">
      <label className="field">
        <span>{words.link}</span>
        <input className="input" ref={box} readOnly value={link} onFocus={(event) => event.target.select()} />
      </label>
      <p className="row">
        <button type="button" className="btn primary" onClick={() => void copy()}>
          {words.copy}
        </button>
        <output className="small">{said}</output>
      </p>
    </div>
  )
}
