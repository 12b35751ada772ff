import type { LedgerEntry } from '@terreau/shared/api/care.ts'
import { Link, useSearch } from 'wouter'
import { ledgerBefore, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useLedgerWords } from '../i18n/ledger.ts'
import { Answered } from '../ui/answered.tsx'
import { Head } from '../ui/head.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { PageLink } from '../ui/page-link.tsx'

const WaitingForKeepers = lazyPart(() => import('./waiting-for-keepers.tsx'))

/** Where in the ledger one looks; from the newest on unless the address says otherwise. */
export function asksBefore(search: string): string {
  const before = new URLSearchParams(search).get('avant') ?? ''
  return /^\d{1,15}$/.test(before) ? before : ''
}

/** Everything that was done to people, rights and pages, with its reason; above it, for those who keep pages, what readers found amiss. */
export function LedgerScreen() {
  const { t } = useLanguage()
  const words = useLedgerWords()
  const answer = useAnswer(ledgerBefore(asksBefore(useSearch())))
  return (
    <main id="main" className="wrap narrow stack">
      <Head title={t.care.ledger} canonical="/registre" />
      <h1 tabIndex={-1}>{t.care.ledger}</h1>
      <p>{words.says}</p>
      <Waiting />
      <Answered answer={answer}>
        {({ entries, next }) => (
          <>
            {entries.length === 0 && <p className="notice">{t.care.nothing}</p>}
            <ol className="plain-list stack">
              {entries.map((entry) => (
                <Entry key={entry.seq} entry={entry} />
              ))}
            </ol>
            {next !== null && (
              <p>
                <Link className="btn" href={`/registre?avant=${next}`}>
                  {t.care.older}
                </Link>
              </p>
            )}
          </>
        )}
      </Answered>
    </main>
  )
}

function Entry({ entry: { at, kind, by, member, page, reason } }: { entry: LedgerEntry }) {
  const { t, format } = useLanguage()
  const { acts } = useLedgerWords()
  return (
    <li className="card">
      <p>
        {acts[kind](by, member ?? '…')} {page && <PageLink page={page} />}
      </p>
      {reason && <p>{t.care.reason(reason)}</p>}
      <p className="small muted">{format.instant(at)}</p>
    </li>
  )
}

/** What waits for those who keep pages. */
function Waiting() {
  const role = useValue(whoAmI)?.member?.role
  return (role === 'validator' || role === 'steward') && <WaitingForKeepers steward={role === 'steward'} />
}
