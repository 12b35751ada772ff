// oxlint-disable-next-line import/no-unassigned-import -- a style sheet exports nothing
import './reviewing.css'
import type { PageAnswer } from '@terreau/shared/api/pages.ts'
import type { PageChanges } from '@terreau/shared/api/reviews.ts'
import { changesOf, whoAmI } from '../asking/queries.ts'
import { useAnswer, useValue } from '../asking/use-answer.ts'
import { useLanguage } from '../i18n/language.tsx'
import { useReviewingWords } from '../i18n/reviewing.ts'
import { namedById } from '../reading/notes.ts'
import { SurroundingsContext } from '../reading/surroundings.ts'
import { Desk } from './desk.tsx'

/** While passages are being written, they come to rest: so often one looks again. */
const AGAIN_MS = 20_000

/** What changed on a page since its validated version, answered passage by passage. */
export default function Review({ answer }: { answer: PageAnswer }) {
  const { t } = useLanguage()
  const { page } = answer
  const changes = useAnswer(changesOf(page.slug), { every: AGAIN_MS })
  const member = useValue(whoAmI)?.member
  if (changes === 'waiting' || member === undefined) return <output className="muted">{t.loading}</output>
  if (changes === 'lost') return <p className="notice">{t.lost.offlineSays}</p>
  if ('refusal' in changes) return <p className="notice">{changes.refusal.message}</p>
  const around = {
    named: namedById(answer.named),
    notes: { list: [], calls: new Map() },
    standings: { of: new Map(), mixed: false },
  }
  return (
    <SurroundingsContext value={around}>
      <Versions changes={changes.value} />
      <Desk answer={answer} changes={changes.value} me={member} />
    </SurroundingsContext>
  )
}

function Versions({ changes: { version, hunks, unchanged } }: { changes: PageChanges }) {
  const words = useReviewingWords().page
  return (
    <p className="muted review-versions">
      {words.versions(version)}
      {hunks.length > 0 && ` · ${words.changed(hunks.length, hunks.length + unchanged)}`}
    </p>
  )
}
