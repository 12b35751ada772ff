import type { Contribution, ContributionList } from '@terreau/shared/api/history.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { tell } from '../asking/ask.ts'
import { useOwnHistoryWords } from '../i18n/own-history.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

interface ChosenCareProps {
  readonly slug: string
  readonly me: string
  readonly chosen: Contribution
  /** Whether nothing was written since. */
  readonly newest: boolean
  readonly may: ContributionList['may']
}

/** What a member can do about a contribution: put the page back to it, say what it was; a steward takes it out of sight. */
export default function ChosenCare({ slug, me, chosen, newest, may }: ChosenCareProps) {
  const [, go] = useLocation()
  const history = useOwnHistoryWords()
  return (
    <div className="stack">
      {may.restore && !newest && !chosen.hidden && (
        <Act
          summary={history.restore}
          says={history.restoreSays}
          button={history.restoreDo}
          send={() => tell('POST', `/pages/${slug}/restorations`, { to: chosen.id })}
          onDone={() => go(`/p/${slug}/historique`)}
        />
      )}
      {may.restore && chosen.author.id === me && (
        <Act
          summary={chosen.message ? history.sayOther : history.say}
          field={{ name: history.sentence, value: chosen.message ?? '', max: 300 }}
          button={history.keep}
          send={(message) =>
            tell('PUT', `/contributions/${chosen.id}/words`, {
              message,
              sources: chosen.sources.map(({ id }) => id),
            })
          }
        />
      )}
      {may.hide && (
        <Act
          summary={chosen.hidden ? history.show : history.hide}
          says={chosen.hidden ? history.showSays : history.hideSays}
          field={{ name: history.reason, value: '', max: 500 }}
          button={chosen.hidden ? history.showDo : history.hideDo}
          send={(reason) => tell('POST', `/contributions/${chosen.id}/${chosen.hidden ? 'show' : 'hide'}`, { reason })}
        />
      )}
    </div>
  )
}

interface ActProps {
  readonly summary: string
  readonly says?: string
  readonly field?: { readonly name: string; readonly value: string; readonly max: number }
  readonly button: string
  readonly send: (text: string) => ReturnType<typeof tell>
  readonly onDone?: () => void
}

/** One thing to do, folded until one wants it; why not, in words. */
function Act({ summary, says, field, button, send, onDone }: ActProps) {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [wrong, setWrong] = useState<string | null>(null)
  const id = useId()
  const act = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const answered = await send(formText(event.currentTarget, 'text')).catch(() => null)
    if (answered && !('refusal' in answered)) {
      onDone?.()
      return client.invalidateQueries()
    }
    setWrong(answered?.refusal.message ?? t.lost.offline)
  }
  return (
    <details className="history-act">
      <summary>{summary}</summary>
      <form className="stack" onSubmit={(event) => void act(event)}>
        {says && <p className="small">{says}</p>}
        {field && (
          <label className="field">
            <span>{field.name}</span>
            <input
              className="input"
              name="text"
              autoComplete="off"
              maxLength={field.max}
              defaultValue={field.value}
              aria-describedby={id}
            />
          </label>
        )}
        <WrongSaid id={id} wrong={wrong} />
        <p>
          <button className="btn">{button}</button>
        </p>
      </form>
    </details>
  )
}
