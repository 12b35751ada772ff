// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './proposed-here.css'
import { useQueryClient } from '@tanstack/react-query'
import type { PageChanges, ReviewHunk } from '@terreau/shared/api/reviews.ts'
import { useState } from 'react'
import { Link, useRoute } from 'wouter'
import { tell } from '../asking/ask.ts'
import { changesOf, whoAmI } from '../asking/queries.ts'
import { outdateAnswers, useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { fieldLabel } from '../i18n/page-type-labels.ts'
import { useProposingWords } from '../i18n/proposing.ts'
import { Words } from '../looking-back/changes.tsx'
import { HunkChange, isProse } from '../reviewing/hunk-change.tsx'
import { momentOf } from '../reviewing/moments.ts'
import { WrongSaid } from '../ui/wrong-said.tsx'

/** The hash of a passage; or the top of a page, for all that stands in no passage of its text, nor in these fields. */
type At = string | { readonly not: readonly string[] }

/** What is proposed somewhere on a page, as words that come and go. */
export default function ProposedHere({ at }: { at: At }) {
  const [, params] = useRoute('/p/:ref')
  const slug = params?.ref ?? ''
  const changes = useValue(changesOf(slug), { enabled: slug !== '' })
  const here = changes?.hunks.filter((hunk) => isAt(hunk, at)) ?? []
  return here.map((hunk) => changes && <Proposed key={hunk.key} hunk={hunk} changes={changes} />)
}

function isAt({ field, proposal }: ReviewHunk, at: At): boolean {
  if (!proposal) return false
  if (typeof at === 'string') return proposal.beside === at
  return proposal.beside === null || (field !== undefined && !at.not.includes(field))
}

interface ProposedProps {
  readonly hunk: ReviewHunk
  readonly changes: PageChanges
}

function Proposed({ hunk, changes: { page, may } }: ProposedProps) {
  const { words, field, authors, proposal, at } = hunk
  const { t, lang } = useLanguage()
  const labels = useProposingWords().here
  const [now] = useState(Date.now)
  const me = useValue(whoAmI)?.member?.id
  const own = authors.some(({ id }) => id === me)
  return (
    <div className="proposed-here">
      <p className="small muted" lang={lang}>
        {own ? labels.own(momentOf(at, now, lang)) : labels.by(proposal?.name ?? null, momentOf(at, now, lang))}
      </p>
      {field !== undefined && !isProse(page.type, field) ? (
        <>
          <b lang={lang}>{fieldLabel(t.pageTypes, page.type, field)?.label}</b>
          <HunkChange hunk={hunk} page={page} />
        </>
      ) : (
        <p>
          {field !== undefined && <b lang={lang}>{fieldLabel(t.pageTypes, page.type, field)?.label} </b>}
          <Words words={words} />
        </p>
      )}
      <div className="row small" lang={lang}>
        {may.review && !own && <Link href={`/p/${page.slug}/relire`}>{labels.review}</Link>}
        {own && proposal?.apart && <Withdraw id={proposal.id} />}
      </div>
    </div>
  )
}

/** Takes back all that one wrote apart and sent: asked once more, since its words go too. */
function Withdraw({ id }: { id: string }) {
  const labels = useProposingWords()
  const client = useQueryClient()
  const [asked, setAsked] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const withdraw = async () => {
    const answer = await tell('DELETE', `/forks/${id}`).catch(() => null)
    if (answer && 'value' in answer) {
      await outdateAnswers(client)
      return client.refetchQueries({ type: 'active' })
    }
    setWrong(answer?.refusal.message ?? labels.correct.lost)
  }
  return (
    <>
      {asked ? (
        <>
          <span>{labels.here.sure}</span>
          <button type="button" className="btn small" onClick={() => void withdraw()}>
            {labels.here.withdraw}
          </button>
          <button type="button" className="btn quiet small" onClick={() => setAsked(false)}>
            {labels.here.keep}
          </button>
        </>
      ) : (
        <button type="button" className="btn quiet small" onClick={() => setAsked(true)}>
          {labels.here.withdraw}
        </button>
      )}
      <WrongSaid id={`withdraw-${id}`} wrong={wrong} />
    </>
  )
}
