import type { OwnProposal } from '@terreau/shared/api/proposals.ts'
import { useState } from 'react'
import { Link } from 'wouter'
import { myProposed } from '../asking/queries.ts'
import { useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useProposingWords } from '../i18n/proposing.ts'
import { momentOf } from '../reviewing/moments.ts'
import { PageLink } from '../ui/page-link.tsx'

/** What one proposed, and what became of it; nothing at all for whoever never did. */
export default function MyProposed() {
  const words = useProposingWords().mine
  const proposed = useValue(myProposed)?.proposed ?? []
  if (proposed.length === 0) return null
  return (
    <section className="card stack" aria-labelledby="my-proposed">
      <h2 id="my-proposed" className="card-title">
        {words.title}
      </h2>
      <ul className="plain-list stack">
        {proposed.map((one) => (
          <Made key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}

function Made({ one: { page, state, at, answeredBy, reason } }: { one: OwnProposal }) {
  const { lang } = useLanguage()
  const words = useProposingWords().mine
  const [now] = useState(Date.now)
  return (
    <li>
      <PageLink page={page} />{' '}
      <span className="small muted">
        {words[state](answeredBy ?? words.someone, momentOf(at, now, lang))}
        {reason !== null && ` ${words.reason(reason)}`}
      </span>{' '}
      {state === 'writing' && (
        <Link className="btn small" href={`/p/${page.slug}/proposer`}>
          {words.goOn}
        </Link>
      )}
    </li>
  )
}
