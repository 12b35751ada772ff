import type { ReportKind } from '@terreau/shared/api/care.ts'
import type { ContributionList } from '@terreau/shared/api/history.ts'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import { useRef, useState, type FormEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { tell, type Answer } from '../asking/ask.ts'
import { contributionsOf, whoAmI } from '../asking/queries.ts'
import { outdateAnswers, useValue } from '../asking/use-answer.ts'
import { useCaringWords } from '../i18n/caring.ts'
import { useLanguage } from '../i18n/language.tsx'
import { formText } from '../ui/form-text.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

const KINDS: readonly ReportKind[] = ['gone', 'wrong', 'charter', 'duplicate']

/** Saying that something is amiss; and, for those who look after the page, doing something about it. */
export default function PageCare({ answer }: { answer: PageAnswer }) {
  return (
    <div className="stack">
      <Report slug={answer.page.slug} />
      {answer.may.archive && <Keeping answer={answer} />}
    </div>
  )
}

/** What became of what one did, in words: done, or why not. */
function useOutcome() {
  const { t } = useLanguage()
  const [outcome, setOutcome] = useState<{ done: string; wrong: string | null }>({ done: '', wrong: null })
  const say = async (asked: Promise<Answer<unknown>>, done: string): Promise<boolean> => {
    const answered = await asked.catch(() => null)
    const wrong = !answered ? t.lost.offline : 'refusal' in answered ? answered.refusal.message : null
    setOutcome({ done: wrong === null ? done : '', wrong })
    return wrong === null
  }
  const refuse = (wrong: string) => setOutcome({ done: '', wrong })
  return { ...outcome, say, refuse }
}

function Report({ slug }: { slug: string }) {
  const { report } = useCaringWords()
  const { done, wrong, say } = useOutcome()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const body = { kind: formText(form, 'kind'), words: formText(form, 'words') }
    void say(tell('POST', `/pages/${slug}/reports`, body), report.sent).then((sent) => sent && form.reset())
  }
  return (
    <form className="stack" onSubmit={send}>
      <p>{report.says}</p>
      <fieldset className="stack">
        <legend>{report.legend}</legend>
        {KINDS.map((kind, at) => (
          <label key={kind} className="row">
            <input type="radio" name="kind" value={kind} defaultChecked={at === 0} /> {report.kinds[kind]}
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>{report.words}</span>
        <textarea className="input" name="words" rows={3} maxLength={1000} aria-describedby="report-wrong" />
      </label>
      <WrongSaid id="report-wrong" wrong={wrong} />
      <p className="row">
        <button className="btn primary">{report.send}</button>
        <output>{done}</output>
      </p>
    </form>
  )
}

function Keeping({ answer }: { answer: PageAnswer }) {
  const { keep } = useCaringWords()
  const client = useQueryClient()
  const outcome = useOutcome()
  const reason = useRef<HTMLInputElement>(null)
  const me = useValue(whoAmI)?.member
  const { slug } = answer.page
  const act = (method: 'POST' | 'PUT', path: string, done: string) => {
    const why = reason.current?.value.trim() ?? ''
    if (why.length < 3) {
      outcome.refuse(keep.noReason)
      return reason.current?.focus()
    }
    void outcome.say(tell(method, path, { reason: why }), done).then(() => outdateAnswers(client))
  }
  return (
    <section className="card stack" aria-labelledby="keeping-page">
      <h2 id="keeping-page" className="card-title">
        {keep.title}
      </h2>
      <label className="field">
        <span>{keep.reason}</span>
        <input ref={reason} className="input" maxLength={500} autoComplete="off" aria-describedby="keep-wrong" />
      </label>
      <WrongSaid id="keep-wrong" wrong={outcome.wrong} />
      <output>{outcome.done}</output>
      <p className="row">
        <button type="button" className="btn" onClick={() => act('PUT', `/pages/${slug}/lock`, keep.locked)}>
          {keep.lock}
        </button>
        <button type="button" className="btn" onClick={() => act('POST', `/pages/${slug}/unlock`, keep.unlocked)}>
          {keep.unlock}
        </button>
      </p>
      {me?.role === 'steward' && <Contributions slug={slug} me={me.id} act={act} />}
    </section>
  )
}

interface Acting {
  readonly slug: string
  readonly me: string
  readonly act: (method: 'POST', path: string, done: string) => void
}

function Contributions({ slug, me, act }: Acting) {
  const { keep } = useCaringWords()
  const contributions = useValue(contributionsOf(slug))?.contributions ?? []
  return (
    <>
      <h3>{keep.contributions}</h3>
      {contributions.length === 0 && <p className="muted">{keep.none}</p>}
      <ul className="plain-list stack">
        {contributions.map((contribution) => (
          <OneContribution key={contribution.id} contribution={contribution} me={me} act={act} />
        ))}
      </ul>
    </>
  )
}

type OneProps = Pick<Acting, 'me' | 'act'> & { readonly contribution: ContributionList['contributions'][number] }

function OneContribution({ contribution: { id, author, to, undone }, me, act }: OneProps) {
  const { keep } = useCaringWords()
  const { format } = useLanguage()
  const when = format.instant(to)
  return (
    <li className="row">
      <span className="grow">{keep.by(author.name, when)}</span>
      {undone ? (
        <span className="chip">{keep.undone}</span>
      ) : (
        <button
          type="button"
          className="btn small"
          aria-label={keep.undoOf(author.name, when)}
          onClick={() => act('POST', `/contributions/${id}/undo`, keep.undoDone(author.name))}
        >
          {keep.undo}
        </button>
      )}
      {author.id !== me && (
        <>
          <button
            type="button"
            className="btn small"
            aria-label={keep.quarantineOf(author.name)}
            onClick={() => act('POST', `/members/${author.id}/quarantine`, keep.quarantined(author.name))}
          >
            {keep.quarantine}
          </button>
          <button
            type="button"
            className="btn small"
            aria-label={keep.signOutOf(author.name)}
            onClick={() => act('POST', `/members/${author.id}/signed-out`, keep.signedOut(author.name))}
          >
            {keep.signOut}
          </button>
        </>
      )}
    </li>
  )
}
