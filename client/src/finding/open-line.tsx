import type { OpenAnswer } from '@terreau/shared/api/pages.ts'
import { useLanguage } from '../i18n/language.tsx'

/** Whether something is open, why, and until when, in one line. */
export function OpenLine({ open }: { open: OpenAnswer }) {
  const { t, format } = useLanguage()
  const { state, why, next, comment } = open
  const words = t.hours
  const because = why in words.why ? words.why[why as keyof typeof words.why] : null
  return (
    <p className="open-line small" data-state={state}>
      <b>{words.states[state]}</b>
      {because && ` · ${because}`}
      {next && ` · ${words.next[next.state](format.moment(next.at))}`}
      {comment && ` · ${comment}`}
    </p>
  )
}
