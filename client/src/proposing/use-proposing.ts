import type { NewCorrection, NewFact } from '@terreau/shared/api/proposals.ts'
import { useState } from 'react'
import { tell } from '../asking/ask.ts'
import { useProposingWords } from '../i18n/proposing.ts'
import { formText } from '../ui/form-text.ts'

/** Sends what a reader proposes on a page; `wrong` is why it was not taken. */
export function useProposing(slug: string, onSent: () => void) {
  const { lost } = useProposingWords().correct
  const [wrong, setWrong] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const send = async (said: NewCorrection | NewFact) => {
    setSending(true)
    const answer = await tell('POST', `/pages/${encodeURIComponent(slug)}/corrections`, said).catch(() => null)
    setSending(false)
    if (answer && 'value' in answer) return onSent()
    setWrong(answer?.refusal.message ?? lost)
  }
  return { wrong, setWrong, sending, send }
}

/** The name and the reason that somebody gave in a form. */
export function saidOf(form: HTMLFormElement): Pick<NewFact, 'name' | 'why'> {
  const [name, why] = [formText(form, 'name'), formText(form, 'why')]
  return { ...(name && { name }), ...(why && { why }) }
}
