import type { Report } from '@terreau/shared/api/care.ts'
import { useId, type FormEvent } from 'react'
import { openReports, quarantine } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useTelling } from '../joining/use-telling.ts'
import { formText } from '../ui/form-text.ts'
import { PageLink } from '../ui/page-link.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** What readers found amiss, and who is in quarantine: for those who can answer. */
export default function WaitingForKeepers({ steward }: { steward: boolean }) {
  return (
    <>
      <Reports />
      {steward && <Confined />}
    </>
  )
}

function Reports() {
  const { t } = useLanguage()
  const reports = useValue(openReports)?.reports ?? []
  if (reports.length === 0) return null
  return (
    <section className="stack" aria-labelledby="reports">
      <h2 id="reports">{t.care.reports}</h2>
      <ul className="plain-list stack">
        {reports.map((report) => (
          <OpenReport key={report.id} report={report} />
        ))}
      </ul>
    </section>
  )
}

function Confined() {
  const { t } = useLanguage()
  const members = useValue(quarantine)?.members ?? []
  if (members.length === 0) return null
  return (
    <section className="stack" aria-labelledby="confined">
      <h2 id="confined">{t.care.confined}</h2>
      <ul className="plain-list stack">
        {members.map(({ id, name }) => (
          <li key={id} className="card stack">
            <p>
              <b>{name}</b>
            </p>
            <WithReason path={`/members/${id}/release`} label={t.care.why} button={t.care.release(name)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OpenReport({ report: { id, kind, words, page, by, at } }: { report: Report }) {
  const { t, format } = useLanguage()
  return (
    <li className="card stack">
      <p>
        <b>{t.care.reported[kind]}</b> <PageLink page={page} />
      </p>
      {words && <p>{words}</p>}
      <p className="small muted">{t.care.reportedBy(by, format.instant(at))}</p>
      <WithReason path={`/reports/${id}/answer`} label={t.care.answer} button={t.care.close} />
    </li>
  )
}

/** Something done with one sentence that everyone will read. */
function WithReason({ path, label, button }: { path: string; label: string; button: string }) {
  const id = useId()
  const { wrong, telling } = useTelling()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void telling('POST', path, { reason: formText(event.currentTarget, 'reason') })
  }
  return (
    <form className="stack" onSubmit={send}>
      <label className="field">
        <span>{label}</span>
        <input className="input" name="reason" required minLength={3} maxLength={500} autoComplete="off" />
      </label>
      <WrongSaid id={id} wrong={wrong} />
      <p>
        <button className="btn">{button}</button>
      </p>
    </form>
  )
}
