import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { tell } from '../asking/ask.ts'
import { whoAmI } from '../asking/queries.ts'
import { becomeSomeoneElse } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** The button that uses a link up. */
export default function MailLinkButton({ secret, adds }: { secret: string; adds: boolean }) {
  const { t } = useLanguage()
  const { wrong, taken, busy, press } = usePress(secret, adds ? '/moi' : '/')
  return (
    <>
      <WrongSaid id="mail-wrong" wrong={wrong} />
      {taken && (
        <p>
          <Link href="/moi">{t.joining.takenMine}</Link>
        </p>
      )}
      <p>
        <button type="button" className="btn primary" disabled={busy} onClick={() => void press()}>
          {adds ? t.joining.addAddress : t.joining.go}
        </button>
      </p>
    </>
  )
}

function usePress(secret: string, then: string) {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [wrong, setWrong] = useState<string | null>(null)
  const [taken, setTaken] = useState(false)
  const [busy, setBusy] = useState(false)
  const press = async () => {
    setBusy(true)
    const answer = await tell('POST', `/mail-links/${encodeURIComponent(secret)}`).catch(() => null)
    setBusy(false)
    if (!answer) return setWrong(t.lost.offline)
    if ('refusal' in answer) {
      setTaken(answer.refusal.code === 'mail.taken')
      return setWrong(answer.refusal.message)
    }
    await becomeSomeoneElse(client, whoAmI)
    navigate(then)
  }
  return { wrong, taken, busy, press }
}
