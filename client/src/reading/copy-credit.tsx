import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { creditLine, creditOf } from './credit.ts'

/** Puts the credit of a page on the clipboard, where whoever copies from it wants it; shown where it can't. */
export default function CopyCredit({ answer }: { answer: PageAnswer }) {
  const { t } = useLanguage()
  const [said, setSaid] = useState('')
  const address = `${location.origin}/p/${answer.page.slug}`
  const line = creditLine(creditOf(answer, t), address, t)
  const copy = async () => {
    const copied = await navigator.clipboard?.writeText(line).then(
      () => true,
      () => false,
    )
    setSaid(copied ? t.reading.creditCopied : line)
  }
  return (
    <span className="row">
      <button type="button" className="btn small" onClick={() => void copy()}>
        {t.reading.copyCredit}
      </button>
      <output className="small">{said}</output>
      <span className="on-paper">{address}</span>
    </span>
  )
}
