import { useQueryClient } from '@tanstack/react-query'
import type { LinkChecks } from '@terreau/shared/api/links.ts'
import { useState } from 'react'
import { tell } from '../asking/ask.ts'
import { linkChecks } from '../asking/queries.ts'
import { useAnswer } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useSourcingWords } from '../i18n/sourcing.ts'
import { AnyLink } from '../reading/inline.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** While a check runs, how far it is is asked again so often. */
const EVERY_MS = 2000

/** How the check stands, what starts and stops it, and what it found amiss. */
export default function Links() {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [wrong, setWrong] = useState<string | null>(null)
  const [running, setRunning] = useState(false)
  const answer = useAnswer(linkChecks, running ? { every: EVERY_MS } : {})
  const checks = typeof answer === 'object' && 'value' in answer ? answer.value : null
  if (checks && checks.running !== running) setRunning(checks.running)
  const act = async (method: 'POST' | 'DELETE') => {
    const path = method === 'POST' ? '/link-checks' : '/link-checks/current'
    const told = await tell<LinkChecks>(method, path).catch(() => null)
    if (!told) return setWrong(t.lost.offline)
    if ('refusal' in told) return setWrong(told.refusal.message)
    setWrong(null)
    client.setQueryData([linkChecks.path], told)
  }
  if (typeof answer === 'object' && 'refusal' in answer) return <p className="notice">{answer.refusal.message}</p>
  if (!checks) return <p className="muted">{answer === 'lost' ? t.lost.offline : t.loading}</p>
  return (
    <>
      <State checks={checks} onAct={(method) => void act(method)} />
      <WrongSaid id="links-wrong" wrong={wrong} />
      <Amiss checks={checks} />
    </>
  )
}

function State({ checks, onAct }: { checks: LinkChecks; onAct: (method: 'POST' | 'DELETE') => void }) {
  const words = useSourcingWords()
  const { allowed, running, done, total } = checks
  if (!allowed) return <p className="notice">{words.links.notSet}</p>
  return (
    <div className="stack">
      <p>{words.links.says}</p>
      {running && <progress aria-label={words.links.progress} value={done} max={Math.max(total, 1)} />}
      <output>{running && words.links.far(done, total)}</output>
      <p>
        <button
          type="button"
          className={running ? 'btn' : 'btn primary'}
          onClick={() => onAct(running ? 'DELETE' : 'POST')}
        >
          {running ? words.links.stop : words.links.start}
        </button>
      </p>
    </div>
  )
}

function Amiss({ checks: { links } }: { checks: LinkChecks }) {
  const { format } = useLanguage()
  const words = useSourcingWords()
  if (links.length === 0) return <p className="muted">{words.links.none}</p>
  return (
    <ul className="card plain-list lines">
      {links.map(({ page, url, found }) => (
        <li key={page.id} className="stack">
          <PageLink page={page} />
          <span className="small">
            {words.links.outcome[found.outcome]}
            {found.movedTo && (
              <>
                {' '}
                <AnyLink href={found.movedTo}>
                  <span className="address">{found.movedTo}</span>
                </AnyLink>
              </>
            )}
          </span>
          <span className="small muted address">
            {url}, {words.links.on(format.day(found.at.slice(0, 10)))}
          </span>
        </li>
      ))}
    </ul>
  )
}
