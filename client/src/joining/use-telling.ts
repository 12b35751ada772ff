import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { tell, type Answer } from '../asking/ask.ts'
import { outdateAnswers } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'

/** Tells the wiki something from a form: what went wrong in a sentence, and whether it is on its way. `leaving` asks nothing of the screen anew. */
export function useTelling({ leaving = false } = {}) {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [wrong, setWrong] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const telling = async <T>(...what: Parameters<typeof tell>): Promise<T | null> => {
    setBusy(true)
    const answer: Answer<T> | null = await tell<T>(...what).catch(() => null)
    setBusy(false)
    setWrong(answer ? ('refusal' in answer ? answer.refusal.message : null) : t.lost.offline)
    if (!answer || 'refusal' in answer) return null
    await outdateAnswers(client)
    if (!leaving) await client.refetchQueries({ type: 'active' })
    return answer.value ?? ({} as T)
  }
  return { wrong, busy, telling, setWrong }
}
