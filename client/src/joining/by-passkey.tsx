import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { tell } from '../asking/ask.ts'
import { whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** Coming in with a passkey that the browser has for this wiki; nothing is typed. */
export default function ByPasskey() {
  const { t } = useLanguage()
  const { wrong, busy, enter } = useEnter()
  if (!('PublicKeyCredential' in window)) return null
  return (
    <section className="card stack" aria-labelledby="by-passkey">
      <h2 id="by-passkey" className="card-title">
        {t.joining.byPasskey}
      </h2>
      <WrongSaid id="passkey-wrong" wrong={wrong} />
      <p>
        <button type="button" className="btn" disabled={busy} onClick={() => void enter()}>
          {t.joining.passkeyGo}
        </button>
      </p>
    </section>
  )
}

function useEnter() {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    setBusy(true)
    const refused = await signedIn().catch(() => t.joining.passkeyNot)
    setBusy(false)
    setWrong(refused)
    if (refused) return
    await becomeSomeoneElse(client, whoAmI)
    navigate('/')
  }
  return { wrong, busy, enter }
}

/** Null once in; else why not, in a sentence. Throws where the browser gave up. */
async function signedIn(): Promise<string | null> {
  const options = await tell<PublicKeyCredentialRequestOptionsJSON>('POST', '/passkey-sessions/options')
  if ('refusal' in options) return options.refusal.message
  const signed = await startAuthentication({ optionsJSON: options.value })
  const answer = await tell('POST', '/passkey-sessions', signed)
  return 'refusal' in answer ? answer.refusal.message : null
}
